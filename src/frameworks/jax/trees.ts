/** JAX's pytrees: nests of lists, tuples and dicts, whose leaves are everything else. Keys of dicts are taken in order. */
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import {
  bool,
  dict,
  int,
  list,
  none,
  type DictValue,
  type InstanceValue,
  type NativeFunction,
  type Value,
} from '../values';

/** A dict's entries in the order of its keys, as JAX goes through them and gives them back. */
export const sortedEntries = (tree: DictValue): (readonly [name: string, entry: readonly [Value, Value]])[] =>
  [...tree.entries].sort(([, [a]], [, [b]]) => {
    if (a.kind === 'str' && b.kind === 'str') return a.value < b.value ? -1 : 1;
    return a.kind === 'int' && b.kind === 'int' ? a.value - b.value : 0;
  });

/** Something else for each array or number of a nest. */
export const mapTree = (value: Value, change: (leaf: Value) => Value): Value =>
  mapTrees(value, [], ([leaf]) => {
    if (leaf!.kind === 'tensor' || leaf!.kind === 'int' || leaf!.kind === 'float') return change(leaf!);
    throw new NotKnown('an argument that is no array and no list, tuple or dict of arrays is not followed');
  });

const mismatch = (): PythonError =>
  new PythonError('ValueError', 'the trees that are mapped together do not have the same structure');

/** The same place of several nests of one structure together. */
export function mapTrees(
  tree: Value,
  others: readonly Value[],
  change: (leaves: readonly Value[]) => Value,
): Value {
  for (const other of [tree, ...others]) if (other.kind === 'unknown') throw new NotKnown(other.reason);
  switch (tree.kind) {
    case 'list':
    case 'tuple': {
      const items = tree.items.map((item, at) =>
        mapTrees(
          item,
          others.map((other) => {
            const isAlike = other.kind === tree.kind && other.items.length === tree.items.length;
            if (!isAlike) throw mismatch();
            return other.items[at]!;
          }),
          change,
        ),
      );
      return tree.kind === 'list' ? list(items) : { ...tree, items };
    }
    case 'dict':
      if (tree.open) throw new NotKnown('the entries of a dict are not known');
      return dict(
        sortedEntries(tree).map(([name, [key, entry]]) => [
          key,
          mapTrees(
            entry,
            others.map((other) => {
              const found = other.kind === 'dict' ? other.entries.get(name) : undefined;
              if (!found) throw mismatch();
              return found[1];
            }),
            change,
          ),
        ]),
      );
    case 'None':
      return none;
    case 'instance':
      if (fieldsInside(tree)) return mapFields(tree, others, change);
      throw new NotKnown('a tree with objects of classes in it is not followed');
    default:
      return change([tree, ...others]);
  }
}

/** The fields of an object that JAX goes into; undefined where its class says nothing of it. */
export const fieldsInside = ({ class: type }: InstanceValue): readonly string[] | undefined =>
  type.treeOf && type.fields?.filter((name) => !type.treeOf!.outside.includes(name));

/** An object whose class says that it is a nest: another of its class, with other fields. */
function mapFields(
  tree: InstanceValue,
  others: readonly Value[],
  change: (leaves: readonly Value[]) => Value,
): InstanceValue {
  const changed = fieldsInside(tree)!.map((name): [string, Value] => {
    const at = (object: Value): Value => {
      if (object.kind !== 'instance' || object.class !== tree.class) throw mismatch();
      return object.attributes.get(name)!;
    };
    return [name, mapTrees(at(tree), others.map(at), change)];
  });
  return { ...tree, attributes: new Map([...tree.attributes, ...changed]), state: new Map(tree.state) };
}

/** The leaves of a nest, in JAX's order. */
export function leavesOf(tree: Value): Value[] {
  const leaves: Value[] = [];
  mapTrees(tree, [], ([leaf]) => {
    leaves.push(leaf!);
    return leaf!;
  });
  return leaves;
}

const named = (
  newer: string,
  older: string,
  parameters: string,
  call: NativeFunction['call'],
): NativeFunction[] =>
  [`jax.tree.${newer}`, `jax.tree_util.tree_${older}`].map((name) => define(name, parameters, call));

export const treeNames: readonly NativeFunction[] = [
  ...['jax.tree.map', 'jax.tree_util.tree_map', 'jax.tree_map'].map((name) =>
    define(name, '(f, tree, *rest, is_leaf=None)', (args, runtime) => {
      if (!args.isNone('is_leaf')) throw new NotKnown('what counts as a leaf of the tree is not followed');
      return mapTrees(args.value('tree'), args.rest, (leaves) => runtime.call(args.value('f'), leaves));
    }),
  ),
  ...named('leaves', 'leaves', '(tree)', (args) => list(leavesOf(args.value('tree')))),
  ...named('all', 'all', '(tree)', (args, runtime) => {
    const truths = leavesOf(args.value('tree')).map((leaf) => runtime.truth(leaf));
    if (truths.includes(undefined)) throw new NotKnown('the truth of a leaf is not known');
    return bool(truths.every(Boolean));
  }),
  ...named('reduce', 'reduce', '(function, tree, initializer=None)', (args, runtime) => {
    const leaves = leavesOf(args.value('tree'));
    const start = args.given('initializer') ? args.value('initializer') : leaves.shift();
    return leaves.reduce((sum, leaf) => runtime.call(args.value('function'), [sum, leaf]), start ?? int(0));
  }),
];
