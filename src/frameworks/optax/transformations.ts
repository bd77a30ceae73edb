/** optax's gradient transformations: what each makes of the gradients, and what it remembers from step to step. */
import { castTo, choose, compare, over, plus, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { convert, wrap } from '../jax/dialect';
import { leavesOf, mapTree, mapTrees } from '../jax/trees';
import type { Runtime } from '../runtime';
import { float, namedTuple, tuple, type Value } from '../values';

/** A transformation as it is written here; `params` is None where a call leaves it out. */
export interface Transformation {
  readonly init: (params: Value, runtime: Runtime) => Value;
  readonly update: (
    updates: Value,
    state: Value,
    params: Value,
    runtime: Runtime,
  ) => readonly [updates: Value, state: Value];
}

/** The pair of functions that Python sees. */
export const transformationValue = ({ init, update }: Transformation): Value =>
  namedTuple('GradientTransformationExtraArgs', {
    init: define('init', '(params)', (args, runtime) => init(args.value('params'), runtime)),
    update: define('update', '(updates, state, params=None, **extra_args)', (args, runtime) =>
      tuple(update(args.value('updates'), args.value('state'), args.value('params'), runtime)),
    ),
  });

/** A nest of arrays made from the arrays at the same place of several nests. */
export const combined = (trees: readonly Value[], compute: (...tensors: Tensor[]) => Tensor): Value =>
  mapTrees(trees[0]!, trees.slice(1), (leaves) => wrap(compute(...leaves.map(convert))));

export const filledLike = (params: Value, value: number): Value =>
  mapTree(params, (leaf) => {
    const tensor = convert(leaf);
    return wrap(plus(times(tensor, 0), value));
  });

/** A transformation that remembers nothing. */
export const stateless = (update: (updates: Value, params: Value) => Value): Transformation => ({
  init: () => namedTuple('EmptyState', {}),
  update: (updates, state, params) => [update(updates, params), state],
});

export const fieldOf = (state: Value, name: string): Value => {
  const at = state.kind === 'tuple' ? (state.names?.indexOf(name) ?? -1) : -1;
  if (state.kind !== 'tuple' || at < 0) throw new NotKnown('the state of the optimizer is not known');
  return state.items[at]!;
};

export const countOf = (state: Value, name = 'count'): number => {
  const count = convert(fieldOf(state, name));
  if (!count.hasValues) throw new NotKnown('the number of steps so far is not known');
  return count.values()[0]!;
};

export const counter = (count: number): Value => wrap(convert({ kind: 'int', value: count }));

/** 1 − βᵗ in single precision, where 1 − 0.999 has lost digits that show in the result. */
export const correction = (beta: number, count: number): number =>
  Math.fround(1 - Math.fround(Math.fround(beta) ** count));

export const root = (x: Tensor): Tensor => Tensor.apply(ops.sqrt, [x], {});
const inverseRoot = (x: Tensor): Tensor => Tensor.apply(ops.rsqrt, [x], {});
export const square = (x: Tensor): Tensor => times(x, x);
/** (1 − β) · new + β · old. */
export const averaged = (beta: number, next: Value, before: Value): Value =>
  combined([next, before], (g, m) => plus(times(g, 1 - beta), times(m, beta)));
export const squares = (tree: Value): Value => combined([tree], square);

/** Momentum: a decaying sum of the gradients, or Nesterov's look ahead of it. */
export const trace = (decay: number, nesterov: boolean): Transformation => {
  const decayedSum = (g: Tensor, t: Tensor): Tensor => plus(g, times(t, decay));
  return {
    init: (params) => namedTuple('TraceState', { trace: filledLike(params, 0) }),
    update: (updates, state) => {
      const next = combined([updates, fieldOf(state, 'trace')], decayedSum);
      const result = nesterov ? combined([updates, next], decayedSum) : next;
      return [result, namedTuple('TraceState', { trace: next })];
    },
  };
};

export interface AdamSettings {
  readonly b1: number;
  readonly b2: number;
  readonly eps: number;
  readonly epsRoot: number;
  readonly nesterov: boolean;
}

/** m̂ / (√(v̂ + ε_root) + ε) (Kingma and Ba, 2015; with Nesterov's step, Dozat, 2016). */
export const scaleByAdam = ({ b1, b2, eps, epsRoot, nesterov }: AdamSettings): Transformation => ({
  init: (params) =>
    namedTuple('ScaleByAdamState', {
      count: counter(0),
      mu: filledLike(params, 0),
      nu: filledLike(params, 0),
    }),
  update: (updates, state) => {
    const mu = averaged(b1, updates, fieldOf(state, 'mu'));
    const nu = averaged(b2, squares(updates), fieldOf(state, 'nu'));
    const count = countOf(state) + 1;
    const direction = nesterov
      ? combined([mu, updates], (m, g) =>
          plus(times(over(m, correction(b1, count + 1)), b1), times(over(g, correction(b1, count)), 1 - b1)),
        )
      : combined([mu], (m) => over(m, correction(b1, count)));
    const result = combined([direction, nu], (m, v) =>
      over(m, plus(root(plus(over(v, correction(b2, count)), epsRoot)), eps)),
    );
    return [result, namedTuple('ScaleByAdamState', { count: counter(count), mu, nu })];
  },
});

/** m̂ over the largest gradient so far, decayed: Adam with the infinity norm. */
export const scaleByAdamax = (b1: number, b2: number, eps: number): Transformation => ({
  init: (params) =>
    namedTuple('ScaleByAdamState', {
      count: counter(0),
      mu: filledLike(params, 0),
      nu: filledLike(params, 0),
    }),
  update: (updates, state) => {
    const count = countOf(state) + 1;
    const mu = averaged(b1, updates, fieldOf(state, 'mu'));
    const nu = combined([updates, fieldOf(state, 'nu')], (g, v) =>
      Tensor.apply(ops.maximum, [plus(Tensor.apply(ops.abs, [g], {}), eps), times(v, b2)], {}),
    );
    const result = combined([mu, nu], (m, v) => over(over(m, correction(b1, count)), v));
    return [result, namedTuple('ScaleByAdamState', { count: counter(count), mu, nu })];
  },
});

/** g / √(v + ε), or with ε outside of the root. */
export const scaleByRms = (
  decay: number,
  eps: number,
  initialScale: number,
  isEpsInRoot: boolean,
): Transformation => ({
  init: (params) => namedTuple('ScaleByRmsState', { nu: filledLike(params, initialScale) }),
  update: (updates, state) => {
    const nu = averaged(decay, squares(updates), fieldOf(state, 'nu'));
    const result = combined([updates, nu], (g, v) =>
      isEpsInRoot ? times(inverseRoot(plus(v, eps)), g) : over(g, plus(root(v), eps)),
    );
    return [result, namedTuple('ScaleByRmsState', { nu })];
  },
});

/** Adagrad: g over the root of the sum of all squares so far. */
export const scaleByRss = (initial: number, eps: number): Transformation => ({
  init: (params) => namedTuple('ScaleByRssState', { sum_of_squares: filledLike(params, initial) }),
  update: (updates, state) => {
    const sums = combined([updates, fieldOf(state, 'sum_of_squares')], (g, s) => plus(square(g), s));
    const result = combined([updates, sums], (g, s) =>
      times(choose(compare(s, '>', 0), inverseRoot(plus(s, eps)), 0), g),
    );
    return [result, namedTuple('ScaleByRssState', { sum_of_squares: sums })];
  },
});

/** Lion: the sign of an average (Chen et al., 2023). */
export const scaleByLion = (b1: number, b2: number): Transformation => ({
  init: (params) => namedTuple('ScaleByLionState', { count: counter(0), mu: filledLike(params, 0) }),
  update: (updates, state) => {
    const before = fieldOf(state, 'mu');
    const result = combined([averaged(b1, updates, before)], (m) => Tensor.apply(ops.sign, [m], {}));
    const mu = averaged(b2, updates, before);
    return [result, namedTuple('ScaleByLionState', { count: counter(countOf(state) + 1), mu })];
  },
});

export const addDecayedWeights = (decay: number): Transformation =>
  stateless((updates, params) => {
    if (params.kind === 'None') {
      throw new PythonError(
        'ValueError',
        'You are using a transformation that requires the current value of parameters, but you are not passing `params` when calling `update`.',
      );
    }
    return combined([updates, params], (g, p) => plus(g, times(p, decay)));
  });

export const scale = (factor: number): Transformation =>
  stateless((updates) => combined([updates], (g) => times(g, factor)));

/** A factor that a schedule gives for the number of steps so far. */
export const scaleBySchedule = (schedule: Value, sign: number): Transformation => ({
  init: () => namedTuple('ScaleByScheduleState', { count: counter(0) }),
  update: (updates, state, _, runtime) => {
    const count = countOf(state);
    const factor = convert(runtime.call(schedule, [fieldOf(state, 'count')]));
    const result = combined([updates], (g) => times(g, times(castTo(factor, g.dtype ?? 'float32'), sign)));
    return [result, namedTuple('ScaleByScheduleState', { count: counter(count + 1) })];
  },
});

/** √Σ g² over all arrays of a nest. */
export function globalNorm(tree: Value): Tensor {
  const sums = leavesOf(tree).map((leaf) => Tensor.apply(ops.sum, [square(convert(leaf))], {}));
  return root(sums.reduce((sum, next) => plus(sum, next), convert(float(0))));
}

export const clipByGlobalNorm = (maximum: number): Transformation =>
  stateless((updates) => {
    const norm = globalNorm(updates);
    const isSmall = compare(norm, '<', maximum);
    return combined([updates], (g) => choose(isSmall, g, times(over(g, norm), maximum)));
  });

export const clip = (maximum: number): Transformation =>
  stateless((updates) =>
    combined([updates], (g) => Tensor.apply(ops.clamp, [g], { min: -maximum, max: maximum })),
  );

/** One transformation after the other, each with its own state. */
export const chain = (parts: readonly Value[]): Transformation => ({
  init: (params, runtime) =>
    tuple(parts.map((part) => runtime.call(runtime.getAttribute(part, 'init'), [params]))),
  update: (updates, state, params, runtime) => {
    if (state.kind === 'unknown') throw new NotKnown(state.reason);
    if (state.kind !== 'tuple' || state.items.length !== parts.length)
      throw new PythonError(
        'ValueError',
        'The number of updates and states has to be the same in chain! Make sure you have called init first!',
      );
    let current = updates;
    const states = parts.map((part, at) => {
      const given = params.kind === 'None' ? [] : [params];
      const result = runtime.call(runtime.getAttribute(part, 'update'), [
        current,
        state.items[at]!,
        ...given,
      ]);
      const [next, after] = result.kind === 'tuple' ? result.items : [];
      if (!next || !after) throw new NotKnown('what a transformation gives is not known');
      current = next;
      return after;
    });
    return [current, tuple(states)];
  },
});

export const applyUpdates = (params: Value, updates: Value): Value =>
  combined([params, updates], (p, u) => castTo(plus(p, u), p.dtype ?? 'float32'));
