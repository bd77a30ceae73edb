/** A sentence above what is shown: why a wish was refused, or what a person should know; with a way on where there is one. */
import { button } from './button';
import { element } from './element';

export interface Notice {
  readonly made: HTMLElement;
  /** @param again Does once more what was ended; undefined where there is nothing to do again. */
  say(text: string, again?: () => void): void;
  clear(): void;
}

export function noticeBar(document: Document): Notice {
  const text = element(document, 'span', {});
  const made = element(document, 'div', { class: 'notice', role: 'alert', hidden: true }, text);
  const clear = (): void => {
    made.hidden = true;
    made.replaceChildren(text);
  };
  return {
    made,
    say(sentence, again) {
      clear();
      text.textContent = sentence;
      if (again) made.append(button(document, 'Try again', 'secondary', again));
      made.hidden = false;
    },
    clear,
  };
}
