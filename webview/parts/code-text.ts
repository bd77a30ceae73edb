/** Code in running text, which breaks where a name or an argument ends and not in the middle of a word. */
import { element, type Child } from './element';

export const codeText = (document: Document, text: string): HTMLElement =>
  element(document, 'code', {}, ...breaking(document, text));

/** The same without an element of its own. */
export const breaking = (document: Document, text: string): readonly Child[] =>
  text
    .split(/(?<=[._(,]\s?)(?=\w)/)
    .flatMap((part, turn) => (turn === 0 ? [part] : [element(document, 'wbr'), part]));
