/** The structures of JAX's pytrees apart from their leaves: `flatten`, `unflatten`, paths, and how they are printed. */
import type { Arguments } from '../arguments';
import { defineAll, openClass } from '../define';
import { NotKnown } from '../errors';
import { signature } from '../signature';
import {
  int,
  list,
  str,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../values';
import { leavesOf, mapTrees, sortedEntries } from './trees';

const structureClass: ClassValue = openClass('jax.tree_util.PyTreeDef', {
  signature: signature('()'),
  properties: { num_leaves: (self) => int(leavesOf(treeOf(self)).length) },
  methods: {
    __eq__: {
      signature: signature('(other)'),
      call: (self, args) => {
        const other = args.value('other');
        const isSame =
          other.kind === 'instance' &&
          other.class === structureClass &&
          shown(treeOf(self)) === shown(treeOf(other));
        return { kind: 'bool', value: isSame };
      },
    },
  },
  describe: (self) => `PyTreeDef(${shown(treeOf(self))})`,
});

const structureOf = (tree: Value): InstanceValue => ({
  kind: 'instance',
  class: structureClass,
  attributes: new Map(),
  state: new Map<string, unknown>([['tree', tree]]),
  place: undefined,
});

const treeOf = (self: InstanceValue): Value => self.state.get('tree') as Value;

/** A structure with a star for each leaf. */
function shown(tree: Value): string {
  switch (tree.kind) {
    case 'None':
      return 'None';
    case 'list':
      return `[${tree.items.map(shown).join(', ')}]`;
    case 'tuple':
      if (tree.names) throw new NotKnown('how a namedtuple is shown in a structure is not followed');
      return `(${tree.items.map(shown).join(', ')}${tree.items.length === 1 ? ',' : ''})`;
    case 'dict':
      return `{${sortedEntries(tree)
        .map(([, [key, entry]]) => {
          if (key.kind !== 'str' && key.kind !== 'int') throw new NotKnown('a key of the tree is not known');
          return `${key.kind === 'str' ? `'${key.value}'` : key.value}: ${shown(entry)}`;
        })
        .join(', ')}}`;
    default:
      return '*';
  }
}

/** The leaves with what stands between brackets on the way to them. */
function pathsOf(
  tree: Value,
  before: readonly Value[] = [],
): (readonly [path: readonly Value[], leaf: Value])[] {
  switch (tree.kind) {
    case 'None':
      return [];
    case 'list':
    case 'tuple':
      return tree.items.flatMap((item, at) => pathsOf(item, [...before, int(at)]));
    case 'dict':
      return sortedEntries(tree).flatMap(([, [key, entry]]) => pathsOf(entry, [...before, key]));
    default:
      return [[before, tree]];
  }
}

const named = (name: string, older: string): string[] => [`jax.tree.${name}`, `jax.tree_util.${older}`];

function given(value: Value): Value {
  if (value.kind !== 'instance' || value.class !== structureClass)
    throw new NotKnown('the structure of the tree is not known');
  return treeOf(value);
}

/** The tree that a call is given, of which the structure alone says what its leaves are. */
function wholeTree(args: Arguments): Value {
  if (!args.isNone('is_leaf')) throw new NotKnown('leaves that the program chooses are not followed');
  return args.value('tree');
}

const keyText = (key: Value): string =>
  key.kind === 'str' ? `['${key.value}']` : key.kind === 'int' ? `[${key.value}]` : '';

export const treeStructures: readonly NativeFunction[] = [
  ...defineAll(named('flatten', 'tree_flatten'), '(tree, is_leaf=None)', (args) => {
    const tree = wholeTree(args);
    return tuple([list(leavesOf(tree)), structureOf(tree)]);
  }),
  ...defineAll(named('structure', 'tree_structure'), '(tree, is_leaf=None)', (args) => {
    return structureOf(wholeTree(args));
  }),
  ...defineAll(named('unflatten', 'tree_unflatten'), '(treedef, leaves)', (args, runtime) => {
    const leaves = [...(runtime.iterate(args.value('leaves')) ?? [])];
    const tree = given(args.value('treedef'));
    if (leaves.length !== leavesOf(tree).length)
      throw new NotKnown('the leaves are not as many as there were');
    let at = 0;
    return mapTrees(tree, [], () => leaves[at++]!);
  }),
  ...defineAll(named('leaves_with_path', 'tree_leaves_with_path'), '(tree, is_leaf=None)', (args) =>
    list(pathsOf(wholeTree(args)).map(([path, leaf]) => tuple([tuple(path), leaf]))),
  ),
  ...defineAll(['jax.tree_util.keystr'], "(keys, *, simple=False, separator='')", (args) => {
    const keys = args.value('keys');
    if (keys.kind !== 'tuple' || args.bool('simple'))
      throw new NotKnown('this form of a path is not followed');
    return str(keys.items.map(keyText).join(''));
  }),
];
