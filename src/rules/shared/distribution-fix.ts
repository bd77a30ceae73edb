/** The edit that gives a distribution scores as `logits=` instead of as probabilities. */
import type { Place } from '../../base/place';
import { callAt, sourceAt } from './code-shape';
import { certainFix, replaceSpan } from './edits';
import type { Fix, RuleContext } from '../rule';

/** `Categorical(out)` and `Categorical(probs=out)` → `Categorical(logits=out)`. */
export function passAsLogits(context: RuleContext, place: Place): Fix | null {
  const source = sourceAt(context, place);
  const call = callAt(source, place);
  if (!call) return null;
  const keyword = call.keywords.find((candidate) => candidate.name === 'probs');
  const title = 'Pass the scores as logits';
  if (keyword) {
    const span = { start: keyword.start, end: keyword.start + 'probs'.length };
    return certainFix(context, title, [replaceSpan(source, span, 'logits')]);
  }
  const [first] = call.args;
  if (!first || first.kind === 'Starred' || call.args.length > 1) return null;
  return certainFix(context, title, [
    replaceSpan(source, { start: first.start, end: first.start }, 'logits='),
  ]);
}
