/** Arrays with parts taken out, put in, chosen or laid together: `delete`, `insert`, `select`, `block` and their kin. */
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown, PythonError } from '../errors';
import { holdable, holdableTensors } from '../held-elements';
import type { Runtime } from '../runtime';
import { itemsOf } from '../standard/items';
import { readItem } from '../tensor-index';
import { int, list, tensorValue, tuple, type NativeFunction, type Value } from '../values';
import { arrayOf, type ArrayDialect } from './dialect';
import { known, knownConstants, knownShape, vector } from './held-values';
import { castTo, inCommonDType } from './promotion';

/** The numbers from `start` on and below `stop`. */
function along(start: number, stop: number): number[] {
  holdable(stop - start);
  return Array.from({ length: Math.max(0, stop - start) }, (_, at) => start + at);
}

const outOfBounds = (index: number, length: number): PythonError =>
  new PythonError(
    'IndexError',
    `index ${index} is out of bounds for axis 0 with size ${length}`,
    undefined,
    true,
  );

/** The functions under a prefix such as `numpy.`. */
export function editingFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  const wrap = (tensor: Tensor): Value => tensorValue(tensor, dialect.framework);
  const one = (args: Arguments, name: string): Tensor => arrayOf(args.value(name), dialect);
  const own = (runtime: Runtime, name: string): Value =>
    runtime.getAttribute({ kind: 'module', name: prefix.slice(0, -1) }, name);
  const picked = (tensor: Tensor, dim: number, places: readonly number[]): Tensor =>
    Tensor.apply(ops.index_select, [tensor, vector(places, 'int64')], { dim });
  /** The array and the dim along which it is changed: the flat array where no axis is given. */
  const target = (args: Arguments, name: string): readonly [Tensor, number] => {
    const tensor = one(args, name);
    const axis = args.optionalInt('axis');
    if (axis === undefined) return [Tensor.apply(ops.reshape, [tensor], { shape: [-1] }), 0];
    return [tensor, axis < 0 ? axis + tensor.rank! : axis];
  };
  /** The places that an index names along a dim of some length. */
  const placesOf = (index: Value, length: number): number[] => {
    const places = index.kind === 'slice' ? wrap(vector(along(0, length), 'int64')) : undefined;
    const named = places?.kind === 'tensor' ? readItem(places, index) : index;
    const tensor = arrayOf(named, dialect);
    const numbers = Array.from(known(tensor));
    if (tensor.dtype === 'bool') return numbers.flatMap((holds, at) => (holds === 0 ? [] : [at]));
    const beyond = numbers.find((number) => number >= length || number < -length);
    if (beyond !== undefined) throw outOfBounds(beyond, length);
    return numbers.map((number) => (number < 0 ? number + length : number));
  };
  const split = (name: string, axisFor: (rank: number) => number): NativeFunction =>
    define(`${prefix}${name}`, '(ary, indices_or_sections)', (args, runtime) =>
      runtime.call(own(runtime, 'split'), [
        args.value('ary'),
        args.value('indices_or_sections'),
        int(axisFor(one(args, 'ary').rank ?? 0)),
      ]),
    );
  /** Blocks in lists: the innermost lie side by side, those above below each other. */
  const laidTogether = (value: Value, runtime: Runtime): Value => {
    if (value.kind !== 'list') return value;
    const isInnermost = value.items.every((item) => item.kind !== 'list');
    const parts = value.items.map((item) => laidTogether(item, runtime));
    return runtime.call(own(runtime, isInnermost ? 'hstack' : 'vstack'), [list(parts)]);
  };
  return [
    split('hsplit', (rank) => (rank > 1 ? 1 : 0)),
    split('vsplit', () => 0),
    split('dsplit', () => 2),
    define(`${prefix}block`, '(arrays)', (args, runtime) => laidTogether(args.value('arrays'), runtime)),
    define(`${prefix}delete`, '(arr, obj, axis=None)', (args) => {
      const [tensor, dim] = target(args, 'arr');
      const length = knownShape(tensor)[dim]!;
      const gone = new Set(placesOf(args.value('obj'), length));
      return wrap(
        picked(
          tensor,
          dim,
          along(0, length).filter((at) => !gone.has(at)),
        ),
      );
    }),
    define(`${prefix}insert`, '(arr, obj, values, axis=None)', (args) => {
      const [tensor, dim] = target(args, 'arr');
      const length = knownShape(tensor)[dim]!;
      const given = arrayOf(args.value('obj'), dialect);
      const values = castTo(one(args, 'values'), tensor.dtype!);
      if (given.rank !== 0 || (tensor.rank ?? 0) > 1 || (values.rank ?? 0) > 1)
        throw new NotKnown('values are put in at one place of an array with one dim only');
      const asked = known(given)[0]!;
      if (asked > length || asked < -length) throw outOfBounds(asked, length);
      const place = asked < 0 ? asked + length : asked;
      const line = Tensor.apply(ops.reshape, [values], { shape: [-1] });
      const parts = [picked(tensor, 0, along(0, place)), line, picked(tensor, 0, along(place, length))];
      return wrap(Tensor.apply(ops.cat, parts, { dim: 0 }));
    }),
    define(`${prefix}select`, '(condlist, choicelist, default=0)', (args, runtime) => {
      const conditions = itemsOf(runtime, args.value('condlist'));
      const choices = itemsOf(runtime, args.value('choicelist'));
      if (conditions.length !== choices.length) {
        const said = 'list of cases must be same length as list of conditions';
        throw new PythonError('ValueError', said, undefined, true);
      }
      return conditions
        .map((condition, at) => [condition, choices[at]!] as const)
        .reverse()
        .reduce(
          (rest, [condition, choice]) => runtime.call(own(runtime, 'where'), [condition, choice, rest]),
          args.value('default'),
        );
    }),
    define(`${prefix}extract`, '(condition, arr)', (args) => {
      const flat = (name: string): Tensor => Tensor.apply(ops.reshape, [one(args, name)], { shape: [-1] });
      const items = [{ kind: 'tensor' } as const];
      return wrap(Tensor.apply(ops.index, [flat('arr'), castTo(flat('condition'), 'bool')], { items }));
    }),
    define(`${prefix}ediff1d`, '(ary, to_end=None, to_begin=None)', (args) => {
      if (!args.isNone('to_end') || !args.isNone('to_begin'))
        throw new NotKnown('differences with something before or behind them are not computed');
      const flat = Tensor.apply(ops.reshape, [one(args, 'ary')], { shape: [-1] });
      const part = (start: number): Tensor =>
        Tensor.apply(ops.narrow, [flat], {
          dim: 0,
          start: Math.min(start, flat.numel),
          length: Math.max(0, flat.numel - 1),
        });
      return wrap(Tensor.apply(ops.sub, [part(1), part(0)], {}));
    }),
    define(`${prefix}apply_along_axis`, '(func1d, axis, arr, *args, **kwargs)', (args, runtime) => {
      const tensor = one(args, 'arr');
      const rank = tensor.rank!;
      const given = args.int('axis');
      const axis = given < 0 ? given + rank : given;
      const others = along(0, rank).filter((dim) => dim !== axis);
      const lines = Tensor.apply(ops.permute, [tensor], { dims: [...others, axis] });
      const shape = knownShape(lines).slice(0, -1);
      const flat = Tensor.apply(ops.reshape, [lines], { shape: [-1, knownShape(lines)[rank - 1]!] });
      holdableTensors(knownShape(flat)[0]!);
      const results = along(0, knownShape(flat)[0]!).map((at) =>
        arrayOf(
          runtime.call(
            args.value('func1d'),
            [wrap(Tensor.apply(ops.select, [flat], { dim: 0, index: at })), ...args.rest],
            args.keywords,
          ),
          dialect,
        ),
      );
      const [first] = results;
      if (!first) throw new NotKnown('there is no line along the axis');
      const inner = knownShape(first);
      const stacked = Tensor.apply(ops.reshape, [Tensor.apply(ops.stack, results, { dim: 0 })], {
        shape: [...shape, ...inner],
      });
      // What the function gives stands where the axis stood.
      const moved = along(0, inner.length).map((dim) => shape.length + dim);
      const order = along(0, shape.length);
      order.splice(axis, 0, ...moved);
      return wrap(Tensor.apply(ops.permute, [stacked], { dims: order }));
    }),
    ...uniqueFunctions(prefix, dialect),
  ];
}

