/** `np.add.reduce`, `np.maximum.accumulate`, `np.multiply.outer` and their kin: what numpy's elementwise functions have. */
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { knownShape } from '../arrays/held-values';
import { arrayOf } from '../arrays/dialect';
import type { Arguments } from '../arguments';
import { define } from '../define';
import { NotKnown } from '../errors';
import { holdableTensors } from '../held-elements';
import type { Runtime } from '../runtime';
import { int, list, none, tensorValue, type NativeFunction, type Value } from '../values';
import { numpyDialect } from './dialect';

/** The functions of two arrays that are reduced with, and numpy's function that reduces in the same way, where there is one. */
const ufuncs: Readonly<Record<string, string | undefined>> = {
  add: 'sum',
  multiply: 'prod',
  maximum: 'max',
  minimum: 'min',
  logical_and: 'all',
  logical_or: 'any',
  subtract: undefined,
  divide: undefined,
  true_divide: undefined,
  power: undefined,
  logaddexp: undefined,
  hypot: undefined,
  bitwise_and: undefined,
  bitwise_or: undefined,
  bitwise_xor: undefined,
};

const own = (runtime: Runtime, name: string): Value =>
  runtime.getAttribute({ kind: 'module', name: 'numpy' }, name);

/** The parts along an axis in their order. */
function partsAlong(args: Arguments, axis: number): Tensor[] {
  const tensor = arrayOf(args.value('array'), numpyDialect);
  const length = knownShape(tensor)[axis < 0 ? axis + tensor.rank! : axis];
  if (length === undefined) throw new NotKnown('the axis is not known');
  holdableTensors(length);
  return Array.from({ length }, (_, index) => Tensor.apply(ops.select, [tensor], { dim: axis, index }));
}

const wrap = (tensor: Tensor): Value => tensorValue(tensor, 'numpy');

/** One part after the other, and what there is after each. */
function running(name: string, args: Arguments, runtime: Runtime): Value[] {
  const steps: Value[] = [];
  for (const part of partsAlong(args, args.int('axis'))) {
    const before = steps[steps.length - 1];
    steps.push(before ? runtime.call(own(runtime, name), [before, wrap(part)]) : wrap(part));
  }
  return steps;
}

function outer(name: string, args: Arguments, runtime: Runtime): Value {
  const [a, b] = [arrayOf(args.value('A'), numpyDialect), arrayOf(args.value('B'), numpyDialect)];
  const shape = [...knownShape(a), ...knownShape(b).map(() => 1)];
  return runtime.call(own(runtime, name), [wrap(Tensor.apply(ops.reshape, [a], { shape })), wrap(b)]);
}

export const ufuncMethods: readonly NativeFunction[] = Object.entries(ufuncs).flatMap(([name, reduction]) => [
  define(
    `numpy.${name}.reduce`,
    '(array, axis=0, dtype=None, out=None, keepdims=False, initial=None, where=True)',
    (args, runtime) => {
      if (reduction !== undefined) {
        const keywords = Object.fromEntries(
          ['dtype', 'keepdims', 'initial', 'where']
            .filter((option) => args.given(option))
            .map((option) => [option, args.value(option)]),
        );
        return runtime.call(own(runtime, reduction), [args.value('array'), args.value('axis')], keywords);
      }
      if (args.isNone('axis') || args.given('initial') || args.given('where') || args.bool('keepdims'))
        throw new NotKnown(`this way to reduce with ${name} is not followed`);
      const steps = running(name, args, runtime);
      return steps[steps.length - 1] ?? none;
    },
  ),
  define(`numpy.${name}.accumulate`, '(array, axis=0, dtype=None, out=None)', (args, runtime) => {
    if (!args.isNone('dtype')) throw new NotKnown('accumulating in another dtype is not followed');
    return runtime.call(own(runtime, 'stack'), [list(running(name, args, runtime))], {
      axis: int(args.int('axis')),
    });
  }),
  define(`numpy.${name}.outer`, '(A, B)', (args, runtime) => outer(name, args, runtime)),
]);
