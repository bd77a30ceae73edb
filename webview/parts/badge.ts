/** Short facts beside each other: which backend computed, sampled, last of 4 evaluations. */
import { element } from './element';

/** @param facts Each with the sentence that explains it. */
export function badges(
  document: Document,
  facts: readonly { readonly text: string; readonly explanation: string }[],
): HTMLElement | null {
  if (facts.length === 0) return null;
  const items = facts.map(({ text, explanation }) =>
    element(document, 'li', { title: explanation }, element(document, 'vscode-badge', {}, text)),
  );
  return element(document, 'ul', { class: 'badges', 'aria-label': 'How it was computed' }, ...items);
}
