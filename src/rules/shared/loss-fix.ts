/** The edit that uses another loss: the function in the call, or the class where the object is constructed. */
import type { LossCall } from '../../inspect/inspection';
import { callAt, sourceAt } from './code-shape';
import { certainFix, renameCallee } from './edits';
import type { Fix, RuleContext } from '../rule';

/** @param names What a callee's last name becomes: `nll_loss` → `cross_entropy`, `NLLLoss` → `CrossEntropyLoss`. */
export function replaceLoss(
  context: RuleContext,
  call: LossCall,
  { title, names }: { readonly title: string; readonly names: Readonly<Record<string, string>> },
): Fix | null {
  const place = call.constructed ?? call.place;
  const source = sourceAt(context, place);
  const written = callAt(source, place);
  if (!written) return null;
  for (const [from, to] of Object.entries(names)) {
    const edits = renameCallee(source, written.func, from, to);
    if (edits) return certainFix(context, title, edits);
  }
  return null;
}
