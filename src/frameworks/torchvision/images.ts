/** Images on their way from a file to a tensor: how many channels, rows and columns they have, as far as that is known. */
import { openClass } from '../define';
import { SymbolicDim, type Dim } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { tensorValue, type ClassValue, type InstanceValue, type Value } from '../values';

/** Channels, rows and columns, in the order of a tensor. */
export type ImageShape = readonly [channels: Dim, rows: Dim, columns: Dim];

const imageClass: ClassValue = openClass('PIL.Image.Image');

/** An image of Pillow's with that many channels. */
export const imageOf = (shape: ImageShape): InstanceValue => ({
  kind: 'instance',
  class: imageClass,
  attributes: new Map(),
  state: new Map([['image', shape]]),
  place: undefined,
});

/** Any size of an image. */
export const anySize = (): readonly [rows: Dim, columns: Dim] => [
  new SymbolicDim('height'),
  new SymbolicDim('width'),
];

/** The shape of an image of Pillow's; undefined for anything else. */
export const imageShapeOf = (value: Value): ImageShape | undefined =>
  value.kind === 'instance' && value.class === imageClass
    ? (value.state.get('image') as ImageShape)
    : undefined;

/** The same image with other channels, rows or columns; a tensor stays a tensor. Undefined for what is no image. */
export function withShape(value: Value, change: (shape: ImageShape) => ImageShape): Value | undefined {
  const shape = imageShapeOf(value);
  if (shape) return imageOf(change(shape));
  if (value.kind !== 'tensor') return undefined;
  const { shape: sizes, dtype, role } = value.tensor;
  if (!sizes || sizes.length < 3) return tensorValue(Tensor.leaf({ dtype }));
  const changed = change(sizes.slice(-3) as unknown as ImageShape);
  return tensorValue(Tensor.leaf({ shape: [...sizes.slice(0, -3), ...changed], dtype, role }));
}
