/** The patterns of `case`: lezer gives their text, and this reads it as Python's grammar of patterns does. */
import type { Span } from '../base/place';
import type { Reading } from './reading';
import type { Expression, Pattern } from './syntax';

const TOKEN =
  /#[^\r\n]*|(?:\b[rbuRBU]{1,2})?(?:"""[^]*?"""|'''[^]*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|[\p{L}_][\p{L}\p{N}_]*|\d[\w.]*|[^\s]/gu;

/** Reads the text of a span as a pattern; `unread` where it is none. */
export function readPattern(reading: Reading, span: Span, depth: number): Pattern {
  const found = new PatternReader(reading, span, depth).open();
  return found ?? { kind: 'unread' };
}

/** The names that a pattern binds, in order. */
export function capturedNames(pattern: Pattern): readonly string[] {
  switch (pattern.kind) {
    case 'capture':
    case 'star':
      return pattern.name === null ? [] : [pattern.name];
    case 'as':
      return [...capturedNames(pattern.pattern), pattern.name];
    case 'or':
      return [...new Set(pattern.alternatives.flatMap(capturedNames))];
    case 'sequence':
      return pattern.items.flatMap(capturedNames);
    case 'mapping':
      return [...pattern.values.flatMap(capturedNames), ...(pattern.rest === null ? [] : [pattern.rest])];
    case 'class':
      return [...pattern.positional, ...pattern.keywords.map((keyword) => keyword.pattern)].flatMap(
        capturedNames,
      );
    default:
      return [];
  }
}

interface Token extends Span {
  readonly text: string;
}

class PatternReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(
    readonly reading: Reading,
    span: Span,
    readonly depth: number,
  ) {
    this.#tokens = [...reading.text.slice(span.start, span.end).matchAll(TOKEN)]
      .filter(([text]) => !text.startsWith('#'))
      .map(({ 0: text, index }) => ({
        text,
        start: span.start + index,
        end: span.start + index + text.length,
      }));
  }

  /** A whole pattern, which may be a sequence without brackets; undefined where something is left over. */
  open(): Pattern | undefined {
    const items: Pattern[] = [];
    let isSequence = false;
    while (this.#at < this.#tokens.length) {
      const item = this.#item();
      if (!item) return undefined;
      items.push(item);
      isSequence ||= item.kind === 'star';
      if (!this.#take(',')) break;
      isSequence = true;
    }
    if (this.#at < this.#tokens.length) return undefined;
    return isSequence ? { kind: 'sequence', items } : items[0];
  }

  get #next(): string {
    return this.#tokens[this.#at]?.text ?? '';
  }

  #take(text: string): boolean {
    if (this.#next !== text) return false;
    this.#at++;
    return true;
  }

  #name(): string | undefined {
    const { text } = this.#tokens[this.#at] ?? { text: '' };
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(text)) return undefined;
    this.#at++;
    return text.normalize('NFKC');
  }

  /** One of a sequence: a pattern, or `*rest`. */
  #item(): Pattern | undefined {
    if (!this.#take('*')) return this.#as();
    const name = this.#name();
    return name === undefined ? undefined : { kind: 'star', name: name === '_' ? null : name };
  }

  #as(): Pattern | undefined {
    const pattern = this.#or();
    if (!pattern || !this.#take('as')) return pattern;
    const name = this.#name();
    return name === undefined ? undefined : { kind: 'as', pattern, name };
  }

  #or(): Pattern | undefined {
    const alternatives: Pattern[] = [];
    do {
      const one = this.#closed();
      if (!one) return undefined;
      alternatives.push(one);
    } while (this.#take('|'));
    return alternatives.length === 1 ? alternatives[0] : { kind: 'or', alternatives };
  }

  #closed(): Pattern | undefined {
    if (this.#take('[')) return this.#sequence(']');
    if (this.#take('(')) return this.#group();
    if (this.#take('{')) return this.#mapping();
    if (/^[\p{L}_]/u.test(this.#next) && !/["']$/.test(this.#next)) return this.#named();
    return this.#literal();
  }

  #sequence(close: string): Pattern | undefined {
    const items: Pattern[] = [];
    while (!this.#take(close)) {
      const item = this.#item();
      if (!item) return undefined;
      items.push(item);
      if (!this.#take(',') && this.#next !== close) return undefined;
    }
    return { kind: 'sequence', items };
  }

  /** `(pattern)` is that pattern; with a comma it is a sequence. */
  #group(): Pattern | undefined {
    const from = this.#at;
    const inner = this.#item();
    if (inner && inner.kind !== 'star' && this.#take(')')) return inner;
    this.#at = from;
    return this.#sequence(')');
  }

  #mapping(): Pattern | undefined {
    const keys: Expression[] = [];
    const values: Pattern[] = [];
    let rest: string | null = null;
    while (!this.#take('}')) {
      if (this.#next === '*' && this.#tokens[this.#at + 1]?.text === '*') {
        this.#at += 2;
        rest = this.#name() ?? null;
      } else {
        const key = /^[\p{L}_]/u.test(this.#next) ? this.#named() : this.#literal();
        if (key?.kind !== 'value' || !this.#take(':')) return undefined;
        const value = this.#as();
        if (!value) return undefined;
        keys.push(key.value);
        values.push(value);
      }
      if (!this.#take(',') && this.#next !== '}') return undefined;
    }
    return { kind: 'mapping', keys, values, rest };
  }

  /** A capture, `_`, a dotted name, a class, or a text with a prefix. */
  #named(): Pattern | undefined {
    const first = this.#at;
    if (/["']$/.test(this.#next)) return this.#literal();
    const name = this.#name();
    if (name === undefined) return undefined;
    while (this.#next === '.') {
      this.#at++;
      if (this.#name() === undefined) return undefined;
    }
    const isDotted = this.#at > first + 1;
    const value = (): Expression => this.#expression(first, this.#at);
    if (this.#next === '(') {
      const type = value();
      this.#at++;
      return this.#class(type);
    }
    if (isDotted || ['None', 'True', 'False'].includes(name)) return { kind: 'value', value: value() };
    return { kind: 'capture', name: name === '_' ? null : name };
  }

  #class(type: Expression): Pattern | undefined {
    const positional: Pattern[] = [];
    const keywords: { name: string; pattern: Pattern }[] = [];
    while (!this.#take(')')) {
      const isKeyword = this.#tokens[this.#at + 1]?.text === '=';
      const name = isKeyword ? this.#name() : undefined;
      if (name !== undefined) this.#at++;
      const pattern = this.#as();
      if (!pattern) return undefined;
      if (name === undefined) positional.push(pattern);
      else keywords.push({ name, pattern });
      if (!this.#take(',') && this.#next !== ')') return undefined;
    }
    return { kind: 'class', type, positional, keywords };
  }

  /** Numbers, with a sign or an imaginary part, and texts that stand side by side. */
  #literal(): Pattern | undefined {
    const first = this.#at;
    while (/^(?:[-+\d.]|.*["']$)/s.test(this.#next)) this.#at++;
    return this.#at === first ? undefined : { kind: 'value', value: this.#expression(first, this.#at) };
  }

  #expression(from: number, to: number): Expression {
    const { start } = this.#tokens[from]!;
    return this.reading.readers.readSlice(start, this.#tokens[to - 1]!.end, this.depth + 1);
  }
}
