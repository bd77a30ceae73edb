/** The code of an example after its quick fix, for its page and its test. */
import type { RuleExample } from './rule';

const mark = /[ \t]*# (?:error|warning|info): [a-z-]+[ \t]*$/gm;

/** An example's code without the comments that say what is found. */
export const withoutMarks = (code: string): string => code.replace(mark, '');

/**
 * The code as the quick fix leaves it; undefined for an example that has none.
 *
 * @throws Error where the text to be replaced does not stand in the code exactly once: a fault of the example.
 */
export function fixedCode({ code, fixed, title }: RuleExample): string | undefined {
  return fixed?.reduce((text, [before, after]) => {
    const parts = text.split(before);
    if (parts.length !== 2) {
      throw new Error(`“${before}” stands ${parts.length - 1} times in the example “${title}”, not once.`);
    }
    return parts.join(after);
  }, withoutMarks(code));
}
