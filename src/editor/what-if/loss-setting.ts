/**
 * A loss call taken out of its program: its function, its tensors with their values and its options.
 * That is all that decides the loss, so it can be changed, computed again and copied on its own.
 */
import { fail, succeed, type Result } from '../../base/result';
import type { DType } from '../../engine/dtype';
import type { Inspection, LossCall, PlainValue, TensorId } from '../../inspect/inspection';

/** A tensor whose values are all known. */
export interface SettingTensor {
  /** PyTorch's (Keras', optax') name of the parameter: `input`, `weight`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** Row-major. */
  readonly values: ArrayLike<number>;
}

export interface LossSetting {
  /** The qualified name of what is called. */
  readonly function: string;
  /** The engine's name of the loss. */
  readonly loss: string;
  readonly reduction: string;
  readonly tensors: readonly SettingTensor[];
  /** The name of the tensor that is the model's output; null where there is none. */
  readonly prediction: string | null;
  readonly options: Readonly<Record<string, PlainValue>>;
  /** The output is divided by it before the loss; 1 for the loss as it is written. */
  readonly temperature: number;
}

/** More numbers than this follow no change within a frame; measured, see ARCHITECTURE.md. */
export const MAXIMUM_ELEMENTS = 10_000;

/** What decides a loss call, or a sentence that says what of it is not known. */
export function settingOf(inspection: Inspection, call: LossCall): Result<LossSetting, string> {
  const tensors: SettingTensor[] = [];
  for (const { name, tensor } of call.inputs) {
    const read = tensorOf(inspection, name, tensor);
    if (!read.ok) return read;
    tensors.push(read.value);
  }
  const elements = tensors.reduce((sum, { values }) => sum + values.length, 0);
  if (elements > MAXIMUM_ELEMENTS) {
    return fail(
      `The tensors of this call have ${elements.toLocaleString('en')} elements; ` +
        `up to ${MAXIMUM_ELEMENTS.toLocaleString('en')} can be played with.`,
    );
  }
  if (tensors.length === 0) return fail('This call has no tensors that LossLens knows.');
  const { function: called, loss, reduction, prediction, options } = call;
  return succeed({ function: called, loss, reduction, tensors, prediction, options, temperature: 1 });
}

function tensorOf(inspection: Inspection, name: string, id: TensorId): Result<SettingTensor, string> {
  const { shape = null, dtype = null, data = null, elided = false } = inspection.tensors[id] ?? {};
  if (elided) return fail(`${name} has too many values to play with.`);
  if (shape === null || dtype === null || data === null || !isKnown(shape)) {
    return fail(`The values of ${name} are not known, so there is nothing to change or to compare.`);
  }
  return succeed({ name, shape, dtype, values: data });
}

const isKnown = (shape: readonly (number | string)[]): shape is readonly number[] =>
  shape.every((size) => typeof size === 'number');
