/** Code that is written to fail: in a test that wants the error, or in a text that shows it. */
import type { Expression, Statement, Try } from '../python/syntax';
import type { SyntaxNode } from '../python/walk';
import { ancestorsOf, lastName, sourceAt } from './shared/code-shape';
import type { Finding, RuleContext } from './rule';

/** What opens a block of which an error is wanted, in pytest and in unittest. */
const wantingErrors: ReadonlySet<string> = new Set(['assertRaises', 'assertRaisesRegex', 'raises']);

/** What the frameworks raise for tensors that do not fit, and what is caught for everything. */
const errorsOfTensors: ReadonlySet<string> = new Set([
  'Exception',
  'IndexError',
  'RuntimeError',
  'TypeError',
  'ValueError',
]);

/**
 * Whether a finding stands where its author expects an error: in `with pytest.raises(…)`, or as the
 * one statement of a `try` that catches what tensors raise. A `try` around more than that guards a
 * training loop against other things.
 */
export function isExpectedToFail(context: RuleContext, { place, severity }: Finding): boolean {
  const path = ancestorsOf(sourceAt(context, place), place);
  return path.some((node, at) => {
    if (node.kind === 'With') return node.items.some(({ context: opened }) => wantsError(opened));
    if (node.kind !== 'Try' || severity !== 'error') return false;
    return isShownToFail(node, path[at + 1]);
  });
}

const wantsError = (opened: Expression): boolean =>
  opened.kind === 'Call' && wantingErrors.has(lastName(opened.func) ?? '');

function isShownToFail({ body, handlers }: Try, inside: SyntaxNode | undefined): boolean {
  const [only] = body;
  const isAlone = only !== undefined && body.length === 1 && only === inside && isSimple(only);
  return isAlone && handlers.some(({ type }) => type !== null && errorsOfTensors.has(lastName(type) ?? ''));
}

const isSimple = ({ kind }: Statement): boolean =>
  kind === 'Assign' || kind === 'AnnAssign' || kind === 'ExpressionStatement';
