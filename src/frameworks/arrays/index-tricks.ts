/** What makes indices and grids of indices: `r_`, `c_`, `ix_`, triangles, `unravel_index` and their kin. */
import { ops } from '../../engine/ops/index';
import { numelOf, stridesOf } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { holdable } from '../held-elements';
import type { Runtime } from '../runtime';
import { anySignature } from '../signature';
import { toList } from '../torch/tensor/object';
import {
  int,
  lazyIterator,
  list,
  tensorValue,
  tuple,
  type InstanceValue,
  type NativeFunction,
  type SliceValue,
  type Value,
} from '../values';
import { leaf } from './creation';
import { arrayOf, type ArrayDialect } from './dialect';
import { known, knownShape, vector } from './held-values';

/** An object of which `[…]` makes something, as `np.r_[0, a]` does. */
function subscriptable(name: string, make: (index: Value, runtime: Runtime) => Value): InstanceValue {
  return {
    kind: 'instance',
    class: {
      kind: 'class',
      name,
      bases: [],
      attributes: new Map(),
      isUser: false,
      signature: anySignature,
      methods: {
        __getitem__: {
          signature: anySignature,
          call: (_, args, runtime) => make(args.rest[0]!, runtime),
        },
      },
    },
    attributes: new Map(),
    state: new Map(),
    place: undefined,
  };
}

const partsOf = (index: Value): readonly Value[] => (index.kind === 'tuple' ? index.items : [index]);

/** `start:stop:step` as the numbers that `arange` gives. */
function numbersOf(slice: SliceValue, dialect: ArrayDialect): Tensor {
  const bound = (value: Value, byDefault: number): number => {
    if (value.kind === 'None') return byDefault;
    if (value.kind === 'int' || value.kind === 'float') return value.value;
    if (value.kind === 'tensor' && value.tensor.numel === 1) return known(value.tensor)[0]!;
    throw new NotKnown('a bound of the slice is not known');
  };
  const bounds = [slice.lower, slice.upper, slice.step];
  const [start, stop, step] = [bound(slice.lower, 0), bound(slice.upper, 0), bound(slice.step, 1)];
  const isFloat = bounds.some((value) => value.kind === 'float');
  if (step === 0) throw new PythonError('ZeroDivisionError', 'division by zero', undefined, true);
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return leaf([count], isFloat ? dialect.floatDType : dialect.intDType, (at) => start + at * step);
}

/** The parts of `r_[…]` or `c_[…]`, each with one dim at least, or as a column. */
function joined(
  index: Value,
  name: 'r_' | 'c_',
  dialect: ArrayDialect,
  prefix: string,
  runtime: Runtime,
): Value {
  const arrays = partsOf(index).map((part): Value => {
    if (part.kind === 'str') throw new NotKnown(`the axes that ${name} is given as a text are not followed`);
    const tensor = part.kind === 'slice' ? numbersOf(part, dialect) : arrayOf(part, dialect);
    const rank = tensor.rank ?? 0;
    const shape = name === 'c_' ? (rank < 2 ? [-1, 1] : undefined) : rank === 0 ? [1] : undefined;
    const laid = shape ? Tensor.apply(ops.reshape, [tensor], { shape }) : tensor;
    return tensorValue(laid, dialect.framework);
  });
  const home: Value = { kind: 'module', name: prefix.slice(0, -1) };
  return runtime.call(runtime.getAttribute(home, 'concatenate'), [list(arrays)], {
    axis: int(name === 'c_' ? -1 : 0),
  });
}

/** The index of the element at a place, the last dim fastest. */
export function indexAt(place: number, shape: readonly number[]): number[] {
  const strides = stridesOf(shape);
  return shape.map((size, dim) => Math.floor(place / strides[dim]!) % size);
}

/** Every index of a shape, the last dim fastest. */
export function* indicesOf(shape: readonly number[]): Generator<number[]> {
  for (let at = 0; at < numelOf(shape); at++) yield indexAt(at, shape);
}

export const indexTuple = (index: readonly number[]): Value => tuple(index.map(int));

/** `np.r_` and its kin, which are no functions. */
export function indexObjects(prefix: string, dialect: ArrayDialect): (readonly [string, Value])[] {
  return [
    ...(['r_', 'c_'] as const).map((name): readonly [string, Value] => [
      `${prefix}${name}`,
      subscriptable(`${prefix}${name}`, (index, runtime) => joined(index, name, dialect, prefix, runtime)),
    ]),
    [`${prefix}s_`, subscriptable(`${prefix}s_`, (index) => index)],
    [
      `${prefix}mgrid`,
      subscriptable(`${prefix}mgrid`, (index) => {
        const axes = partsOf(index).map((part) => {
          if (part.kind !== 'slice') throw new NotKnown('a grid is made of slices');
          return numbersOf(part, dialect);
        });
        if (index.kind !== 'tuple') return tensorValue(axes[0]!, dialect.framework);
        const size = axes.map(({ numel }) => numel);
        const grids = axes.map((axis, at) => {
          const line = size.map((length, dim) => (dim === at ? length : 1));
          const laid = Tensor.apply(ops.reshape, [axis], { shape: line });
          return Tensor.apply(ops.expand, [laid], { size });
        });
        return tensorValue(Tensor.apply(ops.stack, grids, { dim: 0 }), dialect.framework);
      }),
    ],
  ];
}

