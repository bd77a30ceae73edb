/** Losses whose prediction passes no gradient back: what the rules about argmax and thresholds share. */
import { covers, type Place } from '../../base/place';
import type { LossCall, LossInput } from '../../inspect/inspection';
import { blockedTerms } from './blocked-terms';
import { expressionAt, isImported, readsOf, sourceAt } from './code-shape';
import { gradientFlow, type BackwardRoot, type Cut, type CutKind, type GradientFlow } from './gradient-flow';
import { weightNames } from './loss-families';
import { placeKey } from './loss-findings';
import type { RuleContext } from '../rule';

/** One loss that cannot train what its prediction comes from. */
export interface BlockedLoss {
  /** The call of the loss; where it is written out, the operation that blocks. */
  readonly place: Place;
  readonly cut: Cut;
  /** The argument as it is written; empty for a loss that is written out. */
  readonly expression: string;
  /** What asks for the gradient. */
  readonly framework: BackwardRoot['framework'];
  /** Nothing else in the loss has a gradient. */
  readonly isWhole: boolean;
  /** The loss was told to require a gradient all the same. */
  readonly isHidden: boolean;
}

/** The losses that are trained on and whose prediction is cut off by `kind`, one a place. */
export function blockedLosses(context: RuleContext, kind: CutKind): readonly BlockedLoss[] {
  const flow = gradientFlow(context);
  const found = new Map<string, BlockedLoss>();
  const add = (blocked: BlockedLoss): void => {
    const key = placeKey(blocked.place);
    if (!found.has(key)) found.set(key, blocked);
  };
  for (const root of flow.roots) {
    const { isLive, passed, cuts } = flow.from(root.record.id);
    const calls = context.inspection.losses.filter(
      ({ output, underNoGrad }) => output !== null && !underNoGrad && passed.has(output),
    );
    const blocked = calls.flatMap((call) => {
      const cut = cutBefore(context, flow, call);
      return cut ? [{ call, ...cut }] : [];
    });
    for (const { call, cut, argument } of blocked) {
      if (cut.kind !== kind) continue;
      const { framework, isHidden } = root;
      const { expression } = argument;
      add({ place: call.place, cut, expression, framework, isWhole: !isLive, isHidden });
    }
    if (isLive) {
      for (const { place: ownPlace, cut } of blockedTerms(context, flow, root)) {
        const place = ownPlace ?? cut.place;
        if (cut.kind !== kind || !place) continue;
        const { framework, isHidden } = root;
        add({ place, cut, expression: '', framework, isWhole: false, isHidden });
      }
    }
    const [cut] = cuts;
    if (isLive || blocked.length > 0 || !cut || cut.kind !== kind || !cut.place) continue;
    if (cuts.some((other) => other.kind !== 'positions' && other.kind !== 'steps')) continue;
    const { framework, isHidden } = root;
    add({ place: cut.place, cut, expression: '', framework, isWhole: true, isHidden });
  }
  const all = [...found.values()];
  // Of several rounds of a loop only the newest has the place of the operator; for the others it is where that is read.
  return all.filter(
    ({ place, expression }) =>
      expression !== '' || !all.some((other) => other.place !== place && covered(place, other.place)),
  );
}

const covered = (outer: Place, inner: Place): boolean =>
  outer.source === inner.source && covers(outer, inner);

/** What cuts a loss's prediction off; null where a gradient passes, through the prediction or through the target. */
function cutBefore(
  context: RuleContext,
  flow: GradientFlow,
  call: LossCall,
): { readonly cut: Cut; readonly argument: LossInput } | null {
  const argument = call.inputs.find(({ name }) => name === call.prediction);
  if (!argument) return null;
  const others = call.inputs.filter((input) => input !== argument && !weightNames.has(input.name));
  const { isLive, cuts } = flow.from(argument.tensor);
  const [cut] = cuts;
  if (isLive || !cut) return null;
  for (const { tensor, place } of others) {
    if (!flow.holdsData(tensor) && flow.from(tensor).isLive) return null;
    // `mse_loss(x.round(), x)` trains x.
    if (place && sharesNames(context, place, cut.place)) return null;
  }
  return { cut, argument };
}

/** Whether a name that stands in one expression stands in another one too. */
function sharesNames(context: RuleContext, place: Place, other: Place | null): boolean {
  if (!other) return false;
  const source = sourceAt(context, other);
  const written = expressionAt(source, other);
  // `tf` of `tf.cast(y, tf.float32)` is no value, and neither is what stands behind a dot.
  const names = context.text(place).match(/(?<![\w.])[A-Za-z_]\w*/g) ?? [];
  return written !== null && names.some((name) => !isImported(source, name) && readsOf(written, name) > 0);
}
