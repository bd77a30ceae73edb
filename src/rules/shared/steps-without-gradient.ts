/**
 * Steps of an optimizer whose parameters the loss before it does not reach, because of a detach on the way to them: the
 * generator's step behind a loss of `discriminator(fake.detach())`, in which only the discriminator has a gradient.
 */
import type { OperationRecord, TensorId, TensorRecord } from '../../inspect/inspection';
import { termsOf } from './blocked-terms';
import { haveSomeInCommon } from './cleared-gradients';
import { gradientFlow, type BackwardRoot, type Cut } from './gradient-flow';
import { placeKey } from './loss-findings';
import { operandsWithoutGradient } from './unread-operands';
import type { RuleContext } from '../rule';

export interface StepWithoutGradient {
  readonly step: OperationRecord;
  readonly root: BackwardRoot;
  /** What cuts the parameters of the step off. */
  readonly cut: Cut;
  /** Another term of the loss reaches them. */
  readonly isTerm: boolean;
}

/** The steps right behind a backward pass that gives their parameters nothing, or less than it was meant to. */
export function stepsWithoutGradient(context: RuleContext): readonly StepWithoutGradient[] {
  const roots = new Map(gradientFlow(context).roots.map((root) => [root.event, root]));
  const readings = new Map<unknown, OperationRecord[]>();
  for (const event of context.inspection.operations) {
    if (!flowing.has(event.operation)) continue;
    const reading = event.options['reading'];
    const events = readings.get(reading);
    if (events) events.push(event);
    else readings.set(reading, [event]);
  }
  return [...readings.values()].flatMap((events) =>
    events.flatMap((step, at) => {
      const root = roots.get(events[at - 1]!);
      if (step.operation !== 'step' || step.inputs.length === 0 || root?.framework !== 'torch') return [];
      const earlier = sinceCleared(step, events.slice(0, at - 1)).flatMap((event) => roots.get(event) ?? []);
      return judged(context, { step, events, earlier }, root, events.slice(at)) ?? [];
    }),
  );
}

/** The events since the gradients that a step takes were cleared or taken the last time. */
function sinceCleared(step: OperationRecord, before: readonly OperationRecord[]): readonly OperationRecord[] {
  const last = before.findLastIndex(
    (event) => event.operation !== 'backward' && haveSomeInCommon(event, step),
  );
  return before.slice(last + 1);
}

const flowing: ReadonlySet<string> = new Set(['backward', 'step', 'zero_grad']);

/** A step, all events of its reading, and the earlier backward passes whose gradients it takes too. */
interface Stepped {
  readonly step: OperationRecord;
  readonly events: readonly OperationRecord[];
  readonly earlier: readonly BackwardRoot[];
}

function judged(
  context: RuleContext,
  stepped: Stepped,
  root: BackwardRoot,
  behind: readonly OperationRecord[],
): StepWithoutGradient | null {
  const { step, earlier } = stepped;
  const cut = cutOff(context, root.record.id, stepped);
  if (cut && earlier.some(({ record }) => mayReach(context, record.id, stepped))) return null;
  if (cut) return { step, root, cut, isTerm: false };
  for (const { id } of termsOf(context, root.record.id)) {
    const ofTerm = cutOff(context, id, stepped);
    if (ofTerm && !isUsed(context, id, behind)) return { step, root, cut: ofTerm, isTerm: true };
  }
  return null;
}

const idsOf = ({ inputs }: OperationRecord): ReadonlySet<TensorId> =>
  new Set(inputs.filter((id) => id !== null));

/** What cuts the parameters of a step off from a loss in which other weights have a gradient; null where one of them is reached, or might be. */
function cutOff(context: RuleContext, loss: TensorId, stepped: Stepped): Cut | null {
  const { cuts, isLive } = gradientFlow(context).from(loss);
  const detaching = cuts.filter(({ kind, place }) => kind === 'detached' && place);
  if (!isLive || detaching.length === 0 || mayReach(context, loss, stepped)) return null;
  const parameters = idsOf(stepped.step);
  return detaching.find(({ from }) => leadsTo(context, from.id, parameters)) ?? null;
}

/** Whether a parameter of a step gets a gradient of a loss, or might get one. */
function mayReach(context: RuleContext, loss: TensorId, { step, events }: Stepped): boolean {
  const parameters = idsOf(step);
  return [...gradientFlow(context).from(loss).passed].some((id) => {
    if (parameters.has(id) || mayHideParameters(context, id)) return true;
    // Where not all that the step moves is known, a weight is certainly none of it that another step moves.
    const leaf = context.tensor(id);
    const isWeight = leaf.requiresGrad && !leaf.producer;
    return isWeight && step.options['isAll'] !== true && !isOfOther(leaf, step, events);
  });
}

/** Whether a step of other parameters moves a weight, or made it when it moved what it was before. */
const isOfOther = (
  weight: TensorRecord,
  step: OperationRecord,
  events: readonly OperationRecord[],
): boolean =>
  events.some(
    (other) =>
      other.operation === 'step' &&
      other.inputs.length > 0 &&
      !haveSomeInCommon(other, step) &&
      (other.inputs.includes(weight.id) ||
        (weight.place !== null && placeKey(weight.place) === placeKey(other.place))),
  );

/** Whether it is not known what a leaf was made of. Of what a loader or a constructor gives at least the sizes or the dtype are known. */
function mayHideParameters(context: RuleContext, id: TensorId): boolean {
  const leaf = context.tensor(id);
  const isData = leaf.shape !== null && (leaf.dtype !== null || leaf.place === null);
  if (leaf.producer || leaf.requiresGrad || isData) return false;
  return !gradientFlow(context).holdsData(id) && !operandsWithoutGradient(context).has(id);
}

function leadsTo(context: RuleContext, start: TensorId, parameters: ReadonlySet<TensorId>): boolean {
  const seen = new Set<TensorId>([start]);
  for (const id of seen) {
    if (parameters.has(id)) return true;
    for (const input of context.tensor(id).producer?.inputs ?? []) seen.add(input);
  }
  return false;
}

/** Whether a step behind the backward pass moves the weights that a term reaches, before their gradients are cleared. */
function isUsed(context: RuleContext, term: TensorId, behind: readonly OperationRecord[]): boolean {
  const { passed } = gradientFlow(context).from(term);
  return behind.some(
    (step, at) =>
      step.operation === 'step' &&
      (step.inputs.length === 0 || step.inputs.some((id) => id !== null && passed.has(id))) &&
      !behind.slice(0, at).some((event) => event.operation === 'zero_grad' && haveSomeInCommon(event, step)),
  );
}
