/** What is looked for in a tensor: its extremes, its first NaN, or an index that a person typed. */
import { fail, succeed, type Result } from '../../src/base/result';
import { positionOf } from './grid';

/**
 * The position of a typed index: `2, 0, 5`, with or without brackets. Negative numbers
 * count from the end, as in Python.
 *
 * @returns Else what was expected, as a sentence.
 */
export function parseIndex(text: string, shape: readonly number[]): Result<number, string> {
  const numbers = text
    .replace(/^\s*[[(]|[\])]\s*$/g, '')
    .split(/[\s,;]+/)
    .filter((part) => part !== '');
  const wanted = `Expected ${shape.length === 1 ? 'one index' : `${shape.length} indices`}, as in ${example(shape)}`;
  if (numbers.length !== shape.length || numbers.some((part) => !/^-?\d+$/.test(part))) {
    return fail(`${wanted}; got “${text.trim()}”.`);
  }
  const index: number[] = [];
  for (const [dim, size] of shape.entries()) {
    const given = Number(numbers[dim]);
    if (given < -size || given >= size) {
      return fail(`Index ${given} is out of range: dim ${dim} has the indices 0 to ${size - 1}.`);
    }
    index.push(given < 0 ? given + size : given);
  }
  return succeed(positionOf(index, shape));
}

/** The last index there is. */
export const example = (shape: readonly number[]): string => shape.map((size) => size - 1).join(', ');
