/** `state_dict()` and `load_state_dict()`: the parameters and buffers of a module as a dict, and back. */
import { ops } from '../../../engine/ops/index';
import { castTo } from '../../../engine/formula';
import { formatShape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import {
  dict,
  list,
  str,
  tensorValue,
  type ClassValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from '../../values';
import { asView } from '../../views';
import { forget } from './forget';
import { buffersOf, namedModules, ownTensors } from './tree';

/** What is saved of a module, under its dotted names. */
function savedTensors(self: InstanceValue): [string, TensorValue][] {
  return namedModules(self, '', false).flatMap(([path, module]) => {
    const buffers = buffersOf(module);
    return [
      ...ownTensors(module, 'parameter'),
      ...ownTensors(module, 'buffer').filter(([name]) => buffers.get(name) === true),
    ].map(([name, value]): [string, TensorValue] => [path === '' ? name : `${path}.${name}`, value]);
  });
}

/** The tensors share the storage of the module's. */
export function stateDict(self: InstanceValue, prefix: string): Value {
  const entries = savedTensors(self).map(([name, value]): readonly [Value, Value] => [
    str(prefix + name),
    asView(value, tensorValue(Tensor.apply(ops.detach, [value.tensor], {}))),
  ]);
  return { ...dict(entries), type: 'OrderedDict' };
}

/** What `load_state_dict` gives back: the names that did not fit. */
const incompatibleKeys: ClassValue = {
  kind: 'class',
  name: 'torch.nn.modules.module._IncompatibleKeys',
  bases: [],
  attributes: new Map(),
  isUser: false,
  describe: (self, runtime) => {
    const [missing, unexpected] = ['missing_keys', 'unexpected_keys'].map((name) =>
      runtime.format(self.attributes.get(name)!, 'repr'),
    );
    if (missing === '[]' && unexpected === '[]') return '<All keys matched successfully>';
    return `_IncompatibleKeys(missing_keys=${missing!}, unexpected_keys=${unexpected!})`;
  },
};

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

/** Puts the dict's tensors into the module's. Throws PyTorch's RuntimeError where names or shapes do not fit. */
export function loadStateDict(self: InstanceValue, given: Value, strict: boolean, runtime: Runtime): Value {
  const own = savedTensors(self);
  if (given.kind !== 'dict' || given.open) {
    // What a file held is not known: from here on nothing has values.
    for (const [, object] of own) forget(object, runtime);
    return given.kind === 'dict' || given.kind === 'unknown' ? keysOf([], [], runtime) : refuse(given);
  }
  const found = new Map(
    [...given.entries.values()].flatMap(([key, value]) =>
      key.kind === 'str' ? [[key.value, value] as const] : [],
    ),
  );
  const names = new Set(own.map(([name]) => name));
  // A dict that no `state_dict()` gave does not say its version, and batch norms of the first counted no batches.
  const saysVersion = given.type === 'OrderedDict';
  const missing = own
    .map(([name]) => name)
    .filter((name) => !found.has(name) && (saysVersion || !/(?:^|\.)num_batches_tracked$/.test(name)));
  const unexpected = [...found.keys()].filter((name) => !names.has(name));
  const problems: string[] = [];
  if (strict && missing.length > 0) problems.push(`Missing key(s) in state_dict: ${quoted(missing)}. `);
  if (strict && unexpected.length > 0)
    problems.push(`Unexpected key(s) in state_dict: ${quoted(unexpected)}. `);
  for (const [name, object] of own) {
    const value = found.get(name);
    if (!value) continue;
    const [from, to] = [value.kind === 'tensor' ? value.tensor : undefined, object.tensor];
    if (from?.shape && to.shape && formatShape(from.shape) !== formatShape(to.shape)) {
      problems.push(
        `size mismatch for ${name}: copying a param with shape torch.Size(${formatShape(from.shape)}) from checkpoint, the shape in current model is torch.Size(${formatShape(to.shape)}).`,
      );
    } else if (from) copyInto(object, from, runtime);
    else forget(object, runtime);
  }
  if (problems.length > 0) {
    const { name } = self.class;
    throw new PythonError(
      'RuntimeError',
      `Error(s) in loading state_dict for ${name.slice(name.lastIndexOf('.') + 1)}:\n\t${problems.join('\n\t')}`,
    );
  }
  return keysOf(missing, unexpected, runtime);
}

function refuse(given: Value): never {
  throw new PythonError('TypeError', `Expected state_dict to be dict-like, got <class '${given.kind}'>.`);
}

function copyInto(object: TensorValue, from: Tensor, runtime: Runtime): void {
  const { dtype, requiresGrad } = object.tensor;
  runtime.rebind(object, (dtype ? castTo(from, dtype) : from).asLeaf({ requiresGrad }));
}

const keysOf = (missing: readonly string[], unexpected: readonly string[], runtime: Runtime): Value => ({
  kind: 'instance',
  class: incompatibleKeys,
  attributes: new Map<string, Value>([
    ['missing_keys', list(missing.map(str))],
    ['unexpected_keys', list(unexpected.map(str))],
  ]),
  state: new Map(),
  place: runtime.place,
});
