/** When a tensor was made: nodes of the graph are numbered in the order of their creation. */
import { Tensor } from '../../engine/tensor';

/** The number that the next node of the graph will exceed. */
export const moment = (): number => Tensor.leaf({ shape: [] }).id;

const madeAgain = new WeakMap<Tensor, number>();

/** Notes that a model which is made of tensors was called: what it gives is computed anew, though it is the same node. */
export function noteMadeAgain(tensor: Tensor): void {
  madeAgain.set(tensor, moment());
}

/** When the model was called last that gives a tensor; undefined for one that no call made again. */
export const lastMade = (tensor: Tensor): number | undefined => madeAgain.get(tensor);
