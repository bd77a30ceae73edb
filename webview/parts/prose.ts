/** A sentence in which code stands between backticks, as messages of rules write it. */
import { element, type Child } from './element';

export function prose(document: Document, sentence: string): Child[] {
  return sentence
    .split(/(`[^`\n]+`)/)
    .filter((part) => part !== '')
    .map((part) =>
      part.length > 2 && part.startsWith('`') && part.endsWith('`')
        ? element(document, 'code', {}, part.slice(1, -1))
        : part,
    );
}
