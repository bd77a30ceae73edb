/** How numpy.random fills arrays: distributions with their parameters, and integers. */
import { allocate, isFloating, type DType } from '../../../engine/dtype';
import { ops } from '../../../engine/ops/index';
import { broadcastShapes, isKnownShape, numelOf } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { spendWork } from '../../../engine/work';
import type { Arguments } from '../../arguments';
import { arrayOf } from '../../arrays/dialect';
import { castTo } from '../../arrays/promotion';
import { NotKnown, PythonError } from '../../errors';
import { binomial, standardGamma } from '../../random/numpy-distributions';
import type { NumpySource } from '../../random/numpy-source';
import type { Runtime } from '../../runtime';
import { float, int, tensorValue, type Value } from '../../values';
import { numpyDialect } from '../dialect';

export type Meaning = (source: NumpySource, args: Arguments, runtime: Runtime) => Value;
export type Row = readonly [name: string, parameters: string, meaning: Meaning];

/** An array of numbers that were drawn one after the other; without a size one number. */
export function drawn(
  shape: readonly number[],
  source: NumpySource,
  draw: () => number,
  dtype: DType = 'float64',
): Tensor {
  if (shape.some((size) => size < 0))
    throw new PythonError('ValueError', 'negative dimensions are not allowed');
  const count = numelOf(shape);
  if (!spendWork(count)) {
    // How far the generator would have gone is not known either.
    source.lose();
    return Tensor.leaf({ shape, dtype, sampled: true });
  }
  const values = allocate(dtype, count);
  for (let at = 0; at < values.length; at++) values[at] = draw();
  return Tensor.leaf({ shape, dtype, values, sampled: !source.isSeeded });
}

/** One number as Python has it: a float or an int, which bear no mark when they are samples. */
export function one(tensor: Tensor): Value {
  if (tensor.shape?.length !== 0 || tensor.sampled || !tensor.hasValues) return tensorValue(tensor, 'numpy');
  const value = tensor.values()[0]!;
  return isFloating(tensor.dtype!) ? float(value) : int(value);
}

export const parameter = (args: Arguments, name: string): Tensor => arrayOf(args.value(name), numpyDialect);

/** The shape of the result: `size`, or what the parameters broadcast to. */
function shapeOf(args: Arguments, parameters: readonly Tensor[]): readonly number[] {
  const size = args.optionalInts('size');
  if (size) return size;
  const shape = parameters.map(({ shape }) => shape ?? []).reduce(broadcastShapes, []);
  if (!isKnownShape(shape)) throw new NotKnown('the shape of what is drawn is not known');
  return shape;
}

/** A distribution that a standard one becomes by a scale and a shift. */
export const moved =
  (shift: string | undefined, scale: string, draw: (source: NumpySource) => number): Meaning =>
  (source, args) => {
    const factor = parameter(args, scale);
    const offset = shift === undefined ? undefined : parameter(args, shift);
    if (factor.hasValues && factor.values().some((value) => value < 0)) {
      throw new PythonError('ValueError', `${scale} < 0`);
    }
    const standard = drawn(shapeOf(args, offset ? [factor, offset] : [factor]), source, () => draw(source));
    const scaled = Tensor.apply(ops.mul, [standard, factor], {});
    return one(offset ? Tensor.apply(ops.add, [scaled, offset], {}) : scaled);
  };

/** `uniform(low, high)`. */
export const uniform: Meaning = (source, args) => {
  const [low, high] = [parameter(args, 'low'), parameter(args, 'high')];
  const standard = drawn(shapeOf(args, [low, high]), source, () => source.uniformDouble());
  const range = Tensor.apply(ops.sub, [high, low], {});
  return one(Tensor.apply(ops.add, [low, Tensor.apply(ops.mul, [range, standard], {})], {}));
};

/** A standard distribution: nothing but a size, and perhaps a dtype. */
export const standard =
  (draw: (source: NumpySource) => number, single?: (source: NumpySource) => number): Meaning =>
  (source, args) => {
    const dtype =
      args.signature.parameters.some(({ name }) => name === 'dtype') && !args.isNone('dtype')
        ? (args.optionalDType('dtype') ?? 'float64')
        : 'float64';
    if (dtype !== 'float64' && !(dtype === 'float32' && single))
      throw new NotKnown('numbers of this dtype are drawn in a way that is not followed');
    const draws = dtype === 'float32' ? single! : draw;
    return one(drawn(args.optionalInts('size') ?? [], source, () => draws(source), dtype));
  };

/** `randint(low, high)` and `integers(low, high)`: with one bound it is the upper one. */
export const integers: Meaning = (source, args) => {
  const isScalar = (name: string): boolean => ['int', 'bool', 'None'].includes(args.value(name).kind);
  if (!isScalar('low') || !isScalar('high'))
    throw new NotKnown('integers between arrays of bounds are not followed');
  const first = args.int('low');
  const second = args.optionalInt('high');
  const [low, above] = second === undefined ? [0, first] : [first, second];
  const hasEndpoint =
    args.signature.parameters.some(({ name }) => name === 'endpoint') && args.bool('endpoint');
  const high = hasEndpoint ? above + 1 : above;
  if (low >= high) throw new PythonError('ValueError', hasEndpoint ? 'low > high' : 'low >= high');
  const dtype = args.optionalDType('dtype') ?? 'int64';
  if (dtype !== 'int64' && dtype !== 'int32')
    throw new NotKnown('integers of fewer bits than 32 are drawn in a way that is not followed');
  const shape = args.optionalInts('size');
  const made = drawn(shape ?? [], source, () => low + source.integer(high - 1 - low), dtype);
  if (!args.isNone('dtype') && made.rank === 0)
    return tensorValue(Tensor.apply(ops.clone, [made], {}), 'numpy');
  return one(made);
};

