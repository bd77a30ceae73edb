/** How numpy.random orders and picks: permutations, shuffles, choices. */
import { ops } from '../../../engine/ops/index';
import { numelOf } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import { arrayOf } from '../../arrays/dialect';
import { NotKnown, PythonError } from '../../errors';
import { shuffle } from '../../random/numpy-legacy';
import type { NumpySource } from '../../random/numpy-source';
import type { Runtime } from '../../runtime';
import { selectFirst } from '../../tensor-index';
import { none, tensorValue, unknown, type Value } from '../../values';
import { countUpTo } from '../../arrays/held-values';
import { holdable } from '../../held-elements';
import { numpyDialect } from '../dialect';
import { numpyText, readTexts, textArray, textsOf } from '../text-arrays';
import { drawn, one, parameter, type Meaning } from './draws';

/** The items along the first dim in another order, or only some of them. */
function taken(value: Value, order: readonly number[], runtime: Runtime): Tensor {
  const array = arrayOf(value.kind === 'tensor' ? value : listed(value, runtime), numpyDialect);
  const indices = Tensor.leaf({ shape: [order.length], dtype: 'int64', values: Float64Array.from(order) });
  return Tensor.apply(ops.index_select, [array, indices], { dim: 0 });
}

const listed = (value: Value, runtime: Runtime): Value => {
  const items = runtime.iterate(value);
  if (!items) throw new NotKnown('what is drawn from is not known');
  return { kind: 'list', items: [...items] };
};

/** What is taken, as an array: of numbers or of texts. Without a seed texts have no mark of being samples. */
function takenArray(
  value: Value,
  order: readonly number[],
  shape: readonly number[] | undefined,
  source: NumpySource,
  runtime: Runtime,
): Value {
  const texts = textsOf(readTexts(value) ?? value);
  if (texts) {
    if (!source.isSeeded) throw new NotKnown('texts in an order that differs from run to run are not known');
    if (texts.shape.length > 1) throw new NotKnown('rows of texts are not taken');
    return textArray(
      shape ?? [order.length],
      order.map((at) => texts.texts[at]!),
    );
  }
  const items = marked(taken(value, order, runtime), source);
  if (!shape) return tensorValue(items, 'numpy');
  const inner = (items.shape ?? []).slice(1) as readonly number[];
  return tensorValue(Tensor.apply(ops.reshape, [items], { shape: [...shape, ...inner] }), 'numpy');
}

/** How many items lie along the first dim. */
function countOf(value: Value, runtime: Runtime): number {
  if (value.kind === 'tensor') {
    const first = value.tensor.shape?.[0];
    if (typeof first !== 'number') throw new NotKnown('how many items there are is not known');
    return first;
  }
  return (listed(value, runtime) as { items: Value[] }).items.length;
}

const marked = (tensor: Tensor, source: NumpySource): Tensor =>
  source.isSeeded
    ? tensor
    : Tensor.leaf({
        shape: tensor.shape,
        dtype: tensor.dtype,
        values: tensor.hasValues ? tensor.values() : undefined,
        sampled: true,
      });

export const permutation: Meaning = (source, args, runtime) => {
  const given = args.value('x');
  if (given.kind === 'unknown') throw new NotKnown(given.reason);
  const count = given.kind === 'int' ? given.value : countOf(given, runtime);
  holdable(count);
  const order = Array.from({ length: count }, (_, at) => at);
  shuffle(order, source);
  if (given.kind === 'int') return tensorValue(drawn([count], source, nextOf(order), 'int64'), 'numpy');
  return takenArray(given, order, undefined, source, runtime);
};

const nextOf = (numbers: readonly number[]): (() => number) => {
  let at = 0;
  return () => numbers[at++]!;
};

