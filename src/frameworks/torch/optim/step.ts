/** What one step of an optimizer is, and the arithmetic that the steps are written in. */
import { ops } from '../../../engine/ops/index';
import { numberTensor } from '../../../engine/ops/number';
import { Tensor } from '../../../engine/tensor';

/** The numbers of a parameter group; a truth is 0 or 1, and the parts of a pair are named one by one. */
export type Settings = Readonly<Record<string, number>>;

/** What an optimizer keeps of one parameter from step to step, under PyTorch's names of it. */
export interface Memory {
  /** The number of this step, counted from 1. */
  readonly steps: number;
  get(name: string): Tensor | undefined;
  /** Keeps values; what they were made from is let go. */
  set(name: string, tensor: Tensor): void;
}

/** The new θ, from θ, its gradient and what is remembered of it. */
export type OptimizerStep = (theta: Tensor, gradient: Tensor, settings: Settings, memory: Memory) => Tensor;

const number = (value: number): Tensor => numberTensor(value, 'float');

export const scaled = (a: Tensor, factor: number): Tensor => Tensor.apply(ops.mul, [a, number(factor)], {});
/** a + factor · b, rounded once. */
export const plusScaled = (a: Tensor, b: Tensor, factor: number): Tensor =>
  Tensor.apply(ops.add_scaled, [a, b], { alpha: factor });

/** a + factor · b / c, in PyTorch's order. */
export const plusQuotient = (a: Tensor, b: Tensor, c: Tensor, factor: number): Tensor =>
  Tensor.apply(ops.addcdiv, [a, b, c], { value: factor });

/** a + factor · b · c, in PyTorch's order. */
export const plusProduct = (a: Tensor, b: Tensor, c: Tensor, factor: number): Tensor =>
  Tensor.apply(ops.addcmul, [a, b, c], { value: factor });

export const shifted = (a: Tensor, by: number): Tensor => Tensor.apply(ops.add, [a, number(by)], {});
export const plus = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.add, [a, b], {});
export const minus = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.sub, [a, b], {});
export const times = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.mul, [a, b], {});
export const over = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.div, [a, b], {});
export const root = (a: Tensor): Tensor => Tensor.apply(ops.sqrt, [a], {});
export const sign = (a: Tensor): Tensor => Tensor.apply(ops.sign, [a], {});
export const larger = (a: Tensor, b: Tensor): Tensor => Tensor.apply(ops.maximum, [a, b], {});

/** A running average that goes from what it was, at first zero, a share of the way to what is now. */
export function approach(memory: Memory, name: string, now: Tensor, share: number): Tensor {
  const before = memory.get(name) ?? scaled(now, 0);
  const next = Tensor.apply(ops.lerp, [before, now, number(share)], {});
  memory.set(name, next);
  return next;
}

/** A running average of squares: decay · before + (1 − decay) · now², in PyTorch's order. */
export function averageSquare(memory: Memory, name: string, now: Tensor, decay: number): Tensor {
  const before = memory.get(name) ?? scaled(now, 0);
  const next = plusProduct(scaled(before, decay), now, now, 1 - decay);
  memory.set(name, next);
  return next;
}

/** A running average: decay · before + share · now, from zero. */
export function average(memory: Memory, name: string, now: Tensor, decay: number, share = 1 - decay): Tensor {
  const before = memory.get(name);
  const next = before ? plus(scaled(before, decay), scaled(now, share)) : scaled(now, share);
  memory.set(name, next);
  return next;
}

/** A number that is kept as PyTorch keeps it: in a float32 tensor. */
export const keptNumber = (value: number): Tensor =>
  Tensor.leaf({ shape: [], dtype: 'float32', values: Float32Array.of(value) });

/** The number that was kept; undefined before the first step, and where it is not known. */
export const numberKept = (memory: Memory, name: string): number | undefined => {
  const kept = memory.get(name);
  return kept?.hasValues ? kept.values()[0] : undefined;
};

/** −g where the objective is to grow. */
export const signed = (gradient: Tensor, { maximize = 0 }: Settings): Tensor =>
  maximize ? scaled(gradient, -1) : gradient;

/** g + λ · θ. */
export const decayed = (gradient: Tensor, theta: Tensor, weight_decay = 0): Tensor =>
  weight_decay === 0 ? gradient : plusScaled(gradient, theta, weight_decay);
