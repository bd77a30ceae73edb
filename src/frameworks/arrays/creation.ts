/** How numpy and jax.numpy make arrays, beside `array` and those of one value. */
import { allocate, isFloating, type DType, type Values } from '../../engine/dtype';
import { newMemory } from '../../engine/new_memory';
import { ops } from '../../engine/ops/index';
import { isKnownShape, numelOf, type Shape } from '../../engine/shape';
import { Tensor, valuesWhenAsked } from '../../engine/tensor';
import { define } from '../define';
import { NotKnown } from '../errors';
import { MAXIMUM_HELD } from '../held-elements';
import { shapeWhereKnown } from '../sizes';
import { itemsOf } from '../standard/items';
import { float, list, tensorValue, tuple, type NativeFunction, type Value } from '../values';
import { arrayOf, type ArrayDialect } from './dialect';
import { castTo } from './promotion';

/**
 * An array whose elements follow from their position, made when somebody asks where they are many; one that would
 * take hundreds of megabytes has no values, nor has one of which a size is not known.
 */
export function leaf(shape: Shape, dtype: DType, valueAt: (at: number) => number): Tensor {
  if (!isKnownShape(shape) || numelOf(shape) > MAXIMUM_HELD) return Tensor.leaf({ shape, dtype });
  const numel = numelOf(shape);
  // What cannot be had of one element is said at once, and not when somebody asks for the values.
  if (numel > 0) valueAt(0);
  const makeValues = (): Values => {
    const values = allocate(dtype, numel);
    for (let at = 0; at < numel; at++) values[at] = valueAt(at);
    return values;
  };
  return Tensor.leaf({ shape, dtype, ...valuesWhenAsked(numel, makeValues) });
}

/** Ones on the diagonal of a square of zeros. */
export const identity = (name: string, dialect: ArrayDialect): NativeFunction =>
  define(name, '(n, dtype=None)', (args) => {
    const count = args.int('n');
    const dtype = args.optionalDType('dtype') ?? dialect.floatDType;
    const made = leaf([count, count], dtype, (at) => (at % (count + 1) === 0 ? 1 : 0));
    return tensorValue(made, dialect.framework);
  });

