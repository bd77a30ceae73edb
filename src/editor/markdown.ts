/** Markdown made of text that a user wrote: every character that Markdown gives a meaning is escaped. */

/** Text that shows as it is, on one line, also inside a table. CommonMark lets a backslash escape any ASCII punctuation. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');

/**
 * Text in the editor's font, on one line, also inside a table. A code span ends at a
 * run of as many backticks as it starts with, so it gets one more than the text has.
 */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line === '') return '';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const padding = longest > 0 ? ' ' : '';
  return `${fence}${padding}${line.replaceAll('|', '\\|')}${padding}${fence}`;
}

/** A table; every cell is Markdown that is on one line already. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  align: readonly ('left' | 'right')[] = [],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, at) => (align[at] === 'right' ? '--:' : ':--'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** A link to one of our commands; it works only in Markdown that trusts this command. */
export const commandLink = (text: string, command: string, argument: unknown): string =>
  `[${escapeMarkdown(text)}](command:${command}?${encodeArgument(argument)})`;

/** `encodeURIComponent` leaves brackets alone, and one would end the link. */
const encodeArgument = (argument: unknown): string =>
  encodeURIComponent(JSON.stringify([argument])).replace(/[()]/g, (bracket) =>
    bracket === '(' ? '%28' : '%29',
  );
