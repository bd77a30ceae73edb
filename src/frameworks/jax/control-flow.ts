/** jax.lax's control flow, which gives what the same code in Python would: loops, scans and choices. */
import { either } from '../../engine/ops/either';
import { ops } from '../../engine/ops/index';
import { Tensor } from '../../engine/tensor';
import { castTo } from '../../engine/formula';
import { define } from '../define';
import { NotKnown } from '../errors';
import type { Runtime } from '../runtime';
import { none, tuple, type NativeFunction, type Value } from '../values';
import { convert, operand, wrap } from './dialect';
import { leavesOf, mapTree, mapTrees } from './trees';

/** Numbers that are carried along are arrays. */
const asArrays = (tree: Value): Value => mapTree(tree, (leaf) => wrap(convert(leaf)));

function isTrue(value: Value, runtime: Runtime): boolean {
  const truth = runtime.truth(value);
  if (truth === undefined) throw new NotKnown('a condition is not known');
  return truth;
}

function wholeNumber(value: Value): number {
  const tensor = convert(value);
  if (!tensor.hasValues || tensor.numel !== 1) throw new NotKnown('a bound of the loop is not known');
  return tensor.values()[0]!;
}

const item = (tree: Value, index: number): Value =>
  mapTree(tree, (leaf) => wrap(Tensor.apply(ops.select, [convert(leaf)], { dim: 0, index })));

/** The results of all steps of a scan, one above the other. */
function stacked(steps: readonly Value[]): Value {
  const [first, ...others] = steps;
  if (!first) throw new NotKnown('a scan over nothing is not computed');
  return mapTrees(first, others, (leaves) => wrap(Tensor.apply(ops.stack, leaves.map(convert), { dim: 0 })));
}

/** What holds of arrays after any number of rounds: all but their values. */
const ofAnyRound = (tree: Value): Value =>
  mapTree(tree, (leaf) => wrap(Tensor.apply(either, [convert(leaf)], {})));

/** The results of `length` steps of which only the first were read. */
function repeated(steps: readonly Value[], length: number): Value {
  const last = steps.at(-1);
  if (!last) throw new NotKnown('no step of the loop was read');
  return mapTree(ofAnyRound(last), (leaf) => {
    const tensor = convert(leaf);
    if (!tensor.shape) throw new NotKnown('the shape of what a step of the loop gives is not known');
    return wrap(Tensor.apply(ops.expand, [tensor], { size: [length, ...tensor.shape] }));
  });
}

export const controlFlow: readonly NativeFunction[] = [
  define('jax.lax.fori_loop', '(lower, upper, body_fun, init_val, *, unroll=None)', (args, runtime) => {
    const [lower, upper] = [wholeNumber(args.value('lower')), wholeNumber(args.value('upper'))];
    let carried = asArrays(args.value('init_val'));
    const isLeft = runtime.readRounds((mayBegin) => {
      for (let at = lower; at < upper && mayBegin(); at++) {
        const index = wrap(convert({ kind: 'int', value: at }));
        carried = asArrays(runtime.call(args.value('body_fun'), [index, carried]));
      }
    });
    return isLeft ? ofAnyRound(carried) : carried;
  }),
  define('jax.lax.while_loop', '(cond_fun, body_fun, init_val)', (args, runtime) => {
    let carried = asArrays(args.value('init_val'));
    const isLeft = runtime.readRounds((mayBegin) => {
      while (isTrue(runtime.call(args.value('cond_fun'), [carried]), runtime) && mayBegin())
        carried = asArrays(runtime.call(args.value('body_fun'), [carried]));
    });
    return isLeft ? ofAnyRound(carried) : carried;
  }),
  define('jax.lax.scan', '(f, init, xs=None, length=None, reverse=False, unroll=1)', (args, runtime) => {
    const xs = args.value('xs');
    const [leaf] = leavesOf(xs);
    const length = args.optionalInt('length') ?? (leaf && convert(leaf).shape?.[0]);
    if (typeof length !== 'number') throw new NotKnown('the length of the scan is not known');
    let carried = asArrays(args.value('init'));
    const steps: Value[] = [];
    const isLeft = runtime.readRounds((mayBegin) => {
      for (let step = 0; step < length && mayBegin(); step++) {
        const at = args.bool('reverse') ? length - 1 - step : step;
        const result = runtime.call(args.value('f'), [carried, xs.kind === 'None' ? none : item(xs, at)]);
        const [next, output] = result.kind === 'tuple' ? result.items : [];
        if (!next || !output) throw new NotKnown('what a step of the scan gives is not known');
        carried = asArrays(next);
        steps.push(output);
      }
    });
    if (isLeft) return tuple([ofAnyRound(carried), repeated(steps, length)]);
    return tuple([carried, stacked(args.bool('reverse') ? steps.reverse() : steps)]);
  }),
  define('jax.lax.map', '(f, xs, *, batch_size=None)', (args, runtime) => {
    const xs = args.value('xs');
    const [leaf] = leavesOf(xs);
    const length = leaf && convert(leaf).shape?.[0];
    if (typeof length !== 'number') throw new NotKnown('the length of what is mapped over is not known');
    const results: Value[] = [];
    const isLeft = runtime.readRounds((mayBegin) => {
      for (let at = 0; at < length && mayBegin(); at++)
        results.push(runtime.call(args.value('f'), [item(xs, at)]));
    });
    return isLeft ? repeated(results, length) : stacked(results);
  }),
  define('jax.lax.cond', '(pred, true_fun, false_fun, *operands)', (args, runtime) => {
    const branch = isTrue(args.value('pred'), runtime) ? 'true_fun' : 'false_fun';
    return asArrays(runtime.call(args.value(branch), args.rest.map(asArrays)));
  }),
  define('jax.lax.switch', '(index, branches, *operands)', (args, runtime) => {
    const branches = args.value('branches');
    if (branches.kind !== 'list' && branches.kind !== 'tuple')
      throw new NotKnown('the branches are not known');
    const at = Math.min(Math.max(wholeNumber(args.value('index')), 0), branches.items.length - 1);
    return asArrays(runtime.call(branches.items[at]!, args.rest.map(asArrays)));
  }),
  define('jax.lax.select', '(pred, on_true, on_false)', (args) =>
    wrap(
      Tensor.apply(
        ops.where,
        [castTo(operand(args, 'pred'), 'bool'), operand(args, 'on_true'), operand(args, 'on_false')],
        {},
      ),
    ),
  ),
];
