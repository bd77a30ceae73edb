/** `torch.squeeze_copy` and its kin: what the view of that name shows, in a storage of its own. */
import { ops } from '../../../engine/ops/index';
import { Tensor } from '../../../engine/tensor';
import { tensorValue, type NativeFunction, type Value } from '../../values';

/** The views that have a form which copies; `view` alone is a method only. */
const copied: readonly string[] = [
  'alias',
  'as_strided',
  'diagonal',
  'detach',
  'expand',
  'narrow',
  'permute',
  'select',
  'slice',
  'split',
  'split_with_sizes',
  'squeeze',
  't',
  'transpose',
  'unbind',
  'unfold',
  'unsqueeze',
  'view',
];

/** The copy of what a view shows. Of `detach_copy` PyTorch has no gradient, and its result still asks for one. */
function copyOf(value: Value): Value {
  if (value.kind === 'tuple') return { ...value, items: value.items.map(copyOf) };
  return value.kind === 'tensor' ? tensorValue(Tensor.apply(ops.clone, [value.tensor], {})) : value;
}

/** The copying form of each view among the given functions. */
export const copiesOf = (functions: readonly NativeFunction[]): NativeFunction[] => [
  ...copied.flatMap((name) => {
    const view =
      functions.find((candidate) => candidate.name === `torch.${name}`) ??
      functions.find((candidate) => candidate.name === `torch.Tensor.${name}`);
    if (!view) return [];
    const copying = (qualified: string): NativeFunction => ({
      ...view,
      name: qualified,
      call: (args, runtime) => copyOf(view.call(args, runtime)),
    });
    const made = [copying(`torch.${name}_copy`)];
    return name === 'narrow' ? [...made, copying('torch.Tensor.narrow_copy')] : made;
  }),
];
