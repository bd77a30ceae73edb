/** Functions and methods of arrays that look at their values: sorting, counting, searching, lists. */
import { allocate } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import { isKnownShape, numelOf } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { writeOrLose } from '../in-place';
import { toList } from '../torch/tensor/object';
import { int, none, tensorValue, tuple, unknown, type NativeFunction, type Value } from '../values';
import { arrayOf, type ArrayDialect } from './dialect';
import { known, knownConstants, vector } from './held-values';
import { castTo } from './promotion';

/** The linear interpolation at a fraction of a sorted line: numpy's default method of quantile. */
function quantileOf(line: Float64Array, q: number): number {
  const sorted = Float64Array.from(line).sort();
  if (sorted.some(Number.isNaN)) return NaN;
  const position = q * (sorted.length - 1);
  const low = Math.floor(position);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (sorted[high]! - sorted[low]!) * (position - low);
}

/** JAX fills with NaN what is taken beyond the array, which is not followed. */
export function refuseBeyond(index: Tensor, size: unknown): void {
  if (typeof size !== 'number' || !index.hasValues) return;
  if (index.values().some((place) => place >= size || place < -size))
    throw new NotKnown('what JAX takes beyond an array is not followed');
}

/** Functions that are defined by the values themselves, without a gradient. */
export function valueFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  const wrap = (tensor: Tensor): Value => tensorValue(tensor, dialect.framework);
  const one = (args: Arguments, name = 'x'): Tensor => arrayOf(args.value(name), dialect);
  /** A statistic of each line along the axis; of all elements where there is none. */
  const alongAxis = (tensor: Tensor, axis: number | undefined, f: (line: Float64Array) => number): Tensor => {
    const input = castTo(tensor, dialect.floatDType);
    if (axis === undefined) {
      const only = allocate(dialect.floatDType, 1);
      only[0] = f(Float64Array.from(knownConstants(input)));
      return Tensor.leaf({ shape: [], dtype: dialect.floatDType, values: only });
    }
    const rank = input.rank!;
    const last = Tensor.apply(ops.transpose, [input], { dim0: axis, dim1: rank - 1 });
    const length = last.shape![rank - 1] as number;
    const values = Float64Array.from(knownConstants(last));
    const shape = last.shape!.slice(0, -1) as readonly number[];
    const result = allocate(dialect.floatDType, numelOf(shape));
    for (let at = 0; at < result.length; at++)
      result[at] = f(values.subarray(at * length, (at + 1) * length));
    const reduced = Tensor.leaf({ shape, dtype: dialect.floatDType, values: result });
    // The axis that was exchanged with the last one goes back behind those that stood before it.
    const at = axis < 0 ? axis + rank : axis;
    if (at >= rank - 1) return reduced;
    const order = shape.map((_, dim) => dim);
    const [moved] = order.splice(at, 1);
    return Tensor.apply(ops.permute, [reduced], { dims: [...order, moved!] });
  };
  return [
    define(`${prefix}median`, '(x, axis=None)', (args) =>
      wrap(alongAxis(one(args), args.optionalInt('axis'), (line) => quantileOf(line, 0.5))),
    ),
    ...(['quantile', 'percentile'] as const).map((name) =>
      define(`${prefix}${name}`, '(x, q, axis=None)', (args) => {
        const unit = name === 'quantile' ? 1 : 100;
        const fractions = one(args, 'q');
        const parts = Array.from(known(fractions), (q) =>
          alongAxis(one(args), args.optionalInt('axis'), (line) => quantileOf(line, q / unit)),
        );
        return wrap(fractions.rank === 0 ? parts[0]! : Tensor.apply(ops.stack, parts, { dim: 0 }));
      }),
    ),
    define(`${prefix}ptp`, '(x, axis=None)', (args) =>
      wrap(
        castTo(
          alongAxis(one(args), args.optionalInt('axis'), (line) => Math.max(...line) - Math.min(...line)),
          one(args).dtype ?? 'float64',
        ),
      ),
    ),
    define(`${prefix}sort`, '(x, axis=-1, kind=None, order=None)', (args, runtime) => {
      const given = one(args);
      const isFlat = args.isNone('axis');
      const laid = isFlat ? Tensor.apply(ops.reshape, [given], { shape: [-1] }) : given;
      const sorted = runtime.call(runtime.getAttribute(tensorValue(laid), 'sort'), [
        isFlat ? int(0) : args.value('axis'),
      ]);
      const values = sorted.kind === 'tuple' ? sorted.items[0] : undefined;
      if (values?.kind !== 'tensor') throw new NotKnown('the sorted values are not known');
      return wrap(values.tensor);
    }),
    ...['nonzero', 'flatnonzero'].map((name) =>
      define(`${prefix}${name}`, '(x)', (args) => {
        const input = one(args);
        const shape = (input.shape ?? []) as readonly number[];
        const at = Array.from(known(input)).flatMap((value, position) => (value === 0 ? [] : [position]));
        if (name === 'flatnonzero') return wrap(vector(at, dialect.intDType));
        let step = input.numel;
        const indices = shape.map((size) => {
          step /= size;
          return wrap(
            vector(
              at.map((position) => Math.floor(position / step) % size),
              dialect.intDType,
            ),
          );
        });
        return tuple(indices);
      }),
    ),
    define(`${prefix}searchsorted`, "(x, v, side='left')", (args) => {
      const sorted = Array.from(known(one(args)));
      const wanted = one(args, 'v');
      const isLeft = args.string('side') === 'left';
      const position = (value: number): number =>
        sorted.filter((item) => (isLeft ? item < value : item <= value)).length;
      const found = vector(Array.from(known(wanted), position), dialect.intDType);
      return wrap(Tensor.apply(ops.reshape, [found], { shape: (wanted.shape ?? []) as readonly number[] }));
    }),
    define(`${prefix}digitize`, '(x, bins, right=False)', (args) => {
      const bins = Array.from(known(one(args, 'bins')));
      const given = one(args);
      const isFalling = bins.length > 1 && bins[0]! > bins[bins.length - 1]!;
      // A bin holds its lower edge, or with `right` its upper one.
      const isBelow = (edge: number, value: number): boolean =>
        args.bool('right') ? edge < value : edge <= value;
      const place = (value: number): number =>
        bins.filter((edge) => (isFalling ? !isBelow(edge, value) : isBelow(edge, value))).length;
      const found = vector(Array.from(known(given), place), dialect.intDType);
      return wrap(Tensor.apply(ops.reshape, [found], { shape: (given.shape ?? []) as readonly number[] }));
    }),
    define(`${prefix}shape`, '(x)', (args) => {
      const { shape } = one(args);
      if (!shape) throw new NotKnown('the shape of the array is not known');
      return tuple(
        shape.map((size) => (typeof size === 'number' ? int(size) : unknown('a size is not known'))),
      );
    }),
    define(`${prefix}ndim`, '(x)', (args) => {
      const { rank } = one(args);
      if (rank === undefined) throw new NotKnown('the rank of the array is not known');
      return int(rank);
    }),
    define(`${prefix}append`, '(arr, values, axis=None)', (args) => {
      const parts = ['arr', 'values'].map((name) => one(args, name));
      const axis = args.optionalInt('axis');
      const flat =
        axis === undefined ? parts.map((part) => Tensor.apply(ops.reshape, [part], { shape: [-1] })) : parts;
      return wrap(Tensor.apply(ops.cat, flat, { dim: axis ?? 0 }));
    }),
    define(`${prefix}transpose`, '(x, axes=None)', (args) => {
      const input = one(args);
      const rank = input.rank ?? 0;
      const dims = args.optionalInts('axes') ?? Array.from({ length: rank }, (_, at) => rank - 1 - at);
      return wrap(Tensor.apply(ops.permute, [input], { dims }));
    }),
    ...['split', 'array_split'].map((name) =>
      define(`${prefix}${name}`, '(x, indices_or_sections, axis=0)', (args, runtime) => {
        const sections = args.value('indices_or_sections');
        const length = one(args).shape?.at(args.int('axis'));
        const isUneven = sections.kind === 'int' && typeof length === 'number' && length % sections.value > 0;
        if (name === 'split' && isUneven) {
          const message = 'array split does not result in an equal division';
          throw new PythonError('ValueError', message, undefined, true);
        }
        const parts = runtime.call(runtime.getAttribute(tensorValue(one(args)), 'tensor_split'), [
          sections.kind === 'tensor' ? toList(sections) : sections,
          args.value('axis'),
        ]);
        const items = parts.kind === 'tuple' ? parts.items : undefined;
        if (!items) throw new NotKnown('the parts are not known');
        return {
          kind: 'list',
          items: items.map((item) => (item.kind === 'tensor' ? wrap(item.tensor) : item)),
        };
      }),
    ),
    define(`${prefix}take`, '(x, indices, axis=None)', (args) => {
      const input = one(args);
      const index = castTo(one(args, 'indices'), 'int64');
      const axis = args.optionalInt('axis');
      const from = axis === undefined ? Tensor.apply(ops.reshape, [input], { shape: [-1] }) : input;
      const flat = Tensor.apply(ops.reshape, [index], { shape: [-1] });
      const dim = axis ?? 0;
      if (dialect.framework === 'jax') refuseBeyond(flat, from.shape?.at(dim));
      const picked = Tensor.apply(ops.index_select, [from, flat], { dim });
      const shape = [...from.shape!] as number[];
      shape.splice(dim < 0 ? dim + shape.length : dim, 1, ...(index.shape as readonly number[]));
      return wrap(Tensor.apply(ops.reshape, [picked], { shape }));
    }),
    define(`${prefix}pad`, "(array, pad_width, mode='constant', constant_values=0)", (args, runtime) => {
      const input = one(args, 'array');
      if (args.string('mode') !== 'constant') throw new NotKnown('this way to pad is not computed');
      const widths = args.ints('pad_width');
      const rank = input.rank ?? 0;
      const pairs = Array.from({ length: rank }, (_, dim) => {
        if (widths.length === 1) return [widths[0]!, widths[0]!];
        return widths.length === 2 ? widths : widths.slice(2 * dim, 2 * dim + 2);
      });
      const padded = runtime.call(
        runtime.getAttribute({ kind: 'module', name: 'torch.nn.functional' }, 'pad'),
        [
          tensorValue(input),
          tuple(
            pairs
              .reverse()
              .flat()
              .map((value) => ({ kind: 'int', value }) as const),
          ),
        ],
        { value: args.value('constant_values') },
      );
      if (padded.kind !== 'tensor') throw new NotKnown('what is padded is not known');
      return wrap(padded.tensor);
    }),
  ];
}