/**
 * A distribution whose numbers are drawn one by one, each with its own parameters: a row
 * `(name=…, size=None)`. What is in `positive` is refused, in numpy's words, where it is not above zero.
 */
export const byParameters =
  (
    names: readonly string[],
    draw: (source: NumpySource, ...parameters: number[]) => number,
    {
      dtype = 'float64',
      positive = [],
    }: { readonly dtype?: DType; readonly positive?: readonly string[] } = {},
  ): Meaning =>
  (source, args) => {
    const parameters = names.map((name) => parameter(args, name));
    if (parameters.some((given) => !given.hasValues))
      throw new NotKnown('the parameters of what is drawn are not known');
    for (const name of positive) {
      if (parameters[names.indexOf(name)]!.values().some((value) => value <= 0))
        throw new PythonError('ValueError', `${name} <= 0`);
    }
    const shape = shapeOf(args, parameters);
    const all = parameters.map((given) => Tensor.apply(ops.expand, [given], { size: shape }).values());
    let at = 0;
    const next = (): number => {
      const own = all.map((values) => values[at]!);
      at++;
      return draw(source, ...own);
    };
    return one(drawn(shape, source, next, dtype));
  };

/** `dirichlet(alpha, size)`: gamma numbers over their sum. */
export const dirichlet: Meaning = (source, args) => {
  const alpha = parameter(args, 'alpha');
  if (!alpha.hasValues || alpha.rank !== 1) throw new NotKnown('the concentrations are not known');
  const concentrations = Array.from(alpha.values());
  if (concentrations.some((value) => value <= 0)) throw new PythonError('ValueError', 'alpha <= 0');
  if (Math.max(...concentrations) < 0.1)
    throw new NotKnown('small concentrations are drawn in a way that is not followed');
  const shape = [...(args.optionalInts('size') ?? []), concentrations.length];
  let row: number[] = [];
  const next = (): number => {
    if (row.length === 0) {
      const gammas = concentrations.map((value) => standardGamma(source, value));
      const inverse = 1 / gammas.reduce((sum, value) => sum + value, 0);
      row = gammas.map((value) => value * inverse);
    }
    return row.shift()!;
  };
  return one(drawn(shape, source, next));
};

/** `multinomial(n, pvals, size)`: of the trials that are left, binomially many fall on each outcome but the last. */
export const multinomial: Meaning = (source, args) => {
  const given = parameter(args, 'pvals');
  if (!given.hasValues || given.rank !== 1) throw new NotKnown('the probabilities are not known');
  const pvals = Array.from(given.values());
  const trials = args.int('n');
  let row: number[] = [];
  const next = (): number => {
    if (row.length === 0) {
      let [left, rest] = [trials, 1];
      row = pvals.map((probability, at) => {
        if (at === pvals.length - 1) return left;
        const count = left > 0 ? binomial(source, left, probability / rest) : 0;
        left -= count;
        rest -= probability;
        return count;
      });
    }
    return row.shift()!;
  };
  return one(drawn([...(args.optionalInts('size') ?? []), pvals.length], source, next, 'int64'));
};

/**
 * `multivariate_normal(mean, cov, size)`: standard numbers times a root of the covariances, which both generators
 * make of the singular values.
 */
export const multivariateNormal: Meaning = (source, args) => {
  const [mean, covariance] = [parameter(args, 'mean'), parameter(args, 'cov')];
  if (!covariance.hasValues || covariance.rank !== 2) throw new NotKnown('the covariances are not known');
  if (args.signature.parameters.some(({ name }) => name === 'method') && args.string('method') !== 'svd')
    throw new NotKnown('only the root by singular values is followed');
  const size = covariance.shape![0] as number;
  const shape = args.optionalInts('size') ?? [];
  const standard = drawn([numelOf(shape), size], source, () => source.normal());
  const doubles = castTo(covariance, 'float64');
  const root = Tensor.apply(ops.sqrt, [Tensor.apply(ops.svdvals, [doubles], {})], {});
  const column = Tensor.apply(ops.unsqueeze, [root], { dim: 1 });
  const isNewer = args.signature.parameters.some(({ name }) => name === 'method');
  const axes = isNewer
    ? Tensor.apply(ops.transpose, [Tensor.apply(ops.svd_u, [doubles], {})], { dim0: 0, dim1: 1 })
    : Tensor.apply(ops.svd_vh, [doubles], {});
  const factor = Tensor.apply(ops.mul, [column, axes], {});
  const placed = Tensor.apply(ops.add, [Tensor.apply(ops.matmul, [standard, factor], {}), mean], {});
  return tensorValue(Tensor.apply(ops.reshape, [placed], { shape: [...shape, size] }), 'numpy');
};

/** `rand(2, 3)`, `randn(2, 3)`: sizes one by one. */
export const sized =
  (draw: (source: NumpySource) => number): Meaning =>
  (source, args) =>
    one(drawn(args.sizes(), source, () => draw(source)));
