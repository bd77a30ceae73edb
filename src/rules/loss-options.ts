/**
 * A program that chooses its loss, `LOSSES[args.loss]` or by a condition, meets one of several with the same outputs, so
 * that each is judged: what one of them wants is wrong for it, whatever the others want.
 *
 * Where the outputs depend on a condition as well, they may go with the loss: it is not known what they are, and rules
 * say nothing of that by themselves.
 */
import type { Inspection, LossCall } from '../inspect/inspection';
import type { Finding, Rule, RuleContext } from './rule';
import { placeKey } from './shared/loss-findings';

/** The losses that the program has whatever it chooses. */
export const withoutChosen = (inspection: Inspection): Inspection =>
  inspection.losses.some(isChosen)
    ? { ...inspection, losses: inspection.losses.filter((call) => !isChosen(call)) }
    : inspection;

const isChosen = ({ chosen }: LossCall): boolean => chosen !== null;

/**
 * What `rules` about the outputs of models find at the calls of losses that are one of several. What a target is made of
 * goes with the loss more often than not, and is left alone.
 */
export function findingsForLosses(
  context: RuleContext,
  rules: readonly Rule[],
): readonly (readonly [Rule, Finding])[] {
  return context.inspection.losses.filter(isChosen).flatMap((call) => {
    const inspection: Inspection = { ...context.inspection, losses: [call], operations: [] };
    const when = `This is so where the loss is ${call.chosen!}, one of those that it may be.`;
    return rules.flatMap((rule) =>
      rule
        .check({ ...context, inspection })
        .filter(({ place }) => placeKey(place) === placeKey(call.place))
        // What is right for this loss may be wrong for the others.
        .map((finding) => [rule, { ...finding, message: `${finding.message} ${when}`, fix: null }] as const),
    );
  });
}
