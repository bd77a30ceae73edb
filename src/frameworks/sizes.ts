/** The shape that a value means where one is wanted, sizes that are not known among them. */
import { SymbolicDim, type Dim, type Shape } from '../engine/shape';
import type { Arguments } from './arguments';
import { dimOfSize } from './contract';
import { NotKnown } from './errors';
import type { Value } from './values';

/** A size of a layer: a number, or something unknown that is the same wherever this layer's size is used. */
export const sizeOf = (value: Value, name: string): Dim =>
  value.kind === 'int'
    ? value.value
    : value.kind === 'unknown'
      ? dimOfSize(value, name)
      : new SymbolicDim(name);

function dimMeantBy(size: Value): Dim | undefined {
  if (size.kind === 'int') return size.value;
  if (size.kind === 'unknown') return dimOfSize(size);
  if (size.kind !== 'tensor' || size.tensor.rank !== 0) return undefined;
  return size.tensor.hasValues ? size.tensor.values()[0]! : new SymbolicDim('?');
}

/** A number or a sequence of numbers as a shape; undefined where not even their count is known. */
export function shapeMeantBy(size: Value): Shape | undefined {
  if (size.kind === 'int') return [size.value];
  if (size.kind === 'unknown') return size.contract?.number === 'int' ? [dimOfSize(size)] : undefined;
  const isSequence = size.kind === 'tuple' || size.kind === 'size' || (size.kind === 'list' && !size.open);
  const dims = isSequence ? size.items.map(dimMeantBy) : [undefined];
  return dims.every((dim) => dim !== undefined) ? dims : undefined;
}

/** The argument as a shape; undefined where not even the count of the sizes is known: the dtype of what is made is known all the same. */
export function shapeWhereKnown(args: Arguments, name: string): Shape | undefined {
  try {
    return shapeIn(args, name);
  } catch (error) {
    if (error instanceof NotKnown) return undefined;
    throw error;
  }
}

/** The argument as a shape. Throws NotKnown where not even the count of the sizes is known. */
export const shapeIn = (args: Arguments, name: string): Shape =>
  shapeMeantBy(args.value(name)) ?? args.ints(name);
