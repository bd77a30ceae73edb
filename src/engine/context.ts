/**
 * What surrounds an operation while it is applied: whether gradients are recorded
 * and which place of the user's text asked for it. Both are lexically scoped by the
 * functions below (everything is synchronous), so that compositions of operations
 * need not hand them through.
 */
import type { DType } from './dtype';
import type { Place } from '../base/place';
import type { Tensor } from './tensor';

let gradEnabled = true;
let inferenceMode = false;
let precisionKnown = true;
let recast: Recast | undefined;
let defaultFloat: DType = 'float32';
let currentPlace: Place | undefined;
let currentLayer: Place | undefined;
let eager = true;

/** Whether results of operations on tensors that require grad require grad too. */
export const isGradEnabled = (): boolean => gradEnabled;

/** Runs `body` with gradient recording on or off, as `torch.no_grad` and `torch.enable_grad` do. */
export function withGrad<Value>(enabled: boolean, body: () => Value): Value {
  const before = gradEnabled;
  gradEnabled = enabled;
  try {
    return body();
  } finally {
    gradEnabled = before;
  }
}

/** Switches the recording of gradients from now on, until the surrounding `withGrad` ends. */
export function switchGrad(enabled: boolean): void {
  gradEnabled = enabled;
}

/** Whether tensors are made as inference tensors, which no graph may keep (torch.inference_mode). */
export const isInferenceMode = (): boolean => inferenceMode;

/** Runs `body` in inference mode or out of it. */
export function withInferenceMode<Value>(enabled: boolean, body: () => Value): Value {
  const before = inferenceMode;
  inferenceMode = enabled;
  try {
    return body();
  } finally {
    inferenceMode = before;
  }
}

/** Autocast to a dtype. */
export interface Recast {
  readonly dtype: DType;
  /** What it makes of the inputs of an operation before it is applied; the operation is named as in the engine. */
  readonly inputsOf: (operation: string, inputs: readonly Tensor[]) => readonly Tensor[];
  /** A region of the same dtype inside of it, which keeps its casts in the same place where it keeps them. */
  readonly within: (keepsCasts: boolean) => Recast;
}

/** What autocast does where this is asked; undefined where it is off. */
export const activeRecast = (): Recast | undefined => recast;

/** Runs `body` under autocast, or outside of it: the steps of an operation and of its gradient are not cast again. */
export function withRecast<Value>(to: Recast | undefined, body: () => Value): Value {
  const before = recast;
  recast = to;
  try {
    return body();
  } finally {
    recast = before;
  }
}

/** Whether the dtype in which operations compute is the one that their inputs say. */
export const isPrecisionKnown = (): boolean => precisionKnown;

/** Runs `body` so that results of operations have no dtype and no values: something outside chooses the precision. */
export function inUnknownPrecision<Value>(body: () => Value): Value {
  const before = precisionKnown;
  precisionKnown = false;
  try {
    return body();
  } finally {
    precisionKnown = before;
  }
}

/** The dtype of floating results that no input decides: of Python numbers, of quotients of integers. */
export const defaultFloatDType = (): DType => defaultFloat;

/** Chooses that dtype from now on, until the surrounding `withDefaultFloat` ends. */
export function switchDefaultFloat(dtype: DType): void {
  defaultFloat = dtype;
}

/** Runs `body` with that dtype. */
export function withDefaultFloat<Value>(dtype: DType, body: () => Value): Value {
  const before = defaultFloat;
  defaultFloat = dtype;
  try {
    return body();
  } finally {
    defaultFloat = before;
  }
}

/** Whether small results are computed at once, as opposed to when somebody asks. */
export const isEager = (): boolean => eager;

/** Runs `body` so that nothing is computed but what somebody asks for. */
export function computingWhenAsked<Value>(body: () => Value): Value {
  const before = eager;
  eager = false;
  try {
    return body();
  } finally {
    eager = before;
  }
}

/** The place in the user's text whose reading makes the operations of this moment. */
export const placeOfOperation = (): Place | undefined => currentPlace;

/** Runs `body` so that the tensors it makes carry `place`. */
export function atPlace<Value>(place: Place | undefined, body: () => Value): Value {
  const before = currentPlace;
  currentPlace = place;
  try {
    return body();
  } finally {
    currentPlace = before;
  }
}

/** The place where the layer (a built-in module) was constructed whose operations these are. */
export const layerOfOperation = (): Place | undefined => currentLayer;

/** Runs `body` so that the tensors it makes are said to come from the layer constructed at `layer`. */
export function inLayer<Value>(layer: Place | undefined, body: () => Value): Value {
  const before = currentLayer;
  currentLayer = layer;
  try {
    return body();
  } finally {
    currentLayer = before;
  }
}