/** The functions under a prefix such as `numpy.`. */
export function indexFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  const wrap = (tensor: Tensor): Value => tensorValue(tensor, dialect.framework);
  const indices = (numbers: readonly number[]): Value => wrap(vector(numbers, dialect.intDType));
  /** The rows and columns for which a condition holds. */
  const places = (rows: number, columns: number, holds: (row: number, column: number) => boolean): Value => {
    holdable(rows * columns);
    const found: [rows: number[], columns: number[]] = [[], []];
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++)
        if (holds(row, column)) {
          found[0].push(row);
          found[1].push(column);
        }
    return tuple(found.map(indices));
  };
  const triangles = (['triu_indices', 'tril_indices'] as const).flatMap((name) => {
    const holds =
      (k: number) =>
      (row: number, column: number): boolean =>
        name === 'triu_indices' ? column - row >= k : column - row <= k;
    return [
      define(`${prefix}${name}`, '(n, k=0, m=None)', (args) =>
        places(args.int('n'), args.optionalInt('m') ?? args.int('n'), holds(args.int('k'))),
      ),
      define(`${prefix}${name}_from`, '(arr, k=0)', (args) => {
        const [rows = 0, columns = 0] = knownShape(arrayOf(args.value('arr'), dialect));
        return places(rows, columns, holds(args.int('k')));
      }),
    ];
  });
  return [
    ...triangles,
    define(`${prefix}diag_indices`, '(n, ndim=2)', (args) => {
      const [n, ndim] = [args.int('n'), args.int('ndim')].map((size) => Math.max(0, size)) as [
        number,
        number,
      ];
      holdable(Math.max(n, 1) * ndim);
      const line = Array.from({ length: n }, (_, at) => at);
      return tuple(Array.from({ length: ndim }, () => indices(line)));
    }),
    define(`${prefix}ix_`, '(*arrays)', (args) =>
      tuple(
        args.rest.map((value, at) => {
          const given = arrayOf(value, dialect);
          const line =
            given.dtype === 'bool'
              ? vector(
                  Array.from(known(given)).flatMap((holds, place) => (holds === 0 ? [] : [place])),
                  dialect.intDType,
                )
              : given;
          const shape = args.rest.map((_, dim) => (dim === at ? -1 : 1));
          return wrap(Tensor.apply(ops.reshape, [line], { shape }));
        }),
      ),
    ),
    define(`${prefix}unravel_index`, '(indices, shape)', (args) => {
      const flat = arrayOf(args.value('indices'), dialect);
      const shape = args.ints('shape');
      const strides = stridesOf(shape);
      const numbers = Array.from(known(flat));
      const total = numelOf(shape);
      const beyond = numbers.find((number) => number < 0 || number >= total);
      if (beyond !== undefined) {
        const said = `index ${beyond} is out of bounds for array with size ${total}`;
        throw new PythonError('ValueError', said, undefined, true);
      }
      return tuple(
        shape.map((size, dim) => {
          const along = vector(
            numbers.map((number) => Math.floor(number / strides[dim]!) % size),
            dialect.intDType,
          );
          return wrap(Tensor.apply(ops.reshape, [along], { shape: knownShape(flat) }));
        }),
      );
    }),
    define(`${prefix}ravel_multi_index`, "(multi_index, dims, mode='raise', order='C')", (args) => {
      if (args.string('mode') !== 'raise' || args.string('order') !== 'C')
        throw new NotKnown('flat indices of another order or beyond the array are not computed');
      const given = args.value('multi_index');
      const parts = given.kind === 'tensor' ? toList(given) : given;
      if (parts.kind !== 'tuple' && parts.kind !== 'list') throw new NotKnown('the indices are not known');
      const strides = stridesOf(args.ints('dims'));
      const flat = parts.items
        .map((part, dim) =>
          Tensor.apply(
            ops.mul,
            [arrayOf(part, dialect), leaf([], dialect.intDType, () => strides[dim]!)],
            {},
          ),
        )
        .reduce((sum, part) => Tensor.apply(ops.add, [sum, part], {}));
      return wrap(flat);
    }),
    define(`${prefix}indices`, '(dimensions, dtype=None, sparse=False)', (args) => {
      if (args.bool('sparse')) throw new NotKnown('sparse grids of indices are not made');
      const shape = args.ints('dimensions');
      const [size, strides] = [numelOf(shape), stridesOf(shape)];
      return wrap(
        leaf([shape.length, ...shape], args.optionalDType('dtype') ?? dialect.intDType, (at) => {
          const dim = Math.floor(at / size);
          return Math.floor((at % size) / strides[dim]!) % shape[dim]!;
        }),
      );
    }),
    define(`${prefix}ndindex`, '(*shape)', (args) =>
      lazyIterator(mapped(indicesOf(args.sizes()), indexTuple)),
    ),
  ];
}

/** Each item changed, when it is asked for. */
export function* mapped<From, To>(items: Iterable<From>, change: (item: From) => To): Generator<To> {
  for (const item of items) yield change(item);
}
