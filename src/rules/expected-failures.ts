/** Code that is written to fail: in a test that wants the error. */
import type { Expression } from '../python/syntax';
import { ancestorsOf, lastName, sourceAt } from './shared/code-shape';
import type { Finding, RuleContext } from './rule';

/** What opens a block of which an error is wanted, in pytest and in unittest. */
const wantingErrors: ReadonlySet<string> = new Set(['assertRaises', 'assertRaisesRegex', 'raises']);

/**
 * Whether a finding stands where its author expects an error, `with pytest.raises(RuntimeError):`, or was made of what
 * stands there: the function that such a test calls is blamed for what it is given.
 */
export const isExpectedToFail = (context: RuleContext, { place, related }: Finding): boolean =>
  [place, ...related.map((other) => other.place)].some((at) =>
    ancestorsOf(sourceAt(context, at), at).some(
      (node) => node.kind === 'With' && node.items.some(({ context: opened }) => wantsError(opened)),
    ),
  );

const wantsError = (opened: Expression): boolean =>
  opened.kind === 'Call' && wantingErrors.has(lastName(opened.func) ?? '');
