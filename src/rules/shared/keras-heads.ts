/**
 * Where outputs of Keras models meet their losses: in `compile`, in `fit` with the labels, and in a training step
 * that calls the loss itself. What the rules about Keras share: which loss it is, what the output ends in, and
 * where the loss is written.
 */
import { LineIndex } from '../../base/line-index';
import type { Place, Span } from '../../base/place';
import type { LossCall, OperationRecord, PlainValue, TensorRecord } from '../../inspect/inspection';
import type { Call, Constant, Expression } from '../../python/syntax';
import { callAt, sourceAt, type EditedSource } from './code-shape';
import { isOfKeras, placeKey, predictionOf, targetOf } from './loss-findings';
import { originOf, type Origin } from './origin';
import type { Finding, RuleContext } from '../rule';

/** A loss of Keras as far as the shape of its labels and the meaning of its prediction go. */
export type LossFamily = 'sparse' | 'categorical' | 'binary' | 'regression' | 'ctc';

/** Where a loss is written, for edits. */
export type LossSite =
  | { readonly kind: 'name'; readonly source: EditedSource; readonly constant: Constant }
  | { readonly kind: 'call'; readonly source: EditedSource; readonly call: Call };

/** One output with the loss that it is trained by. */
export interface KerasHead {
  readonly event: 'compile' | 'fit' | 'call';
  /** Where the finding goes: the loss argument, the call of the loss, or `fit`. */
  readonly place: Place;
  /** The whole call of `compile`, `fit` or the loss. */
  readonly call: Place;
  /** The name of the loss's function in keras.losses. */
  readonly loss: string;
  readonly family: LossFamily;
  readonly fromLogits: boolean;
  readonly prediction: TensorRecord;
  readonly origin: Origin;
  /** The number of the units that the output has; null where it is not known. */
  readonly units: number | null;
  readonly target: TensorRecord | null;
  readonly site: LossSite | null;
}

const families: Readonly<Record<string, LossFamily>> = {
  sparse_categorical_crossentropy: 'sparse',
  categorical_crossentropy: 'categorical',
  categorical_focal_crossentropy: 'categorical',
  binary_crossentropy: 'binary',
  binary_focal_crossentropy: 'binary',
  mean_squared_error: 'regression',
  mean_absolute_error: 'regression',
  mean_absolute_percentage_error: 'regression',
  mean_squared_logarithmic_error: 'regression',
  huber: 'regression',
  log_cosh: 'regression',
  ctc: 'ctc',
};

/** Whether a loss, by the name of its function, is one of numbers against numbers. */
export const isRegressionOfKeras = (loss: string): boolean => families[loss] === 'regression';

/** `SparseCategoricalCrossentropy` of a loss's function. */
export const classNameOf = (loss: string): string =>
  loss
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

const functionNames = new Map(
  Object.keys(families).flatMap((loss): [string, string][] => [
    [loss, loss],
    [classNameOf(loss), loss],
  ]),
);
for (const short of ['bce', 'BCE']) functionNames.set(short, 'binary_crossentropy');

/** All outputs with their losses, in the order of reading. */
export function kerasHeads(context: RuleContext): readonly KerasHead[] {
  const events = context.inspection.operations.flatMap((operation) => headOfEvent(context, operation) ?? []);
  return [...events, ...context.inspection.losses.flatMap((call) => headOfCall(context, call) ?? [])];
}

/** At most one finding for each place of a loss. */
export function findingsAtHeads(
  context: RuleContext,
  judge: (head: KerasHead) => Finding | null,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const head of kerasHeads(context)) {
    const key = placeKey(head.place);
    const finding = found.has(key) ? null : judge(head);
    if (finding) found.set(key, finding);
  }
  return [...found.values()];
}

function headOfEvent(context: RuleContext, operation: OperationRecord): KerasHead | null {
  const event = operation.operation;
  if (event !== 'compile' && event !== 'fit') return null;
  const { loss, from_logits } = operation.options;
  const family = typeof loss === 'string' ? families[loss] : undefined;
  const [prediction, target] = operation.inputs;
  if (typeof loss !== 'string' || !family || typeof prediction !== 'number') return null;
  const source = sourceAt(context, operation.place);
  const written = event === 'compile' ? lossArgument(source, operation) : null;
  return {
    event,
    place: written ? new LineIndex(source.text).place(written, source.index) : operation.place,
    call: operation.place,
    loss,
    family,
    fromLogits: from_logits === true,
    ...predicted(context, prediction),
    target: typeof target === 'number' ? context.tensor(target) : null,
    site: constructorSite(context, operation.options) ?? nameSite(source, written),
  };
}

