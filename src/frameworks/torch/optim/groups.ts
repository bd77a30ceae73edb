/**
 * The parameter groups of an optimizer: Python's own list of dicts, so that whoever changes
 * `param_groups[0]['lr']` changes the next step.
 */
import { isOneOfLeaves } from '../../../engine/ops/either';
import { define } from '../../define';
import { NotKnown, PythonError } from '../../errors';
import type { Runtime } from '../../runtime';
import {
  dict,
  list,
  str,
  typeName,
  type DictValue,
  type InstanceValue,
  type TensorValue,
  type Value,
} from '../../values';
import type { Settings } from './step';

export const entryOf = (group: DictValue, name: string): Value | undefined =>
  group.entries.get(`s${name}`)?.[1];

/** Writes one entry of a dict, so that a branch that is only walked can be taken back. */
export function setEntry(group: DictValue, name: string, value: Value, runtime: Runtime): void {
  runtime.touch(group);
  group.entries.set(`s${name}`, [str(name), value]);
}

/** The groups of an optimizer; undefined where they are not known. */
export function groupsOf(self: InstanceValue): readonly DictValue[] | undefined {
  const groups = self.attributes.get('param_groups');
  if (groups?.kind !== 'list' || groups.open) return undefined;
  return groups.items.filter((group) => group.kind === 'dict');
}

/** Parameters that are among those of an optimizer, where it is not known which these are. */
export const heldBy = (self: InstanceValue): readonly TensorValue[] =>
  (self.state.get('held') as readonly TensorValue[] | undefined) ?? [];

/** Whether all parameters of an optimizer are known. */
export const isWhole = (self: InstanceValue): boolean =>
  groupsOf(self) !== undefined && heldBy(self).length === 0 && !self.state.has('isPartial');

/** The tensors of a group, as far as they are known. */
export function parametersOf(group: DictValue): readonly TensorValue[] {
  const params = entryOf(group, 'params');
  return params?.kind === 'list' ? params.items.filter((item) => item.kind === 'tensor') : [];
}

/** What the state holds for a parameter that is asked for the first time. */
const emptyDict = define('builtins.dict', '()', () => dict());

/**
 * Sets up `param_groups`, `defaults` and `state` from what the constructor was given. Throws PyTorch's errors
 * for what is no parameter, and NotKnown where the parameters are not known.
 */
export function setUpGroups(self: InstanceValue, params: Value, defaults: DictValue, runtime: Runtime): void {
  self.attributes.set('defaults', defaults);
  self.attributes.set('state', { ...dict(), type: 'defaultdict', factory: emptyDict });
  if (params.kind === 'tensor') {
    throw new PythonError(
      'TypeError',
      'params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch.FloatTensor',
    );
  }
  if (params.kind === 'unknown') {
    self.attributes.set('param_groups', { ...list([]), open: true });
    self.state.set('held', params.holds ?? []);
    return;
  }
  // Of a module that is known in part, the known parameters are moved.
  if (params.kind === 'list' && params.open) self.state.set('isPartial', true);
  const items =
    params.kind === 'list' ? [...params.items] : [...(runtime.iterate(params) ?? unknownItems(params))];
  if (items.length === 0 && !(params.kind === 'list' && params.open)) {
    throw new PythonError('ValueError', 'optimizer got an empty parameter list');
  }
  const groups = list([]);
  self.attributes.set('param_groups', groups);
  const isGrouped = items[0]?.kind === 'dict';
  for (const group of isGrouped ? items : [dict([[str('params'), list(items)]])])
    addGroup(self, group, runtime);
}

const unknownItems = (params: Value): never => {
  throw new NotKnown(
    params.kind === 'unknown' ? params.reason : 'the parameters of the optimizer are not known',
  );
};

