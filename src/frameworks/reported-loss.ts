/** One evaluation of a loss, whatever the framework: it is computed, reported with its inputs, and its errors travel on. */
import { TensorError } from '../engine/error';
import type { Expectation, LossInputs, LossResult } from '../engine/loss';
import type { Tensor } from '../engine/tensor';
import { PythonError } from './errors';
import type { Runtime } from './runtime';
import type { InstanceValue } from './values';

export type LossOptions = Readonly<Record<string, number | string | boolean | null>>;

export interface LossRequest {
  /** The qualified name of what the user calls. */
  readonly function: string;
  /** The engine's name of the loss. */
  readonly loss: string;
  /** By the framework's parameter names, in order; absent ones are left out of the report. */
  readonly inputs: Readonly<Record<string, Tensor | undefined>>;
  /** The name of the input that is the prediction; undefined for the first. */
  readonly prediction?: string;
  /** What the target of a loss of classes is, where the framework has a loss for either. */
  readonly classTargets?: 'indices' | 'probabilities' | undefined;
  /** What it expects, where the engine's loss does not say it. */
  readonly expects?: readonly Expectation[] | undefined;
  readonly reduction: string;
  readonly options: LossOptions;
  /** The loss object of the class form. */
  readonly object: InstanceValue | null;
  /** It cannot be computed again on other tensors: it calls what the program defines. */
  readonly once?: boolean;
  readonly compute: (inputs: LossInputs) => LossResult;
}

/** Computes and reports; throws the error of a loss whose inputs do not fit after it was reported. */
export function reportedLoss(runtime: Runtime, request: LossRequest): LossResult {
  const { compute, inputs, once, ...said } = request;
  let result: LossResult | null = null;
  let thrown: TensorError | PythonError | undefined;
  try {
    result = compute(inputs);
  } catch (caught) {
    if (!(caught instanceof TensorError || caught instanceof PythonError)) throw caught;
    thrown = caught;
  }
  runtime.reportLoss({
    ...said,
    inputs: Object.entries(inputs).flatMap(([name, tensor]) => (tensor ? [{ name, tensor }] : [])),
    result,
    error: thrown ? { type: thrown.type, message: thrown.message } : null,
    warnings: result?.warnings ?? [],
    again: result && !once ? compute : null,
  });
  if (thrown) throw thrown;
  return result!;
}
