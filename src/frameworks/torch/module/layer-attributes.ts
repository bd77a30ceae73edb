/**
 * Attributes that some layers have and others do not: code asks for them with `hasattr`. A layer of torch.nn that does
 * not have one says so; of a class of the user's it may still turn up elsewhere.
 */
import { full } from '../../../engine/formula';
import { PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import { signature } from '../../signature';
import { none, type InstanceValue, type Value } from '../../values';
import { hasInitials, resetParameters } from '../parameters';

const NAMES =
  'weight bias running_mean running_var num_features in_features out_features in_channels out_channels kernel_size stride padding_idx p inplace weight_ih_l0 hidden_size num_embeddings embedding_dim'.split(
    ' ',
  );

function missing(self: InstanceValue, name: string): undefined {
  if (self.class.isUser || self.state.has('unknown') || !self.class.name.startsWith('torch.nn.'))
    return undefined;
  const title = self.class.name.slice(self.class.name.lastIndexOf('.') + 1);
  throw new PythonError('AttributeError', `'${title}' object has no attribute '${name}'`);
}

/** The running statistics as they were before the first batch. */
export function resetStatistics(self: InstanceValue, runtime: Runtime): void {
  for (const [name, value] of [
    ['running_mean', 0],
    ['running_var', 1],
    ['num_batches_tracked', 0],
  ] as const) {
    const buffer = self.attributes.get(name);
    if (buffer?.kind === 'tensor')
      runtime.rebind(buffer, full(buffer.tensor.shape, buffer.tensor.dtype, value));
  }
}

const resetting = (self: InstanceValue): Value | undefined => {
  if (!hasInitials(self) && !self.attributes.has('running_mean')) return missing(self, 'reset_parameters');
  return {
    kind: 'native',
    name: `${self.class.name}.reset_parameters`,
    signature: signature('()'),
    call: (_, runtime) => {
      resetStatistics(self, runtime);
      resetParameters(self, runtime);
      return none;
    },
  };
};

export const layerAttributes: Readonly<Record<string, (self: InstanceValue) => Value | undefined>> = {
  ...Object.fromEntries(NAMES.map((name) => [name, (self: InstanceValue) => missing(self, name)])),
  reset_parameters: resetting,
};
