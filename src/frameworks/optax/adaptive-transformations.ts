/** optax's rarer rules of adaptive steps: how each scales the gradients, and what it remembers (optax, `transform`). */
import { choose, compare, minus, over, plus, times } from '../../engine/formula';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { NotKnown } from '../errors';
import { wrap } from '../jax/dialect';
import { mapTree } from '../jax/trees';
import { namedTuple, type Value } from '../values';
import {
  averaged,
  combined,
  correction,
  counter,
  countOf,
  fieldOf,
  filledLike,
  root,
  square,
  squares,
  stateless,
  type AdamSettings,
  type Transformation,
} from './transformations';

/** Moments, each corrected for the zeros that it began with. */
const corrected = (tree: Value, beta: number, count: number): Value =>
  combined([tree], (x) => over(x, correction(beta, count)));

const quotient = (m: Value, v: Value, eps: number, epsRoot: number): Value =>
  combined([m, v], (mean, variance) => over(mean, plus(root(plus(variance, epsRoot)), eps)));

const moments = (name: string, params: Value, initial = 0): Value =>
  namedTuple(name, {
    count: counter(0),
    mu: filledLike(params, initial),
    nu: filledLike(params, initial),
  });

/** Adam's first moment, corrected; with Nesterov's step the gradient is mixed in once more. */
function firstMoment(mu: Value, updates: Value, { b1, nesterov }: AdamSettings, count: number): Value {
  if (!nesterov) return corrected(mu, b1, count);
  return combined([corrected(mu, b1, count + 1), corrected(updates, b1, count)], (m, g) =>
    plus(times(m, b1), times(g, 1 - b1)),
  );
}

/** Adam over the largest second moment so far (Reddi et al., 2018). */
export const scaleByAmsgrad = ({ b1, b2, eps, epsRoot }: AdamSettings): Transformation => ({
  init: (params) =>
    namedTuple('ScaleByAmsgradState', {
      count: counter(0),
      mu: filledLike(params, 0),
      nu: filledLike(params, 0),
      nu_max: filledLike(params, 0),
    }),
  update: (updates, state) => {
    const count = countOf(state) + 1;
    const mu = averaged(b1, updates, fieldOf(state, 'mu'));
    const nu = averaged(b2, squares(updates), fieldOf(state, 'nu'));
    const largest = combined([fieldOf(state, 'nu_max'), corrected(nu, b2, count)], (a, b) =>
      Tensor.apply(ops.maximum, [a, b], {}),
    );
    const next = namedTuple('ScaleByAmsgradState', { count: counter(count), mu, nu, nu_max: largest });
    return [quotient(corrected(mu, b1, count), largest, eps, epsRoot), next];
  },
});

/** A second moment that grows and shrinks by the same measure (Zaheer et al., 2018). */
export const scaleByYogi = ({ b1, b2, eps, epsRoot }: AdamSettings, initial: number): Transformation => ({
  init: (params) => moments('ScaleByAdamState', params, initial),
  update: (updates, state) => {
    const count = countOf(state) + 1;
    const mu = averaged(b1, updates, fieldOf(state, 'mu'));
    const nu = combined([updates, fieldOf(state, 'nu')], (g, v) => {
      const sign = Tensor.apply(ops.sign, [minus(v, square(g))], {});
      return minus(v, times(times(sign, 1 - b2), square(g)));
    });
    const result = quotient(corrected(mu, b1, count), corrected(nu, b2, count), eps, epsRoot);
    return [result, namedTuple('ScaleByAdamState', { count: counter(count), mu, nu })];
  },
});

/** The second moment is that of the surprise: gradient minus its average (Zhuang et al., 2020). */
export const scaleByBelief = (settings: AdamSettings): Transformation => ({
  init: (params) => moments('ScaleByBeliefState', params),
  update: (updates, state) => {
    const { b1, b2, eps, epsRoot } = settings;
    const count = countOf(state) + 1;
    const mu = averaged(b1, updates, fieldOf(state, 'mu'));
    const surprise = combined([updates, mu], minus);
    const spread = averaged(b2, squares(surprise), fieldOf(state, 'nu'));
    const nu = combined([spread], (v) => plus(v, epsRoot));
    const result = quotient(firstMoment(mu, updates, settings, count), corrected(nu, b2, count), eps, 0);
    return [result, namedTuple('ScaleByBeliefState', { count: counter(count), mu, nu })];
  },
});

/** Adam once the variance of its step is bounded, and momentum until then (Liu et al., 2020). */
export const scaleByRadam = (settings: AdamSettings, threshold: number): Transformation => ({
  init: (params) => moments('ScaleByAdamState', params),
  update: (updates, state) => {
    const { b1, b2, eps, epsRoot } = settings;
    const count = countOf(state) + 1;
    const mu = averaged(b1, updates, fieldOf(state, 'mu'));
    const nu = averaged(b2, squares(updates), fieldOf(state, 'nu'));
    const single = Math.fround;
    const power = single(single(b2) ** count);
    const limit = 2 / (1 - b2) - 1;
    const length = single(single(limit) - single(single(2 * count * power) / single(1 - power)));
    const mean = firstMoment(mu, updates, settings, count);
    const next = namedTuple('ScaleByAdamState', { count: counter(count), mu, nu });
    if (!(length >= threshold)) return [mean, next];
    const above = single(single(single(length - 4) * single(length - 2)) * single(limit));
    const factor = single(Math.sqrt(single(above / single(single((limit - 4) * (limit - 2)) * length))));
    const result = combined([mean, corrected(nu, b2, count)], (m, v) =>
      over(times(m, factor), plus(root(plus(v, epsRoot)), eps)),
    );
    return [result, next];
  },
});