function headOfCall(context: RuleContext, call: LossCall): KerasHead | null {
  if (!isOfKeras(call)) return null;
  const loss = functionNames.get(call.function.slice(call.function.lastIndexOf('.') + 1));
  const prediction = predictionOf(context, call);
  if (loss === undefined || !prediction) return null;
  const at = call.constructed ?? call.place;
  const source = sourceAt(context, at);
  const written = callAt(source, at);
  return {
    event: 'call',
    place: call.place,
    call: call.place,
    loss,
    family: families[loss]!,
    fromLogits: call.options.from_logits === true,
    ...predicted(context, prediction.record.id),
    target: targetOf(context, call)?.record ?? null,
    site: written && { kind: 'call', source, call: written },
  };
}

const predicted = (context: RuleContext, id: number): Pick<KerasHead, 'prediction' | 'origin' | 'units'> => {
  const prediction = context.tensor(id);
  const origin = originOf((other) => context.tensor(other), id);
  const last = prediction.shape?.at(-1);
  return {
    prediction,
    origin,
    units: typeof last === 'number' ? last : prediction.shape ? null : unitsOf(context, origin),
  };
};

/** The width of the layer whose scores went into the activation, where the shape is not known. */
function unitsOf(context: RuleContext, origin: Origin): number | null {
  const scores = origin.kind === 'scores' ? origin.tensor : origin.before;
  const weight = scores?.producer?.operation === 'linear' ? scores.producer.inputs[1] : undefined;
  const units = weight === undefined ? null : context.tensor(weight).shape?.[0];
  return typeof units === 'number' ? units : null;
}

/** The loss of an output as it is written in a call of `compile`. */
function lossArgument(source: EditedSource, { place, options }: OperationRecord): Expression | null {
  const call = callAt(source, place);
  if (!call || call.args.slice(0, 2).some(({ kind }) => kind === 'Starred')) return null;
  const given = call.keywords.find(({ name }) => name === 'loss')?.value ?? call.args[1];
  const { output, name } = options;
  if (!given || output == null) return given ?? null;
  if (given.kind === 'List' || given.kind === 'Tuple')
    return (typeof output === 'number' ? given.elements[output] : null) ?? given;
  if (given.kind !== 'Dict') return given;
  const wanted = typeof output === 'string' ? output : name;
  const at = given.keys.findIndex((key) => key?.kind === 'Constant' && key.value === wanted);
  return given.values[at] ?? given;
}

/** The metrics in a call of `compile`, where they are a list. */
export function metricsOf({ event, call }: KerasHead, source: EditedSource): readonly Expression[] {
  const written = event === 'compile' ? callAt(source, call) : null;
  const metrics = written?.keywords.find(({ name }) => name === 'metrics')?.value ?? written?.args[2];
  return metrics?.kind === 'List' || metrics?.kind === 'Tuple' ? metrics.elements : [];
}

function constructorSite(
  context: RuleContext,
  { source, start, end }: Readonly<Record<string, PlainValue>>,
): LossSite | null {
  if (typeof source !== 'number' || typeof start !== 'number' || typeof end !== 'number') return null;
  const edited = { index: source, ...context.source(source) };
  const call = callAt(edited, { start, end });
  return call && { kind: 'call', source: edited, call };
}

const nameSite = (source: EditedSource, written: Expression | null): LossSite | null =>
  written?.kind === 'Constant' && typeof written.value === 'string'
    ? { kind: 'name', source, constant: written }
    : null;

/** What the output ends in, as a related place. */
export function endOfOutput({ origin, call }: KerasHead, message: string): Finding['related'] {
  const { place, layer } = origin.tensor;
  const isInCall = place !== null && place.source === call.source && isWithin(call, place);
  const at = isInCall ? layer : (place ?? layer);
  return at ? [{ place: at, message }] : [];
}

const isWithin = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;