/** The functions under a prefix such as `numpy.`. */
export function creationFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  const wrap = (tensor: Tensor): Value => tensorValue(tensor, dialect.framework);
  const like = (
    name: string,
    valueOf: (value: Value | undefined) => number,
    parameters: string,
  ): NativeFunction =>
    define(`${prefix}${name}`, parameters, (args) => {
      const model = arrayOf(args.value('a'), dialect);
      const dtype = args.optionalDType('dtype') ?? model.dtype;
      const fill = valueOf(parameters.includes('fill_value') ? args.value('fill_value') : undefined);
      const { shape } = model;
      if (!isKnownShape(shape) || !dtype) return wrap(Tensor.leaf({ shape, dtype }));
      return wrap(leaf(shape, dtype, () => (isFloating(dtype) ? fill : Math.trunc(fill))));
    });
  const numberOf = (value: Value | undefined): number => {
    if (value?.kind === 'int' || value?.kind === 'float') return value.value;
    if (value?.kind === 'bool') return Number(value.value);
    if (value?.kind === 'tensor' && value.tensor.hasValues && value.tensor.numel === 1)
      return value.tensor.values()[0]!;
    throw new NotKnown('the value to fill with is not known');
  };
  /** Points between two ends, made by `f` from the position along the way. */
  const spaced = (name: string, f: (point: number, base: number) => number): NativeFunction =>
    define(
      `${prefix}${name}`,
      '(start, stop, num=50, endpoint=True, retstep=False, dtype=None, base=10.0)',
      (args) => {
        const [start, stop, count] = [args.number('start'), args.number('stop'), args.int('num')];
        const step = (stop - start) / (args.bool('endpoint') ? count - 1 : count);
        const dtype = args.optionalDType('dtype') ?? dialect.floatDType;
        const base = args.number('base');
        const points = leaf([count], dtype, (at) => {
          const isEnd = args.bool('endpoint') && at === count - 1 && count > 1;
          return f(isEnd ? stop : start + (count > 1 ? at * step : 0), base);
        });
        return args.bool('retstep') ? tuple([wrap(points), float(step)]) : wrap(points);
      },
    );
  return [
    like('zeros_like', () => 0, '(a, dtype=None, **kwargs)'),
    like('ones_like', () => 1, '(a, dtype=None, **kwargs)'),
    define(`${prefix}empty_like`, '(a, dtype=None, **kwargs)', (args) => {
      const { shape, dtype } = arrayOf(args.value('a'), dialect);
      const asked = args.optionalDType('dtype') ?? dtype;
      if (!isKnownShape(shape) || !asked) return wrap(Tensor.leaf({ shape, dtype: asked }));
      return wrap(newMemory(shape, asked));
    }),
    like('full_like', numberOf, '(a, fill_value, dtype=None, **kwargs)'),
    define(`${prefix}empty`, '(shape, dtype=None, **kwargs)', (args) => {
      const [shape, dtype] = [
        shapeWhereKnown(args, 'shape'),
        args.optionalDType('dtype') ?? dialect.floatDType,
      ];
      // What memory happens to hold is not known; zeros would be a guess.
      return wrap(isKnownShape(shape) ? newMemory(shape, dtype) : Tensor.leaf({ shape, dtype }));
    }),
    identity(`${prefix}identity`, dialect),
    define(`${prefix}tri`, '(N, M=None, k=0, dtype=None)', (args) => {
      const rows = args.int('N');
      const columns = args.optionalInt('M') ?? rows;
      const dtype = args.optionalDType('dtype') ?? dialect.floatDType;
      const k = args.int('k');
      return wrap(
        leaf([rows, columns], dtype, (at) => (at % columns <= Math.floor(at / columns) + k ? 1 : 0)),
      );
    }),
    spaced('linspace', (point) => point),
    spaced('logspace', (point, base) => base ** point),
    define(`${prefix}geomspace`, '(start, stop, num=50, endpoint=True, dtype=None)', (args) => {
      const [start, stop, count] = [args.number('start'), args.number('stop'), args.int('num')];
      if (!(start > 0 && stop > 0) || !args.bool('endpoint'))
        throw new NotKnown('geometric points are computed between positive numbers, with both of them');
      const [low, high] = [Math.log10(start), Math.log10(stop)];
      return wrap(
        leaf([count], args.optionalDType('dtype') ?? dialect.floatDType, (at) => {
          if (at === 0) return start;
          return at === count - 1 ? stop : 10 ** (low + (at * (high - low)) / (count - 1));
        }),
      );
    }),
    define(`${prefix}meshgrid`, "(*arrays, indexing='xy', sparse=False, copy=True)", (args) => {
      const inputs = args.rest.map((value) => arrayOf(value, dialect));
      const lengths = inputs.map((input) => input.numel);
      const isXy = args.string('indexing') === 'xy' && inputs.length >= 2;
      const shape = isXy ? [lengths[1]!, lengths[0]!, ...lengths.slice(2)] : lengths;
      const grids = inputs.map((input, at) => {
        const dim = isXy && at < 2 ? 1 - at : at;
        const line = shape.map((size, position) => (position === dim ? size : 1));
        const laid = Tensor.apply(ops.reshape, [input], { shape: line });
        return wrap(args.bool('sparse') ? laid : Tensor.apply(ops.expand, [laid], { size: shape }));
      });
      return dialect.framework === 'numpy' ? tuple(grids) : list(grids);
    }),
    define(`${prefix}copy`, '(a, **kwargs)', (args) =>
      wrap(Tensor.apply(ops.clone, [arrayOf(args.value('a'), dialect)], {})),
    ),
    define(`${prefix}vectorize`, '(pyfunc, **kwargs)', (args) =>
      define('numpy.vectorize', '(*arrays)', (inner, runtime) => {
        const [first] = inner.rest.map((value) => arrayOf(value, dialect));
        if (!first?.hasValues || inner.rest.length !== 1)
          throw new NotKnown('a vectorized function of what is not known');
        const flat = tensorValue(Tensor.apply(ops.reshape, [first], { shape: [-1] }), dialect.framework);
        const results = itemsOf(runtime, flat).map((item) => runtime.call(args.value('pyfunc'), [item]));
        const made = arrayOf(list(results), dialect);
        return wrap(Tensor.apply(ops.reshape, [made], { shape: first.shape as readonly number[] }));
      }),
    ),
    define(`${prefix}average`, '(a, axis=None, weights=None)', (args) => {
      const values = castTo(arrayOf(args.value('a'), dialect), dialect.floatDType);
      const dim = args.optionalInts('axis');
      if (args.isNone('weights')) return wrap(Tensor.apply(ops.mean, [values], { dim }));
      const weights = castTo(arrayOf(args.value('weights'), dialect), dialect.floatDType);
      const isAlong = weights.rank === 1 && values.rank !== 1 && dim?.length === 1;
      const shaped = isAlong
        ? Tensor.apply(ops.reshape, [weights], {
            shape: values.shape!.map((_, at) => (at === (dim[0]! + values.rank!) % values.rank! ? -1 : 1)),
          })
        : weights;
      const weighted = Tensor.apply(ops.sum, [Tensor.apply(ops.mul, [values, shaped], {})], { dim });
      const total = Tensor.apply(ops.sum, [weights], {});
      return wrap(Tensor.apply(ops.div, [weighted, total], {}));
    }),
  ];
}
