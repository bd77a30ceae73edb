/** What is inside a module: modules, parameters and buffers by their names, in PyTorch's order. */
import { NotKnown } from '../../errors';
import { inheritsFrom, type InstanceValue, type TensorValue, type Value } from '../../values';

export const isModule = (value: Value): value is InstanceValue =>
  value.kind === 'instance' && inheritsFrom(value.class, 'torch.nn.Module');

/** The module that a value is. Throws NotKnown where it is none that is known. */
export function moduleIn(value: Value): InstanceValue {
  if (isModule(value)) return value;
  throw new NotKnown(value.kind === 'unknown' ? value.reason : 'the module is not known');
}

/** The modules directly inside one, by name, in order. */
export function* childrenOf(self: InstanceValue): Iterable<readonly [string, InstanceValue]> {
  for (const [name, value] of self.attributes) if (isModule(value)) yield [name, value];
}

/** The modules directly inside one, each once, under its first name. */
export function uniqueChildren(self: InstanceValue): (readonly [string, InstanceValue])[] {
  const seen = new Set<InstanceValue>();
  return [...childrenOf(self)].filter(([, child]) => !seen.has(child) && seen.add(child));
}

/** A module and all that are inside it, by their dotted names; each once unless `isUnique` is false. */
export function namedModules(
  self: InstanceValue,
  prefix = '',
  isUnique = true,
  seen = new Set<InstanceValue>(),
): [string, InstanceValue][] {
  if (seen.has(self)) return [];
  seen.add(self);
  const found: [string, InstanceValue][] = [[prefix, self]];
  for (const [name, child] of childrenOf(self)) {
    found.push(...namedModules(child, prefix === '' ? name : `${prefix}.${name}`, isUnique, seen));
  }
  // A module inside itself would never end, so only what is above it is still remembered.
  if (!isUnique) seen.delete(self);
  return found;
}

/** A module and all that are inside it, each once. */
export const modulesOf = (self: InstanceValue): InstanceValue[] =>
  namedModules(self).map(([, module]) => module);

/** The buffers that were registered, and whether each is part of the state dict. */
export const buffersOf = (self: InstanceValue): ReadonlyMap<string, boolean> =>
  (self.state.get('buffers') as ReadonlyMap<string, boolean> | undefined) ?? new Map<string, boolean>();

/** Says that an attribute is a buffer. */
export function markBuffer(self: InstanceValue, name: string, isPersistent = true): void {
  self.state.set('buffers', new Map([...buffersOf(self), [name, isPersistent]]));
}

/** Gives a new module a buffer. */
export function addBuffer(self: InstanceValue, name: string, value: Value): void {
  self.attributes.set(name, value);
  markBuffer(self, name);
}

type Named = [string, TensorValue];

/** The tensors of one module that are parameters, or that are buffers. */
export function ownTensors(self: InstanceValue, kind: 'parameter' | 'buffer'): Named[] {
  const buffers = buffersOf(self);
  return [...self.attributes].flatMap(([name, value]): Named[] => {
    if (value.kind !== 'tensor') return [];
    const isWanted = kind === 'parameter' ? value.isParameter : buffers.has(name) && !value.isParameter;
    return isWanted ? [[name, value]] : [];
  });
}

export interface Listing {
  readonly prefix?: string;
  readonly recurse?: boolean;
  /** A tensor that has several names is listed under its first. */
  readonly isUnique?: boolean;
}

/** Parameters or buffers with their dotted names. */
export function namedTensors(
  self: InstanceValue,
  kind: 'parameter' | 'buffer',
  { prefix = '', recurse = true, isUnique = true }: Listing = {},
): Named[] {
  const modules: [string, InstanceValue][] = recurse
    ? namedModules(self, prefix, isUnique)
    : [[prefix, self]];
  const seen = new Set<TensorValue>();
  return modules.flatMap(([path, module]) =>
    ownTensors(module, kind).flatMap(([name, value]): Named[] => {
      if (isUnique && seen.has(value)) return [];
      seen.add(value);
      return [[path === '' ? name : `${path}.${name}`, value]];
    }),
  );
}

export const namedParameters = (self: InstanceValue): Named[] => namedTensors(self, 'parameter');

/** Parameters are only known where the whole module is: a part that is not known may hold more. */
export const isWhole = (self: InstanceValue): boolean =>
  modulesOf(self).every(
    (inner) =>
      !inner.state.has('unknown') &&
      [...inner.attributes.values()].every((value) => value.kind !== 'unknown'),
  );