/** Methods of arrays beside the functions of the same name. */
export function moreMethods(): NativeFunction[] {
  return [
    define('tolist', '(self)', (args) => toList(args.tensorObject('self'))),
    define('fill', '(self, value)', (args, runtime) => {
      const object = args.tensorObject('self');
      const { shape, dtype } = object.tensor;
      writeOrLose(object, runtime, () => {
        if (!shape || !dtype) throw new NotKnown('the shape to fill is not known');
        return Tensor.apply(ops.expand, [castTo(args.tensor('value'), dtype)], { size: shape });
      });
      return none;
    }),
    // In place, where `numpy.resize` makes another array. What it holds is not followed where elements are added or cut off.
    define('resize', '(self, *shape, refcheck=True)', (args, runtime) => {
      const object = args.tensorObject('self');
      const { tensor } = object;
      const shape = args.sizes();
      const isWhole = isKnownShape(tensor.shape) && numelOf(shape) === tensor.numel;
      const resized = isWhole
        ? Tensor.apply(ops.reshape, [tensor], { shape })
        : Tensor.leaf({ shape, dtype: tensor.dtype });
      runtime.rebind(object, resized);
      return none;
    }),
    define('sort', '(self, axis=-1, kind=None)', (args, runtime) => {
      const object = args.tensorObject('self');
      writeOrLose(object, runtime, () => {
        const sorted = runtime.call(runtime.getAttribute(tensorValue(object.tensor), 'sort'), [
          args.value('axis'),
        ]);
        const values = sorted.kind === 'tuple' ? sorted.items[0] : undefined;
        if (values?.kind !== 'tensor') throw new NotKnown('the sorted values are not known');
        return values.tensor;
      });
      return none;
    }),
  ];
}
