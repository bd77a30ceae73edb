/**
 * What is known of numbers that cannot be drawn here, since a bound, a size or what they are drawn from is not known:
 * how many dims they have, and their dtype.
 */
import type { DType } from '../../../engine/dtype';
import type { Shape } from '../../../engine/shape';
import { Tensor } from '../../../engine/tensor';
import type { Arguments } from '../../arguments';
import { dimOfSize } from '../../contract';
import { shapeMeantBy } from '../../sizes';
import { tensorValue, tuple, type Value } from '../../values';

const floating: ReadonlySet<string> = new Set([
  ...['exponential', 'normal', 'rand', 'randn', 'random', 'random_sample', 'ranf', 'sample'],
  ...['standard_normal', 'uniform'],
]);

/** Numbers of which only shape and dtype are known; undefined where not even their rank is. */
export function unknownDraw(name: string, args: Arguments): Value | undefined {
  if (name === 'permutation') return permuted(args.value('x'));
  const dtype = dtypeOf(name, args);
  if (args.spread || (!dtype && !isPicked(name, args))) return undefined;
  const takesSize = args.signature.parameters.some((parameter) => parameter.name === 'size');
  const shape = takesSize ? shapeMeantBy(args.value('size')) : shapeMeantBy(tuple(args.rest));
  return shape && leaf(shape, dtype);
}

/** What is picked of a list has the size that is asked for, whatever is in the list: an axis is only given where there are more. */
const isPicked = (name: string, args: Arguments): boolean =>
  name === 'choice' && !args.isNone('size') && args.value('a').kind === 'unknown' && !mayBeOfRows(args);

/** The choice of a Generator takes arrays of more dims. */
const mayBeOfRows = (args: Arguments): boolean =>
  args.signature.parameters.some((parameter) => parameter.name === 'axis');

const leaf = (shape: Shape, dtype: DType | undefined): Value =>
  tensorValue(Tensor.leaf({ shape, dtype, sampled: true }), 'numpy');

/** The positions below a number in another order, or the items of an array. */
function permuted(value: Value): Value | undefined {
  if (value.kind === 'tensor' && value.tensor.shape && value.tensor.shape.length > 0)
    return leaf(value.tensor.shape, value.tensor.dtype);
  return value.kind === 'unknown' && value.contract?.number === 'int'
    ? leaf([dimOfSize(value)], 'int64')
    : undefined;
}

function dtypeOf(name: string, args: Arguments): DType | undefined {
  const asked = (fallback: DType): DType | undefined =>
    args.signature.parameters.some((parameter) => parameter.name === 'dtype') && !args.isNone('dtype')
      ? args.optionalDType('dtype')
      : fallback;
  if (floating.has(name)) return asked('float64');
  if (name === 'integers' || name === 'randint') return asked('int64');
  if (name !== 'choice') return undefined;
  const population = args.value('a');
  const isCount =
    population.kind === 'int' || (population.kind === 'unknown' && population.contract?.number === 'int');
  if (isCount) return 'int64';
  return population.kind === 'tensor' && population.tensor.rank === 1 ? population.tensor.dtype : undefined;
}
