/** What the rules about loss calls share: one finding a place, the input with its origin, the related places. */
import { covers, type Place } from '../../base/place';
import type { LossCall, LossInput, TensorRecord } from '../../inspect/inspection';
import { targetNames } from '../../inspect/target-names';
import { originOf, type Origin } from './origin';
import { areDistributions, classDimOf, summarizeLines, type LineSummary } from './probability-values';
import type { Finding, RuleContext } from '../rule';

/** An input of a loss call with all that rules ask of it. */
export interface JudgedInput {
  readonly argument: LossInput;
  readonly record: TensorRecord;
  readonly origin: Origin;
  /** The dim of the classes, as the framework's class losses count it; of a tensor of unknown rank, from the end where it is the last. */
  readonly classDim: number;
}

/** The prediction of a loss call (PyTorch's `input`, optax's `logits`, Keras' `y_pred`); null when it was not passed. */
export function predictionOf(context: RuleContext, call: LossCall): JudgedInput | null {
  return judgedInput(
    context,
    call,
    call.inputs.find(({ name }) => name === call.prediction),
  );
}

/** The target of a loss call (PyTorch's `target`, optax's `labels`, Keras' `y_true`); null when it has none. */
export function targetOf(context: RuleContext, call: LossCall): JudgedInput | null {
  return judgedInput(
    context,
    call,
    call.inputs.find(({ name }) => targetNames.has(name) && name !== call.prediction),
  );
}

function judgedInput(
  context: RuleContext,
  call: LossCall,
  argument: LossInput | undefined,
): JudgedInput | null {
  if (!argument) return null;
  const record = context.tensor(argument.tensor);
  return {
    argument,
    record,
    origin: originOf((id) => context.tensor(id), argument.tensor),
    classDim: classDimOf(call, record),
  };
}

/** Whether a loss is one of Keras', which looks for the scores behind an activation by itself. */
export const isOfKeras = (call: LossCall): boolean => /^(tensorflow\.)?keras\./.test(call.function);

/**
 * At most one finding for each place where one of `losses` (engine names) is called, however
 * often the reading passed there. Of several, one with numbers is kept before one without.
 */
export function findingsAtLosses(
  context: RuleContext,
  losses: readonly string[],
  judge: (call: LossCall) => Finding | null,
): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const call of context.inspection.losses) {
    if (!losses.includes(call.loss)) continue;
    const key = placeKey(call.place);
    const known = found.get(key);
    if (known && known.evidence !== '') continue;
    const finding = judge(call);
    if (finding && (!known || finding.evidence !== '')) found.set(key, finding);
  }
  return [...found.values()];
}

/** The first finding of each place: an operation that is noted twice is judged once. */
export function oncePerPlace(findings: readonly Finding[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const finding of findings) {
    const key = placeKey(finding.place);
    if (!found.has(key)) found.set(key, finding);
  }
  return [...found.values()];
}

/** What a judgement finds among operations, backward passes or calls: one finding a place. */
export const findingsAmong = <Item>(
  items: readonly Item[],
  judge: (item: Item) => Finding | null,
): readonly Finding[] =>
  oncePerPlace(
    items.flatMap((item) => {
      const finding = judge(item);
      return finding ? [finding] : [];
    }),
  );

export const placeKey = (place: Place): string => `${place.source}:${place.start}:${place.end}`;

/**
 * The other calls of the loss object that `call` uses: a constructor may only be
 * rewritten when the mistake is made at each of them.
 */
export function callsOfSameObject(context: RuleContext, call: LossCall): readonly LossCall[] {
  const { constructed } = call;
  if (!constructed) return [call];
  const key = placeKey(constructed);
  return context.inspection.losses.filter(
    (other) => other.constructed !== null && placeKey(other.constructed) === key,
  );
}

/** How a tensor shows itself to be distributions. */
export interface DistributionProof {
  readonly by: 'dataflow' | 'values';
  readonly lines: LineSummary | null;
  /** Too little for a certain verdict: written by hand, or a single row. */
  readonly isWeak: boolean;
}

/**
 * Whether the input of a class loss is softmax probabilities: because a softmax
 * made it, or because its rows say so. Null when it is not, or nothing is known.
 */
export function proveDistributions({
  record,
  origin,
  classDim,
}: Pick<JudgedInput, 'record' | 'origin' | 'classDim'>): DistributionProof | null {
  const lines = summarizeLines(record, classDim);
  if (origin.kind === 'softmax') return { by: 'dataflow', lines, isWeak: false };
  if (origin.kind !== 'leaf' && origin.kind !== 'values') return null;
  if (!lines || !areDistributions(lines)) return null;
  return { by: 'values', lines, isWeak: isHandwritten(origin) || lines.count < 2 };
}

/** A literal in the text: written by hand, so its values prove less than those of a computation. */
export const isHandwritten = (origin: Origin): boolean => origin.kind === 'leaf' && !origin.tensor.sampled;

/** The place of a literal, for findings that its values prove. */
export const literalPlaces = (origin: Origin, message: string): Finding['related'] =>
  origin.tensor.place ? [{ place: origin.tensor.place, message }] : [];

/** The place where raw scores are made: the call of the layer, or its constructor where the call is that of a whole model. */
export function scoresPlaces(origin: Origin, call: Place): Finding['related'] {
  const { place, layer } = origin.tensor;
  const isInCall = place !== null && place.source === call.source && covers(call, place);
  const at = isInCall ? (layer ?? place) : (place ?? layer);
  return at ? [{ place: at, message: 'the raw scores are made here' }] : [];
}
