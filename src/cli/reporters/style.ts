/** Colours of a terminal; none where the output goes into a file. */

export interface Style {
  error(text: string): string;
  warning(text: string): string;
  info(text: string): string;
  strong(text: string): string;
  faint(text: string): string;
}

const coloured = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const plain = (text: string): string => text;

/** @param isTerminal Whether people look at the output as it is printed. */
export function styleFor(isTerminal: boolean): Style {
  if (!isTerminal) return { error: plain, warning: plain, info: plain, strong: plain, faint: plain };
  return {
    error: coloured(31),
    warning: coloured(33),
    info: coloured(36),
    strong: coloured(1),
    faint: coloured(2),
  };
}