/** The order of numpy, where NaN is last. */
const rising = (a: number, b: number): number =>
  Number.isNaN(a) ? (Number.isNaN(b) ? 0 : 1) : Number.isNaN(b) ? -1 : a - b;

/** Rows in the order of their first numbers that differ. */
function risingRows(a: readonly number[], b: readonly number[]): number {
  for (const [at, number] of a.entries()) {
    const order = rising(number, b[at]!);
    if (order !== 0) return order;
  }
  return 0;
}

/** `unique` of elements, or of the parts along an axis, with what numpy gives beside them. */
function uniqueFunctions(prefix: string, dialect: ArrayDialect): NativeFunction[] {
  const wrap = (tensor: Tensor): Value => tensorValue(tensor, dialect.framework);
  return [
    define(
      `${prefix}unique`,
      '(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True, sorted=True, size=None)',
      (args) => {
        if (!args.isNone('size'))
          throw new NotKnown('a number of unique values that is given is not followed');
        if (!args.bool('equal_nan') || !args.bool('sorted'))
          throw new NotKnown('unique values in another order, or with NaN more than once, are not followed');
        const input = arrayOf(args.value('ar'), dialect);
        const axis = args.optionalInt('axis');
        if (axis !== undefined && axis !== 0 && axis !== -(input.rank ?? 0))
          throw new NotKnown('unique along another axis than the first is not computed');
        const values = knownConstants(input);
        const count = axis === undefined ? values.length : knownShape(input)[0]!;
        const width = count === 0 ? 1 : values.length / count;
        const rows = along(0, count).map((at) => values.slice(at * width, (at + 1) * width));
        // A text writes 0 and -0 alike, and NaN always in the same way.
        const keys = rows.map((row) => row.join(' '));
        const first = new Map<string, number>();
        keys.forEach((key, at) => {
          if (!first.has(key)) first.set(key, at);
        });
        const distinct = [...first.values()].sort((a, b) => risingRows(rows[a]!, rows[b]!));
        const rankOf = new Map(distinct.map((at, rank) => [keys[at]!, rank]));
        const ranks = keys.map((key) => rankOf.get(key)!);
        const flat = axis === undefined ? Tensor.apply(ops.reshape, [input], { shape: [-1] }) : input;
        const results = [Tensor.apply(ops.index_select, [flat, vector(distinct, 'int64')], { dim: 0 })];
        if (args.bool('return_index')) results.push(vector(distinct, dialect.intDType));
        if (args.bool('return_inverse')) {
          const inverse = vector(ranks, dialect.intDType);
          // Since NumPy 2 the places have the shape of the array.
          const shape = axis === undefined ? knownShape(input) : [count];
          results.push(Tensor.apply(ops.reshape, [inverse], { shape }));
        }
        if (args.bool('return_counts')) {
          const counts = distinct.map(() => 0);
          for (const rank of ranks) counts[rank]!++;
          results.push(vector(counts, dialect.intDType));
        }
        return results.length === 1 ? wrap(results[0]!) : tuple(results.map(wrap));
      },
    ),
    ...(['intersect1d', 'union1d', 'setdiff1d'] as const).map((name) =>
      define(`${prefix}${name}`, '(ar1, ar2, assume_unique=False)', (args) => {
        if (args.bool('assume_unique')) throw new NotKnown('sets that are taken to be such are not followed');
        const [a, b] = inCommonDType(
          arrayOf(args.value('ar1'), dialect),
          arrayOf(args.value('ar2'), dialect),
          dialect.framework,
        );
        const [left, right] = [knownConstants(a), knownConstants(b)];
        const others = new Set(right);
        // NaN is in no array, as it equals nothing.
        const isShared = (value: number): boolean => !Number.isNaN(value) && others.has(value);
        const kept =
          name === 'union1d'
            ? [...left, ...right]
            : left.filter((value) => isShared(value) === (name === 'intersect1d'));
        return wrap(vector([...new Set(kept)].sort(rising), a.dtype));
      }),
    ),
  ];
}
