/**
 * Any element of a dataset of which only a run tells the order, the number or the content: its structure, with the
 * dims and the dtype of each tensor.
 */
import { SymbolicDim, type Dim, type Shape } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { dict, list, unknown, type Value } from '../values';
import { wrap } from './dialect';

/** The same nest with each tensor changed; what is no tensor stays unknown. */
function eachTensor(nest: Value, change: (tensor: Tensor) => Tensor): Value {
  switch (nest.kind) {
    case 'tensor':
      return wrap(change(nest.tensor));
    case 'tuple':
      return { ...nest, items: nest.items.map((item) => eachTensor(item, change)) };
    case 'list':
      return list(nest.items.map((item) => eachTensor(item, change)));
    case 'dict':
      if (nest.open) break;
      return dict([...nest.entries.values()].map(([key, item]) => [key, eachTensor(item, change)]));
    case 'int':
    case 'float':
    case 'bool':
      return wrap(change(Tensor.leaf({ shape: [], dtype: numbers[nest.kind] })));
    default:
  }
  return unknown(nest.kind === 'unknown' ? nest.reason : 'what the elements of a dataset hold is not known');
}

const numbers = { int: 'int32', float: 'float32', bool: 'bool' } as const;

/** A tensor like another one in all but its values; `move` says by how many dims its role moves. */
function alike({ shape, dtype, role }: Tensor, newShape: Shape | undefined, move: number): Tensor {
  const dim = role.dim === undefined ? undefined : role.dim + move;
  // A role along a dim that is no more says nothing.
  const kept = dim === undefined ? role : dim >= 0 ? { ...role, dim } : undefined;
  return Tensor.leaf({ shape: shape && newShape, dtype, ...(kept && { role: kept }) });
}

/** Any of the elements that a nest is one of. */
export const anyOf = (element: Value): Value =>
  eachTensor(element, (tensor) => alike(tensor, tensor.shape, 0));

/** Any of the rows of a nest of tensors. */
export const anyRow = (nest: Value): Value =>
  eachTensor(nest, (tensor) => alike(tensor, tensor.shape?.slice(1), -1));

/** Any batch of elements like this one. */
export const anyBatch = (element: Value, size: Dim = new SymbolicDim('batch')): Value =>
  eachTensor(element, (tensor) => alike(tensor, tensor.shape && [size, ...tensor.shape], 1));

/** The arguments that an element is handed to a function as. */
export const argumentsOf = (element: Value): readonly Value[] =>
  element.kind === 'tuple' ? element.items : [element];