/** `add_param_group`: what the group does not say is taken from the defaults. */
export function addGroup(self: InstanceValue, group: Value, runtime: Runtime): void {
  if (group.kind === 'unknown') throw new NotKnown(group.reason);
  if (group.kind !== 'dict') {
    throw new PythonError('TypeError', `param_group must be a dict, but got <class '${typeName(group)}'>`);
  }
  const given = entryOf(group, 'params');
  if (!given) throw new PythonError('KeyError', "'params'");
  if (given.kind === 'list' && given.open) self.state.set('isPartial', true);
  if (given.kind === 'set') {
    throw new PythonError(
      'TypeError',
      'optimizer parameters need to be organized in ordered collections, but the ordering of tensors in sets will change between runs. Please use a list instead.',
    );
  }
  const items =
    given.kind === 'tensor'
      ? [given]
      : given.kind === 'list'
        ? given.items
        : [...(runtime.iterate(given) ?? unknownItems(given))];
  const tensors = items.map((item) => tensorOf(item));
  const groups = self.attributes.get('param_groups');
  if (groups?.kind !== 'list') throw new NotKnown('the groups of the optimizer are not known');
  const taken = new Set(groups.items.flatMap((other) => (other.kind === 'dict' ? parametersOf(other) : [])));
  if (tensors.some((tensor) => taken.has(tensor))) {
    throw new PythonError('ValueError', 'some parameters appear in more than one parameter group');
  }
  setEntry(group, 'params', list(tensors), runtime);
  const defaults = self.attributes.get('defaults');
  if (defaults?.kind === 'dict') {
    for (const [key, entry] of defaults.entries) {
      if (!group.entries.has(key)) group.entries.set(key, entry);
    }
  }
  runtime.touch(groups);
  groups.items.push(group);
}

function tensorOf(item: Value): TensorValue {
  // A pair of name and parameter, as named_parameters() gives them.
  const value = item.kind === 'tuple' ? (item.items[1] ?? item) : item;
  if (value.kind === 'unknown') throw new NotKnown(value.reason);
  if (value.kind !== 'tensor') {
    throw new PythonError(
      'TypeError',
      `optimizer can only optimize Tensors, but one of the params is ${typeName(value)}`,
    );
  }
  if (value.tensor.requiresGrad && !isOneOfLeaves(value.tensor) && !value.retainsGrad) {
    throw new PythonError('ValueError', "can't optimize a non-leaf Tensor");
  }
  return value;
}

/** The names of the parts of settings that are tuples. */
const partsOf: Readonly<Record<string, readonly string[]>> = {
  betas: ['beta1', 'beta2'],
  etas: ['eta_minus', 'eta_plus'],
  step_sizes: ['smallest', 'largest'],
  eps: ['eps1', 'eps2'],
  ns_coefficients: ['a', 'b', 'c'],
};

/** The words that settings may be: each is the number of its place. */
const wordsOf: Readonly<Record<string, readonly string[]>> = {
  adjust_lr_fn: ['original', 'match_rms_adamw'],
};

/** The numbers of a group; undefined where one of them is not known. */
export function settingsOf(group: DictValue): Settings | undefined {
  if (group.open) return undefined;
  const settings: Record<string, number> = {};
  for (const [, [key, value]] of group.entries) {
    const name = key.kind === 'str' ? key.value : '';
    const parts = partsOf[name];
    if (parts && (value.kind === 'tuple' || value.kind === 'list')) {
      for (const [at, part] of parts.entries()) {
        // Adafactor has None where it takes the dtype's own ε.
        if (value.items[at]?.kind === 'None') continue;
        const known = numberOf(value.items[at]);
        if (known === undefined) return undefined;
        settings[part] = known;
      }
    } else if (wordsOf[name] && value.kind === 'str') {
      settings[name] = wordsOf[name].indexOf(value.value);
    } else if (value.kind === 'unknown' || (value.kind === 'tensor' && !value.tensor.hasValues)) {
      return undefined;
    } else {
      const known = numberOf(value);
      if (known !== undefined) settings[name] = known;
    }
  }
  return settings;
}

/** A number, a truth as 0 or 1, or the one number of a tensor. */
export function numberOf(value: Value | undefined): number | undefined {
  switch (value?.kind) {
    case 'int':
    case 'float':
      return value.value;
    case 'bool':
      return Number(value.value);
    case 'tensor':
      return value.tensor.hasValues && value.tensor.numel === 1 ? value.tensor.values()[0] : undefined;
    default:
      return undefined;
  }
}
