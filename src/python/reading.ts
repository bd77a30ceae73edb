/** What the readers of statements and expressions share: the text, lezer's tree of it, and what the scan found. */
import type { Span } from '../base/place';
import type { FlatTree } from './flat-tree';
import { NONE } from './flat-tree';
import type { Scan } from './scan';
import type { Broken, Expression, Statement, SyntaxProblem } from './syntax';

/** Expressions and statements nested deeper than this are not read: whoever walks the tree may recurse. */
export const MAXIMUM_DEPTH = 400;

/** How the parts of the tree are read. The readers of statements and expressions need one another, and find one another here. */
export interface Readers {
  readonly readExpression: (reading: Reading, node: number, depth: number) => Expression;
  readonly readBlock: (reading: Reading, first: number, depth: number) => Statement[];
  /**
   * Reads `start..end` of the same text as one expression in brackets, for what stands where lezer's
   * grammar has no expression; `blockLength` is that of scanText.
   */
  readonly readSlice: (start: number, end: number, depth: number, blockLength?: number) => Expression;
  /** Reads `start..end` of the same text as lines of their own. */
  readonly readLines: (start: number, end: number, depth: number) => readonly Statement[];
  /** Reads `start..end` of the same text as the block of a function, where the text around it fits. */
  readonly readBodyLater: (start: number, end: number, depth: number) => readonly Statement[];
}

export class Reading {
  /** Nodes of `tree.errors` that are valid Python after all. */
  readonly forgiven = new Set<number>();
  /** Found while reading; the errors of the tree and of the scan come on top. */
  readonly problems: SyntaxProblem[] = [];
  /** Whether any node can be wrong, so that the children of every node need a look. */
  readonly isDamaged: boolean;

  constructor(
    readonly text: string,
    readonly tree: FlatTree,
    readonly scan: Scan,
    readonly readers: Readers,
  ) {
    this.isDamaged = tree.errors.length > 0 || scan.damage.size > 0;
  }

  /** Reads the node as an expression. */
  expression(node: number, depth: number): Expression {
    return this.readers.readExpression(this, node, depth);
  }

  /** Reads the siblings from `first` on as the statements of a block. */
  block(first: number, depth: number): Statement[] {
    return this.readers.readBlock(this, first, depth);
  }

  slice(node: number): string {
    return this.text.slice(this.tree.start(node), this.tree.end(node));
  }

  /** A name as Python compares names: characters that only look different are the same. */
  identifier(node: number): string {
    const name = this.slice(node);
    return /^\p{ASCII}*$/u.test(name) ? name : name.normalize('NFKC');
  }

  span(node: number): Span {
    return { start: this.tree.start(node), end: this.tree.end(node) };
  }

  /** Where the first line starts after `offset` that is not the rest of another; the end of the text when there is none. */
  lineAfter(offset: number): number {
    const { lines } = this.scan;
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (lines[middle]! > offset) high = middle;
      else low = middle + 1;
    }
    return lines[low] ?? this.text.length;
  }

  children(node: number): number[] {
    const found: number[] = [];
    for (let child = this.tree.firstChild(node); child !== NONE; child = this.tree.nextSibling(child)) {
      found.push(child);
    }
    return found;
  }

  /** Whether lezer's error `node` stands and was not forgiven. */
  isError(node: number): boolean {
    return this.tree.name(node) === '⚠' && !this.forgiven.has(node);
  }

  /** What is wrong directly under `node`: a child that is an error, or that starts at a damaged place. */
  damageIn(node: number): string | null {
    if (!this.isDamaged) return null;
    const { tree, scan } = this;
    for (let child = tree.firstChild(node); child !== NONE; child = tree.nextSibling(child)) {
      if (this.isError(child)) return this.describe(child);
      const name = tree.name(child);
      if (name === '(' || name === '[' || name === '{') {
        const damage = scan.damage.get(tree.start(child));
        if (damage !== undefined) return damage;
      }
    }
    return null;
  }

  broken(start: number, end: number, message: string): Broken {
    return { kind: 'Broken', start, end: Math.max(start, end), message };
  }

  /** Says what stands where lezer met an error. */
  describe(error: number): string {
    const { text, tree } = this;
    const start = tree.start(error);
    const found = text.slice(start, tree.end(error)).trim();
    if (found !== '') return `'${shorten(found)}' does not fit here`;
    let at = start;
    while (text[at] === ' ' || text[at] === '\t') at++;
    const rest = /^(?:[\p{L}\p{N}_]+|[^\s])?/u.exec(text.slice(at, at + 60))?.[0] ?? '';
    if (rest === '' || rest === '#') return 'the line ends where something more is expected';
    const lineStart = startOfLine(text, at);
    if (text.slice(lineStart, at).trim() === '' && at > lineStart) {
      return `this line's indentation fits no block (found '${shorten(rest)}')`;
    }
    return `something is missing before '${shorten(rest)}'`;
  }
}

/** The offset at which the line of `offset` starts. */
export function startOfLine(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && text.charCodeAt(at - 1) !== 10 && text.charCodeAt(at - 1) !== 13) at--;
  return at;
}

function shorten(text: string): string {
  const line = text.split(/[\r\n]/, 1)[0] ?? '';
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
