/** Comments that silence rules: `# losslens: ignore[rule] reason` and `# losslens: ignore-file[rule]`. */
import { LineIndex } from '../base/line-index';
import type { Span } from '../base/place';
import type { Module } from './syntax';

export interface Ignore {
  /** The line of the comment, from 1. */
  readonly line: number;
  readonly rules: readonly string[] | 'all';
  /** Whether it silences the whole file. */
  readonly file: boolean;
  /** Where the comment stands. */
  readonly span: Span;
}

/** A comment for the whole file must stand on one of the first lines, where a reader looks for it. */
export const IGNORE_FILE_LINES = 30;

const IGNORE = /#\s*losslens:\s*ignore(-file)?(?![\w-])\s*(?:\[([^\]]*)\])?/i;

/**
 * The comments of a text that silence rules. Without brackets they silence every rule; empty brackets silence none.
 * A comment within a comment counts: `x = 1  # why  # losslens: ignore`.
 */
export function readIgnores(text: string, module: Module): readonly Ignore[] {
  const found: Ignore[] = [];
  let index: LineIndex | null = null;
  for (const { start, end } of module.comments) {
    const comment = text.slice(start, end);
    const match = comment.includes('osslens') || /losslens/i.test(comment) ? IGNORE.exec(comment) : null;
    if (!match) continue;
    index ??= new LineIndex(text);
    const { line } = index.position(start);
    const file = match[1] !== undefined;
    if (file && line > IGNORE_FILE_LINES) continue;
    const rules =
      match[2] === undefined
        ? 'all'
        : match[2]
            .split(',')
            .map((rule) => rule.trim())
            .filter((rule) => rule !== '');
    found.push({ line, rules, file, span: { start, end } });
  }
  return found;
}
