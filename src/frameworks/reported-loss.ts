/** One evaluation of a loss, whatever the framework: it is computed, reported with its inputs, and its errors travel on. */
import { isFloating } from '../engine/dtype';
import { TensorError } from '../engine/error';
import type { Expectation, LossInputs, LossResult } from '../engine/loss';
import { times } from '../engine/formula';
import { Tensor } from '../engine/tensor';
import { isReadable, type Arguments } from './arguments';
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
  /** Options that are not known, for which defaults stand in: then the loss has no values. */
  readonly unknownOptions?: readonly string[] | undefined;
  readonly compute: (inputs: LossInputs) => LossResult;
}

/** The options of a call, with defaults for those that are not known, so that its inputs are judged all the same. */
export function standingIn(
  args: Arguments,
  names: readonly string[],
): { readonly options: Arguments; readonly unknown: readonly string[] } {
  const unknown = args.signature.parameters.flatMap((parameter) => {
    const { name } = parameter;
    const mayStandIn = parameter.default !== undefined && names.includes(name);
    return mayStandIn && !isReadable(args.value(name)) ? [name] : [];
  });
  return { options: unknown.length === 0 ? args : args.withDefaultsOf(unknown), unknown };
}

/** The same result where one of the options is not known: what it is made of, but no numbers. */
function withoutValues({ output, perElement, activation, warnings }: LossResult): LossResult {
  const factor = Tensor.leaf({ shape: [], dtype: output.dtype });
  return {
    output: times(output, factor),
    perElement: times(perElement, factor),
    steps: [],
    ...(activation ? { activation } : {}),
    ...(warnings ? { warnings } : {}),
  };
}

/** Without its axis a loss has no shape, and nothing can be said of how its inputs fit: their shapes are left out. */
export function withoutShape(tensor: Tensor): Tensor {
  const { dtype } = tensor;
  const unread = Tensor.leaf({ dtype });
  return dtype && !isFloating(dtype) ? unread : times(tensor, unread);
}

const withoutShapes = (inputs: LossInputs): LossInputs =>
  Object.fromEntries(Object.entries(inputs).map(([name, tensor]) => [name, tensor && withoutShape(tensor)]));

/** Computes and reports; throws the error of a loss whose inputs do not fit after it was reported. */
export function reportedLoss(runtime: Runtime, request: LossRequest): LossResult {
  const { compute: evaluate, inputs, once, unknownOptions = [], ...said } = request;
  const compute = (given: LossInputs): LossResult => {
    if (unknownOptions.length === 0) return evaluate(given);
    return withoutValues(evaluate(unknownOptions.includes('axis') ? withoutShapes(given) : given));
  };
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
