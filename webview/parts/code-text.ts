/** Code in running text, which breaks where a name or an argument ends and not in the middle of a word. */
import { element } from './element';

export const codeText = (document: Document, text: string): HTMLElement =>
  element(
    document,
    'code',
    {},
    ...text
      .split(/(?<=[._(,]\s?)(?=\w)/)
      .flatMap((part, turn) => (turn === 0 ? [part] : [element(document, 'wbr'), part])),
  );
