/** Transformations of a part of the parameters: those that a mask names, or each by its label. */
import { NotKnown } from '../errors';
import { mapTree, mapTrees } from '../jax/trees';
import type { Runtime } from '../runtime';
import { list, namedTuple, none, type Value } from '../values';
import type { Transformation } from './transformations';

/** The leaves of a tree of labels or truths, one for each leaf of `tree`; a function is asked with the tree. */
function marksOf(marks: Value, tree: Value, runtime: Runtime): readonly Value[] {
  if (marks.kind === 'bool' || marks.kind === 'str') return leavesOf(tree).map(() => marks);
  const isAsked = marks.kind === 'function' || marks.kind === 'native' || marks.kind === 'method';
  const given = isAsked ? runtime.call(marks, [tree]) : marks;
  const found: Value[] = [];
  try {
    mapTrees(tree, [given], ([leaf, mark]) => {
      found.push(mark!);
      return leaf!;
    });
  } catch (error) {
    if (error instanceof NotKnown) throw error;
    throw new NotKnown('a mask that stands for whole branches of the parameters is not followed');
  }
  return found;
}

function leavesOf(tree: Value): Value[] {
  const leaves: Value[] = [];
  mapTree(tree, (leaf) => {
    leaves.push(leaf);
    return leaf;
  });
  return leaves;
}

/** Which leaves a mask lets through. */
export function maskOf(mask: Value, tree: Value, runtime: Runtime): readonly boolean[] {
  return marksOf(mask, tree, runtime).map((mark) => {
    const truth = runtime.truth(mark);
    if (truth === undefined) throw new NotKnown('the mask is not known');
    return truth;
  });
}

/** The leaves of a tree that are chosen, as a list: what an inner transformation sees. */
const chosenOf = (tree: Value, isChosen: readonly boolean[]): Value =>
  tree.kind === 'None' ? none : list(leavesOf(tree).filter((_, at) => isChosen[at]));

function putBack(tree: Value, isChosen: readonly boolean[], changed: Value): Value {
  if (changed.kind !== 'list') throw new NotKnown('what a transformation gives is not known');
  let [at, next] = [0, 0];
  return mapTree(tree, (leaf) => (isChosen[at++] ? changed.items[next++]! : leaf));
}

/** What an inner transformation makes of the chosen leaves, and its next state. */
function updatedPart(
  inner: Value,
  [updates, state, params]: readonly [Value, Value, Value],
  isChosen: readonly boolean[],
  runtime: Runtime,
): readonly [Value, Value] {
  const result = runtime.call(runtime.getAttribute(inner, 'update'), [
    chosenOf(updates, isChosen),
    state,
    chosenOf(params, isChosen),
  ]);
  const [next, after] = result.kind === 'tuple' ? result.items : [];
  if (!next || !after) throw new NotKnown('what a transformation gives is not known');
  return [putBack(updates, isChosen, next), after];
}

const initialPart = (inner: Value, params: Value, isChosen: readonly boolean[], runtime: Runtime): Value =>
  runtime.call(runtime.getAttribute(inner, 'init'), [chosenOf(params, isChosen)]);

const stateIn = (state: Value, name: string): Value => {
  const at = state.kind === 'tuple' ? (state.names?.indexOf(name) ?? -1) : -1;
  if (state.kind !== 'tuple' || at < 0) throw new NotKnown('the state of the optimizer is not known');
  return state.items[at]!;
};

/** `masked(inner, mask)`: the inner transformation where the mask is true, and nothing elsewhere. */
export const masked = (inner: Value, mask: Value): Transformation => ({
  init: (params, runtime) =>
    namedTuple('MaskedState', {
      inner_state: initialPart(inner, params, maskOf(mask, params, runtime), runtime),
    }),
  update: (updates, state, params, runtime) => {
    const isChosen = maskOf(mask, updates, runtime);
    const [next, after] = updatedPart(
      inner,
      [updates, stateIn(state, 'inner_state'), params],
      isChosen,
      runtime,
    );
    return [next, namedTuple('MaskedState', { inner_state: after })];
  },
});

/** `multi_transform(transforms, param_labels)`: to each leaf the transformation of its label. */
export const byLabel = (transforms: Value, labels: Value): Transformation => {
  if (transforms.kind !== 'dict' || transforms.open) throw new NotKnown('the transformations are not known');
  const parts = [...transforms.entries.values()];
  const partOf = (label: Value, tree: Value, runtime: Runtime): readonly boolean[] =>
    marksOf(labels, tree, runtime).map((mark) => runtime.equals(mark, label) === true);
  return {
    init: (params, runtime) =>
      namedTuple('PartitionState', {
        inner_states: list(
          parts.map(([label, inner]) => initialPart(inner, params, partOf(label, params, runtime), runtime)),
        ),
      }),
    update: (updates, state, params, runtime) => {
      const states = stateIn(state, 'inner_states');
      if (states.kind !== 'list') throw new NotKnown('the state of the optimizer is not known');
      let current = updates;
      const after = parts.map(([label, inner], at) => {
        const isChosen = partOf(label, updates, runtime);
        const [next, own] = updatedPart(inner, [current, states.items[at]!, params], isChosen, runtime);
        current = next;
        return own;
      });
      return [current, namedTuple('PartitionState', { inner_states: list(after) })];
    },
  };
};