export const shuffleInPlace: Meaning = (source, args, runtime) => {
  const given = args.value('x');
  if (given.kind === 'list' && !given.open) {
    runtime.touch(given);
    const items = [...given.items];
    shuffle(items, source);
    given.items = source.isSeeded
      ? items
      : items.map(() => unknown('shuffle() gives another order in each run: no seed is set', runtime.place));
    return none;
  }
  if (given.kind !== 'tensor') throw new NotKnown('what is shuffled is not known');
  const count = countOf(given, runtime);
  holdable(count);
  const order = Array.from({ length: count }, (_, at) => at);
  shuffle(order, source);
  runtime.rebind(given, marked(taken(given, order, runtime), source));
  return none;
};

function cumulated(weights: readonly number[]): number[] {
  let sum = 0;
  const upTo = weights.map((weight) => (sum += weight));
  return upTo.map((part) => part / sum);
}

/** Different indices with weights: what was taken weighs nothing in the next round. */
function distinctWeighted(weights: readonly number[], count: number, source: NumpySource): number[] {
  const rest = [...weights];
  const found: number[] = [];
  while (found.length < count) {
    const drawnNow = Array.from({ length: count - found.length }, () => source.uniformDouble());
    for (const at of found) rest[at] = 0;
    const upTo = cumulated(rest);
    found.push(...new Set(drawnNow.map((number) => countUpTo(number, upTo))));
  }
  return found;
}

/** `choice(a, size, replace, p)`. */
export const choice: Meaning = (source, args, runtime) => {
  const population = args.value('a');
  if (population.kind === 'unknown') throw new NotKnown(population.reason);
  const count = population.kind === 'int' ? population.value : countOf(population, runtime);
  const shape = args.optionalInts('size') ?? [];
  const size = numelOf(shape);
  holdable(size);
  const hasReplacement = args.bool('replace');
  const given = args.isNone('p') ? undefined : parameter(args, 'p');
  if (given && !given.hasValues) throw new NotKnown('the probabilities are not known');
  const weights = given && Array.from(given.values());
  if (weights) {
    if (weights.length !== count) throw new PythonError('ValueError', "'a' and 'p' must have same size");
    if (Math.abs(weights.reduce((sum, weight) => sum + weight, 0) - 1) > 1e-8)
      throw new PythonError('ValueError', 'Probabilities do not sum to 1');
    if (!hasReplacement && weights.filter((weight) => weight > 0).length < size)
      throw new PythonError('ValueError', 'Fewer non-zero entries in p than size');
  }
  if (!hasReplacement && size > count)
    throw new PythonError('ValueError', "Cannot take a larger sample than population when 'replace=False'");
  const isNewer = args.signature.parameters.some(({ name }) => name === 'shuffle');
  const indices = ((): number[] => {
    if (hasReplacement) {
      const upTo = weights && cumulated(weights);
      return Array.from({ length: size }, () =>
        upTo ? countUpTo(source.uniformDouble(), upTo) : source.integer(count - 1),
      );
    }
    if (weights) return distinctWeighted(weights, size, source);
    return source.distinct(count, size, !isNewer || args.bool('shuffle'));
  })();
  if (population.kind === 'int') {
    const made = drawn(shape, source, nextOf(indices), 'int64');
    // The newer generator looks a weighted number up in an array.
    const isScalar = weights && shape.length === 0 && source.isSeeded && isNewer;
    return isScalar ? tensorValue(Tensor.apply(ops.clone, [made], {}), 'numpy') : one(made);
  }
  if (population.kind !== 'tensor' && shape.length === 0 && source.isSeeded) {
    const items = (listed(population, runtime) as { items: Value[] }).items;
    const item = items[indices[0]!]!;
    if (item.kind === 'str') return numpyText(item.value);
    // Among numbers alone the item is one of an array; other objects are what they were.
    if (!items.every(({ kind }) => kind === 'int' || kind === 'float')) return item;
  }
  if (shape.length > 0) return takenArray(population, indices, shape, source, runtime);
  return selectFirst(tensorValue(marked(taken(population, indices, runtime), source), 'numpy'), 0);
};
