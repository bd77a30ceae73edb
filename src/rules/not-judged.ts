/** Which losses no rule could judge, and why: silence is no verdict. */
import type { Place } from '../base/place';
import type { Inspection, LossCall } from '../inspect/inspection';
import type { Finding, RuleContext } from './rule';
import { isRegressionOfKeras } from './shared/keras-heads';
import { regressionLosses } from './shared/loss-families';
import { placeKey, predictionOf } from './shared/loss-findings';
import { originOf, type Origin } from './shared/origin';

/** A loss that no rule could judge, and why. */
export interface NotJudged {
  readonly place: Place;
  readonly reason: string;
}

/** Every place of the first `own` sources where a loss is computed, or where Keras is told to; each once, however often it is read. */
export function lossPlaces(inspection: Inspection, own: number): readonly Place[] {
  const compiled = inspection.operations.filter(({ operation }) => operation === 'compile');
  const all = [...inspection.losses, ...compiled, ...inspection.unfollowedLosses].map(({ place }) => place);
  return [...new Map(all.map((place) => [placeKey(place), place])).values()].filter(
    ({ source }) => source < own,
  );
}

/** What became of the losses, each once a place. */
export interface LossVerdicts {
  readonly judged: readonly Place[];
  readonly notJudged: readonly NotJudged[];
}

/** Not judged are losses of which too little is known: of a prediction where it comes from or its values, in a regression the shapes. */
export function verdictsOnLosses(context: RuleContext, findings: readonly Finding[]): LossVerdicts {
  const judged = new Map(findings.map(({ place }) => [placeKey(place), place]));
  const unjudged = new Map<string, NotJudged>();
  for (const call of context.inspection.losses) {
    const key = placeKey(call.place);
    if (judged.has(key)) continue;
    const reason = whyNotJudged(context, call);
    if (reason === null) {
      judged.set(key, call.place);
      unjudged.delete(key);
    } else unjudged.set(key, { place: call.place, reason });
  }
  for (const { place, operation, inputs, options } of context.inspection.operations) {
    const key = placeKey(place);
    if (operation !== 'compile' || judged.has(key) || inputs[0] == null) continue;
    const reason = whyUnknown(originOf(context.tensor, inputs[0]), 'the model');
    const isJudged = reason === null || isRegressionOfKeras(String(options['loss']));
    if (!isJudged) unjudged.set(key, { place, reason: `${String(options['loss'])}: ${reason}` });
  }
  for (const { place, name, reason } of context.inspection.unfollowedLosses) {
    const key = placeKey(place);
    // Where one of several losses was read, what it lacked is the reason.
    if (!judged.has(key) && !unjudged.has(key)) unjudged.set(key, { place, reason: `${name}: ${reason}` });
  }
  return { judged: [...judged.values()], notJudged: [...unjudged.values()] };
}

function whyNotJudged(context: RuleContext, call: LossCall): string | null {
  const input = predictionOf(context, call);
  if (!input) return null;
  if (regressionLosses.includes(call.loss)) {
    const target = call.inputs.find(({ name }) => name === 'target');
    const areKnown = input.record.shape !== null && target && context.tensor(target.tensor).shape !== null;
    return areKnown ? null : `${call.loss}: the shapes of its inputs are not known`;
  }
  const from = input.origin.tensor.place;
  const line = from && placeKey(from) !== placeKey(call.place) ? ` (line ${from.line})` : '';
  const reason = whyUnknown(input.origin, input.argument.expression || 'the input');
  return reason === null ? null : `${call.loss}: ${reason}${input.origin.kind === 'unknown' ? line : ''}`;
}

/** Why it cannot be told what a prediction is; null where it can. */
function whyUnknown({ kind }: Origin, expression: string): string | null {
  switch (kind) {
    case 'unknown':
      return `it is not known what ${expression} holds: neither its values nor the operation that made it`;
    case 'mixed':
      return `what ${expression} holds depends on a condition that is not known`;
    default:
      return null;
  }
}