/** Steps in the units of the parameters (Zeiler, 2012). */
export const scaleByAdadelta = (rho: number, eps: number): Transformation => ({
  init: (params) =>
    namedTuple('ScaleByAdaDeltaState', { e_g: filledLike(params, 0), e_x: filledLike(params, 0) }),
  update: (updates, state) => {
    const ofGradients = averaged(rho, squares(updates), fieldOf(state, 'e_g'));
    const before = fieldOf(state, 'e_x');
    const result = combined([updates, ofGradients, before], (g, e, x) =>
      times(over(root(plus(x, eps)), root(plus(e, eps))), g),
    );
    const ofSteps = averaged(rho, squares(result), before);
    return [result, namedTuple('ScaleByAdaDeltaState', { e_g: ofGradients, e_x: ofSteps })];
  },
});

const lengthOf = (x: Tensor): Tensor => root(Tensor.apply(ops.sum, [square(x)], {}));

/** Momentum of gradients that are divided by the length of the whole array (Ginsburg et al., 2019). */
export const scaleByNovograd = (
  { b1, b2, eps, epsRoot }: AdamSettings,
  weightDecay: number,
): Transformation => ({
  init: (params) =>
    namedTuple('ScaleByNovogradState', {
      count: counter(0),
      mu: filledLike(params, 0),
      nu: mapTree(filledLike(params, 0), (leaf) =>
        leaf.kind === 'tensor' ? wrap(Tensor.apply(ops.sum, [leaf.tensor], {})) : leaf,
      ),
    }),
  update: (updates, state, params) => {
    const count = countOf(state) + 1;
    const lengths = combined([updates], (g) => square(lengthOf(g)));
    const nu = count === 1 ? lengths : averaged(b2, lengths, fieldOf(state, 'nu'));
    const fresh = combined([updates, params, nu], (g, p, v) =>
      plus(over(g, plus(root(plus(v, epsRoot)), eps)), times(p, weightDecay)),
    );
    const mu = count === 1 ? fresh : combined([fieldOf(state, 'mu'), fresh], (m, u) => plus(times(m, b1), u));
    return [mu, namedTuple('ScaleByNovogradState', { count: counter(count), mu, nu })];
  },
});

/** Momentum of the gradients and of their differences (Xie et al., 2022). */
export const scaleByAdan = ({ b1, b2, eps, epsRoot }: AdamSettings, b3: number): Transformation => ({
  init: (params) =>
    namedTuple('ScaleByAdanState', {
      m: filledLike(params, 0),
      v: filledLike(params, 0),
      n: filledLike(params, 0),
      g: filledLike(params, 0),
      t: counter(0),
    }),
  update: (updates, state) => {
    const before = countOf(state, 't');
    const t = before + 1;
    const difference =
      before === 0 ? filledLike(updates, 0) : combined([updates, fieldOf(state, 'g')], minus);
    const ahead = (x: Value, d: Value): Value => combined([x, d], (a, b) => plus(a, times(b, 1 - b2)));
    const m = averaged(b1, updates, fieldOf(state, 'm'));
    const v = averaged(b2, difference, fieldOf(state, 'v'));
    const n = averaged(b3, squares(ahead(updates, difference)), fieldOf(state, 'n'));
    const direction = ahead(corrected(m, b1, t), corrected(v, b2, t));
    const result = quotient(direction, corrected(n, b3, t), eps, epsRoot);
    return [result, namedTuple('ScaleByAdanState', { m, v, n, g: updates, t: counter(t) })];
  },
});

/** Each array scaled to the length of its parameters: the layer-wise rates of LARS and LAMB (You et al.). */
export const scaleByTrustRatio = (minNorm: number, coefficient: number, eps: number): Transformation =>
  stateless((updates, params) => {
    if (params.kind === 'None') throw new NotKnown('the parameters are not given');
    // The length is not below the bound, as `safe_norm` has it.
    const safe = (x: Tensor): Tensor => {
      const length = lengthOf(x);
      return choose(compare(length, '<=', minNorm), minNorm, length);
    };
    return combined([updates, params], (u, p) => {
      const [ofParameter, ofUpdate] = [safe(p), safe(u)];
      const ratio = over(times(ofParameter, coefficient), plus(ofUpdate, eps));
      const isZero = times(ofParameter, ofUpdate);
      return times(u, choose(compare(isZero, '==', 0), 1, ratio));
    });
  });

export const scaleBySign = stateless((updates) =>
  combined([updates], (g) => Tensor.apply(ops.sign, [g], {})),
);

/** (α + β) · gradient − β · the one before (Daskalakis et al., 2018). */
export const scaleByOptimisticGradient = (alpha: number, beta: number): Transformation => ({
  init: (params) =>
    namedTuple('ScaleByOptimisticGradientState', {
      is_initial_step: wrap(Tensor.leaf({ shape: [], dtype: 'bool', values: new Uint8Array([1]) })),
      previous_gradient: filledLike(params, 0),
    }),
  update: (updates, state) => {
    const flag = fieldOf(state, 'is_initial_step');
    const isFirst = flag.kind === 'tensor' && flag.tensor.values()[0] !== 0;
    const before = isFirst ? updates : fieldOf(state, 'previous_gradient');
    const result = combined([updates, before], (g, last) => minus(times(g, alpha + beta), times(last, beta)));
    const next = namedTuple('ScaleByOptimisticGradientState', {
      is_initial_step: wrap(Tensor.leaf({ shape: [], dtype: 'bool', values: new Uint8Array([0]) })),
      previous_gradient: updates,
    });
    return [result, next];
  },
});
