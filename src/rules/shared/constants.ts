/** What is there before anything is computed: numbers of Python's, and parameters. */
import type { TensorRecord } from '../../inspect/inspection';

/** A Python number, or a tensor with one known element; NumPy gives a number the dtype of the array that it meets. */
export function numberOf({ data, producer, requiresGrad }: TensorRecord): number | null {
  const isGiven = producer === null || (producer.operation === 'cast' && !requiresGrad);
  return data?.length === 1 && isGiven ? data[0]! : null;
}

/** Whether a tensor is one number that nobody trains and of which it is not known which: how many samples there are, a factor from the command line. */
export const isUnknownNumber = ({ producer, data, shape, requiresGrad }: TensorRecord): boolean =>
  producer === null && data === null && shape?.length === 0 && !requiresGrad;

/** A number, whichever. */
export const isNumber = (record: TensorRecord): boolean =>
  numberOf(record) !== null || isUnknownNumber(record);

export const isParameter = (record: TensorRecord): boolean => record.producer === null && record.requiresGrad;
