/** The keys of jax.random: one key, or several that `split` gave, as they are picked, gone through and printed. */
import { method, openClass } from '../define';
import { NotKnown } from '../errors';
import type { ThreefryKey } from '../random/threefry';
import { signature } from '../signature';
import { int, iteratorOver, tuple, type ClassValue, type InstanceValue, type Value } from '../values';

/** `PRNGKey` gives arrays of two words, `key` arrays of a dtype of their own. */
export type KeyStyle = 'words' | 'typed';

const objectOf = (type: ClassValue, state: readonly (readonly [string, unknown])[]): InstanceValue => ({
  kind: 'instance',
  class: type,
  attributes: new Map(),
  state: new Map<string, unknown>(state),
  place: undefined,
});

export const keyValue = (key: ThreefryKey, style: KeyStyle): InstanceValue =>
  objectOf(keyClass, [
    ['key', key],
    ['style', style],
  ]);

export const keyArray = (keys: readonly ThreefryKey[], style: KeyStyle): InstanceValue =>
  objectOf(keyArrayClass, [
    ['keys', keys],
    ['style', style],
  ]);

/** The key that a value is; throws NotKnown where it is none. */
export function keyIn(value: Value): { readonly key: ThreefryKey; readonly style: KeyStyle } {
  const key = value.kind === 'instance' ? value.state.get('key') : undefined;
  if (!key || value.kind !== 'instance') throw new NotKnown('the key is not known');
  return { key: key as ThreefryKey, style: styleOf(value) };
}

/** The keys of an array of them, one by one; undefined for any other value. */
export function keysIn(value: Value): readonly Value[] | undefined {
  const keys = value.kind === 'instance' ? value.state.get('keys') : undefined;
  if (!keys || value.kind !== 'instance') return undefined;
  return (keys as readonly ThreefryKey[]).map((key) => keyValue(key, styleOf(value)));
}

const styleOf = (value: InstanceValue): KeyStyle => value.state.get('style') as KeyStyle;

const words = (key: ThreefryKey): string[] =>
  Array.from(key as unknown as ArrayLike<number>, (word) => String(word >>> 0));

/** Rows of words, as wide as the longest. */
function rowsOf(keys: readonly ThreefryKey[], separator: string, indent: string): string {
  const rows = keys.map(words);
  const width = Math.max(...rows.flat().map((word) => word.length));
  const lines = rows.map((row) => `[${row.map((word) => word.padStart(width)).join(separator)}]`);
  return lines.join(`${separator.trimEnd()}\n${indent}`);
}

const describe = (self: InstanceValue, keys: readonly ThreefryKey[], how: 'str' | 'repr'): string => {
  const isOne = self.class === keyClass;
  const body = (separator: string, indent: string): string =>
    isOne ? rowsOf(keys, separator, indent) : `[${rowsOf(keys, separator, `${indent} `)}]`;
  if (styleOf(self) === 'typed')
    return `Array(${isOne ? '()' : `(${keys.length},)`}, dtype=key<fry>) overlaying:\n${body(' ', '')}`;
  return how === 'str' ? body(' ', '') : `Array(${body(', ', '       ')}, dtype=uint32)`;
};

/** An object of jax.random: what is not written here of it is not known. */
const classOf = (name: string, parts: Pick<ClassValue, 'methods' | 'properties' | 'describe'>): ClassValue =>
  openClass(name, {
    signature: signature('()'),
    ...parts,
  });

const keyClass = classOf('jax.random.KeyArray', {
  describe: (self, _, how) => describe(self, [keyIn(self).key], how),
});

const keyArrayClass = classOf('jax.random.Keys', {
  methods: {
    __getitem__: method('(index)', (self, args) => {
      const keys = keysIn(self)!;
      const index = args.value('index');
      if (index.kind === 'slice') {
        const [low, high] = [index.lower, index.upper].map((bound) => {
          if (bound.kind === 'None') return undefined;
          if (bound.kind !== 'int') throw new NotKnown('a bound of the slice is not known');
          return bound.value;
        });
        if (index.step.kind !== 'None') throw new NotKnown('keys in steps are not picked');
        return keyArray(
          keys.slice(low, high).map((key) => keyIn(key).key),
          styleOf(self),
        );
      }
      const at = args.int('index');
      const key = keys[at < 0 ? at + keys.length : at];
      if (!key) throw new NotKnown('a key beyond those that there are is not followed');
      return key;
    }),
    __len__: method('()', (self) => int(keysIn(self)!.length)),
    __iter__: method('()', (self) => iteratorOver(keysIn(self)!)),
  },
  properties: {
    shape: (self) => tuple([keysIn(self)!.length, ...(styleOf(self) === 'words' ? [2] : [])].map(int)),
  },
  describe: (self, _, how) => describe(self, self.state.get('keys') as readonly ThreefryKey[], how),
});
