/**
 * A pass over the characters before lezer reads the text. It knows brackets, strings,
 * comments and the starts of statements, and nothing more. It
 *  - finds large literals of numbers, so that lezer never sees them;
 *  - finds brackets and strings that are not closed, and closes them where the next statement
 *    starts, so that one of them does not swallow the rest of the file;
 *  - respells what is valid Python and not in lezer's grammar (`1.`, `with f() as self.x`,
 *    decorators that are any expression, `x[*index]`, `for a, *b in` of a comprehension, `lambda a, /`,
 *    `with (a as b, c as d)`, `print` as a plain name).
 * Over 400 lines because it is one function over one position: a split would hand its whole state around.
 */
import type { Span } from '../base/place';
import type { Respelling } from './respelling';
import { findStringEnd } from './string-end';
import type { SyntaxProblem } from './syntax';

/** A bracketed literal of numbers is read by hand from this many characters on. */
export const NUMERIC_BLOCK_LENGTH = 2_000;

/** Brackets nested deeper than this are not read; Python itself stops at 200. */
export const MAXIMUM_BRACKETS = 200;

/** A stretch that lezer sees as a placeholder, and that is read in another way. */
export interface Hole extends Span {
  /**
   * `block`: numbers read by hand; `expression`: read by itself; `unread`: numbers whose brackets do not match;
   * `body`: the body of a function, read when somebody asks for it (deferred-bodies.ts).
   */
  readonly kind: 'block' | 'expression' | 'unread' | 'body';
}

export interface Scan {
  /** In the order of the text, not overlapping. */
  readonly respellings: readonly Respelling[];
  /** By the offset at which the placeholder stands. */
  readonly holes: ReadonlyMap<number, Hole>;
  /** Offsets of `*` that lezer does not see: the expression after it is starred. */
  readonly stars: ReadonlySet<number>;
  /** Offsets of `/` in the parameters of a lambda, which lezer sees as a name. */
  readonly slashes: ReadonlySet<number>;
  /** Offsets of `await`, which lezer sees as a sign: its own `await` takes in `a + b` of `await a + b`. */
  readonly awaits: ReadonlySet<number>;
  /** The patterns of `case`, by where they start: lezer sees a name in their place. */
  readonly patterns: ReadonlyMap<number, Span>;
  /** What is wrong with the bracket, string or name that starts at an offset. */
  readonly damage: ReadonlyMap<number, string>;
  readonly problems: readonly SyntaxProblem[];
  readonly comments: readonly Span[];
  /** Where each line starts that is not the rest of the one before, white space left out. */
  readonly lines: readonly number[];
  /** Where each of these lines ends, with those that it goes on to, without a comment. */
  readonly lineEnds: readonly number[];
  /** Where a string starts that goes on to the end of the text without being closed; else the length of the text. */
  readonly readableEnd: number;
}

/** The words that are no names, without `True`, `False` and `None`. */
export const KEYWORDS: ReadonlySet<string> = new Set(
  (
    'and as assert async await break class continue def del elif else except finally for from global if import in is ' +
    'lambda nonlocal not or pass raise return try while with yield'
  ).split(' '),
);

/** A line inside brackets that starts with one of these shows that a bracket was not closed: none can go on an expression. */
const CERTAIN_STARTS =
  /(?:def|class|import|return|while|with|try|raise|del|assert|global|nonlocal|pass|break|continue|except|finally|elif)(?![\w=.,)\]}])|from[ \t]+[\w.]+[ \t]+import(?!\w)|async[ \t]+(?:def|with)(?!\w)/y;

/** What starts a statement that has a block after a colon. */
const COMPOUND: ReadonlySet<string> = new Set(
  'if elif else while for try except finally with def class'.split(' '),
);

/** Keywords that a colon may follow. */
const BARE_HEADERS: ReadonlySet<string> = new Set(['else', 'try', 'finally', 'except']);

const STATEMENT_START = /[\p{L}_@]/uy;
const PYTHON_NAME = /^[\p{XID_Start}_][\p{XID_Continue}]*$/u;
const SIMPLE_TARGET = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const SIMPLE_DECORATOR = /@[ \t]*[^\W\d]\w*(?:[ \t]*\.[ \t]*[^\W\d]\w*)*[ \t]*(?=[\r\n#(]|$)/y;
const PRINT_STATEMENT = /print[ \t]+(?:["'\w]|[rbufRBUF]{1,2}["'])/y;
const PREFIXED_NUMBER = /0[xXoObB]\w*/y;

const SPACE = 1;
const WORD = 2;
const DIGIT = 3;
const OPEN = 4;
const CLOSE = 5;
const QUOTE = 6;
const LINE_END = 7;
const CLASSES = new Uint8Array(128);
for (const [characters, kind] of [
  [' \t\f', SPACE],
  ['abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_', WORD],
  ['0123456789', DIGIT],
  ['([{', OPEN],
  [')]}', CLOSE],
  ['"\'', QUOTE],
  ['\r\n', LINE_END],
] as const) {
  for (const character of characters) CLASSES[character.charCodeAt(0)] = kind;
}

const CLOSER: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

interface OpenBracket {
  readonly at: number;
  readonly character: string;
  /** Whether it follows an operand: the arguments of a call, or a subscript. */
  readonly follows: boolean;
  /** Still only numbers, commas and brackets of such. */
  isNumeric: boolean;
  hasComma: boolean;
  /** How many blocks had been found when it opened. */
  readonly blocks: number;
  /** How many dots had been found when it opened. */
  readonly dots: number;
  /** Between the `for` and the `in` of a comprehension. */
  inTarget: boolean;
}

/** The statement that is being scanned. */
interface Head {
  start: number;
  indent: number;
  word: string;
  /** Bracket depth at which `as` of a `with` counts; 1 when its items stand in brackets. */
  withBracket: number;
  hasParenthesizedItems: boolean;
  itemTargetAt: number;
  lineEnds: Span[];
  inForIterable: boolean;
  decoratorAt: number;
  decoratorIsSimple: boolean;
  hasColon: boolean;
  /** Where the pattern of a `case` starts; -1 outside of one. */
  patternAt: number;
}

/** Scans `text`; never fails. Literals of numbers shorter than `blockLength` are left to lezer. */
export function scanText(text: string, blockLength: number = NUMERIC_BLOCK_LENGTH): Scan {
  const first = scanOnce(text, text.length + 1, blockLength);
  return first.firstUnclosed < 0 ? first : scanOnce(text, first.firstUnclosed, blockLength);
}

/**
 * One pass. From `suspectFrom` on, a line inside brackets that is not indented deeper than its statement
 * and begins with a name is taken for a new statement: valid Python may look so, which is why
 * only a text whose brackets do not close is scanned a second time, from the statement that does not close.
 */
function scanOnce(
  text: string,
  suspectFrom: number,
  blockLength: number,
): Scan & { readonly firstUnclosed: number } {
  const respellings: Respelling[] = [];
  const holes = new Map<number, Hole>();
  const stars = new Set<number>();
  const slashes = new Set<number>();
  const awaits = new Set<number>();
  const patterns = new Map<number, Span>();
  const damage = new Map<number, string>();
  const problems: SyntaxProblem[] = [];
  const comments: Span[] = [];
  const blocks: Span[] = [];
  /** Dots of numbers that lezer must see as `_`: offsets alone, as a large literal may have millions until it ends. */
  const dots: number[] = [];
  const lines: number[] = [];
  const lineEnds: number[] = [];
  const brackets: OpenBracket[] = [];
  const length = text.length;
  let firstUnclosed = -1;
  let readableEnd = length;
  let at = 0;
  let lineStart = 0;
  /** End of the last token that is not white space or a comment. */
  let tokenEnd = 0;
  /** Whether the last token ends an operand, so that a bracket after it is a call or a subscript. */
  let afterOperand = false;
  let lastSign = '';
  let lambdaDepth = -1;
  let atStart = true;
  let head: Head = newHead(0, 0);
  /** The widths of the blocks that are open, outermost first. */
  const indents: { readonly width: number; readonly isMatch: boolean }[] = [{ width: 0, isMatch: false }];
  let opensMatch = false;
  /** Whether the last line ended with the colon of a block. */
  let opensBlock = false;
  let afterSemicolon = false;

  const report = (start: number, end: number, message: string): void => {
    problems.push({ start, end, message });
  };
  const impure = (): void => {
    const top = brackets[brackets.length - 1];
    if (top) top.isNumeric = false;
  };

  /** Ends the target of `as` in a `with`, which lezer takes only where it is one name. */
  const endItemTarget = (end: number): void => {
    if (head.itemTargetAt < 0) return;
    const start = head.itemTargetAt;
    head.itemTargetAt = -1;
    const target = text.slice(start, end).trimEnd();
    if (target === '' || SIMPLE_TARGET.test(target)) return;
    holes.set(start, { kind: 'expression', start, end: start + target.length });
    dropRespellings(start, start + target.length);
    respellings.push({ start, end: start + target.length, text: '_'.repeat(target.length) });
  };
  /** Ends the pattern of a `case`: it stays unread, and lezer knows but a part of the patterns that there are. */
  const endPattern = (): void => {
    if (head.patternAt < 0) return;
    const start = head.patternAt;
    head.patternAt = -1;
    if (tokenEnd <= start) return;
    patterns.set(start, { start, end: tokenEnd });
    dropRespellings(start, tokenEnd);
    respellings.push({ start, end: tokenEnd, text: '_'.repeat(tokenEnd - start) });
  };
  const dropRespellings = (start: number, end: number): void => {
    for (let index = respellings.length - 1; index >= 0; index--) {
      const one = respellings[index]!;
      if (one.start >= start && one.end <= end) respellings.splice(index, 1);
      else if (one.end < start - 100_000) break;
    }
  };
  const endStatement = (): void => {
    endItemTarget(tokenEnd);
    if (head.decoratorAt >= 0 && !head.decoratorIsSimple) {
      let start = head.decoratorAt + 1;
      while (text[start] === ' ' || text[start] === '\t') start++;
      if (tokenEnd > start) {
        holes.set(start, { kind: 'expression', start, end: tokenEnd });
        dropRespellings(start, tokenEnd);
        respellings.push({ start, end: tokenEnd, text: '_'.repeat(tokenEnd - start) });
      }
    }
    if (COMPOUND.has(head.word) && !head.hasColon && !atStart) {
      const message = `':' is missing at the end of this line`;
      report(tokenEnd, tokenEnd, message);
      damage.set(tokenEnd, message);
      const needsOperand = !afterOperand && lastSign !== '' && !BARE_HEADERS.has(lastSign);
      respellings.push({ start: tokenEnd, end: tokenEnd, text: needsOperand ? ' _:' : ':' });
    }
    lineEnds[lines.length - 1] = tokenEnd;
    opensMatch = lastSign === ':' && head.word === 'match';
    opensBlock = lastSign === ':' || (COMPOUND.has(head.word) && !head.hasColon);
    afterSemicolon = lastSign === ';';
    atStart = true;
    lambdaDepth = -1;
    afterOperand = false;
    lastSign = '';
  };

  /** Closes every open bracket at the last token: the line that comes is a new statement. */
  const closeAll = (): void => {
    if (firstUnclosed < 0) firstUnclosed = head.start;
    let closers = '';
    const large = brackets.findIndex((open) => open.isNumeric && tokenEnd - open.at >= blockLength);
    for (let index = brackets.length - 1; index >= 0; index--) {
      const open = brackets[index]!;
      const message = `'${open.character}' is never closed`;
      if (large < 0 || index <= large) closers += CLOSER[open.character]!;
      damage.set(open.at, message);
      // One message for one mistake: the brackets around it are not closed for the same reason.
      if (index === brackets.length - 1) report(open.at, open.at + 1, message);
    }
    const literal = brackets[large];
    if (literal) {
      // Numbers without end must not reach lezer either.
      blocks.length = literal.blocks;
      dots.length = literal.dots;
      holes.set(literal.at, { kind: 'unread', start: literal.at, end: tokenEnd });
      respellings.push({ start: literal.at + 1, end: tokenEnd, text: '' });
    }
    // The colon at the end of a header belongs to the header, not into its open bracket.
    const isHeader = lastSign === ':' && COMPOUND.has(head.word) && !head.hasColon;
    const place = isHeader ? tokenEnd - 1 : tokenEnd;
    if (isHeader) head.hasColon = true;
    respellings.push({ start: place, end: place, text: closers });
    brackets.length = 0;
    endStatement();
  };

  if (text.charCodeAt(0) === 0xfeff) {
    // A byte order mark is no token of Python; an empty line in its place keeps the offsets and the indent.
    respellings.push({ start: 0, end: 1, text: '\n' });
    at = 1;
  }

  while (at < length) {
    const unit = text.charCodeAt(at);
    const kind = unit < 128 ? CLASSES[unit]! : WORD;

    if (kind === SPACE) {
      at++;
      continue;
    }

    if (unit > 127 && isForeignSpace(unit)) {
      const code = unit.toString(16).toUpperCase().padStart(4, '0');
      report(at, at + 1, `this space (U+${code}) is not white space of Python: replace it by a plain one`);
      respellings.push({ start: at, end: at + 1, text: ' ' });
      at++;
      continue;
    }

    if (kind === LINE_END) {
      const lineEnd = at;
      at += unit === 13 && text.charCodeAt(at + 1) === 10 ? 2 : 1;
      lineStart = at;
      if (brackets.length === 0) {
        if (!atStart) endStatement();
        afterSemicolon = false;
        continue;
      }
      if (head.withBracket >= 0 && brackets.length === 1) head.lineEnds.push({ start: lineEnd, end: at });
      let next = at;
      while (text[next] === ' ' || text[next] === '\t') next++;
      if (isWordStart(text, next) || text[next] === '@') {
        CERTAIN_STARTS.lastIndex = next;
        const isCertain = CERTAIN_STARTS.test(text);
        STATEMENT_START.lastIndex = next;
        const isSuspect =
          head.start >= suspectFrom &&
          (next - at <= head.indent || (lastSign === ':' && COMPOUND.has(head.word))) &&
          STATEMENT_START.test(text);
        if (isCertain || isSuspect) closeAll();
      }
      continue;
    }

    if (unit === 35) {
      const start = at;
      while (at < length && CLASSES[text.charCodeAt(at) & 127] !== LINE_END) at++;
      while (at < length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
      comments.push({ start, end: at });
      if (head.withBracket >= 0 && brackets.length === 1) head.lineEnds.push({ start, end: at });
      continue;
    }

    // A backslash joins the next line.
    if (unit === 92) {
      const next = text.charCodeAt(at + 1);
      if (next === 13 && text.charCodeAt(at + 2) === 10) {
        // Lezer takes a backslash and one unit of the line end; the other becomes white space.
        respellings.push({ start: at, end: at + 3, text: ' \\\n' });
        at += 3;
      } else at += next === 10 || next === 13 ? 2 : 1;
      continue;
    }

    if (atStart) {
      atStart = false;
      head = newHead(at, at - lineStart);
      if (!afterSemicolon) {
        lines.push(at);
        checkIndent();
      }
      if (unit === 59) report(at, at + 1, "found ';' where a statement was expected");
      if (unit === 64) {
        head.decoratorAt = at;
        SIMPLE_DECORATOR.lastIndex = at;
        head.decoratorIsSimple = SIMPLE_DECORATOR.test(text);
        at++;
        tokenEnd = at;
        lastSign = '@';
        continue;
      }
    }

    if (
      kind === DIGIT ||
      (unit === 46 && CLASSES[text.charCodeAt(at + 1) & 127] === DIGIT && !afterOperand)
    ) {
      const start = at;
      at = numberEnd(text, at);
      const top = brackets[brackets.length - 1];
      if (top?.isNumeric) {
        const last = text.charCodeAt(at - 1) | 32;
        const second = text.charCodeAt(start + 1) | 32;
        // Complex numbers and 0x… are left to lezer.
        if (last === 106 || (at - start > 2 && (second === 120 || second === 111 || second === 98))) {
          top.isNumeric = false;
        }
      }
      const dot = bareDot(text, start, at);
      if (dot >= 0) dots.push(dot);
      tokenEnd = at;
      afterOperand = true;
      lastSign = '';
      continue;
    }

    if (kind === QUOTE) {
      scanString(at, at);
      continue;
    }

    if (kind === WORD) {
      const start = at;
      let isAscii = true;
      for (; at < length; at++) {
        const one = text.charCodeAt(at);
        if (one > 127) {
          if (isForeignSpace(one)) break;
          isAscii = false;
        } else if (CLASSES[one] !== WORD && CLASSES[one] !== DIGIT) break;
      }
      const next = text.charCodeAt(at);
      if (
        at - start <= 2 &&
        (next === 34 || next === 39) &&
        /^(?:[rbuf]|rb|br|rf|fr)$/i.test(text.slice(start, at))
      ) {
        scanString(start, at);
        continue;
      }
      if (!isAscii) checkName(start, at);
      scanWord(start, at);
      tokenEnd = at;
      continue;
    }

    if (kind === OPEN) {
      if (head.decoratorAt >= 0 && brackets.length === 0 && text[at] !== '(') head.decoratorIsSimple = false;
      const isItems =
        head.word === 'with' && brackets.length === 0 && text[at] === '(' && lastSign === 'with';
      if (isItems) head.withBracket = at;
      if (brackets.length >= MAXIMUM_BRACKETS) {
        skipDeep();
        continue;
      }
      brackets.push({
        at,
        character: text[at]!,
        follows: afterOperand,
        isNumeric: unit !== 123 && !afterOperand,
        hasComma: false,
        blocks: blocks.length,
        dots: dots.length,
        inTarget: false,
      });
      lastSign = text[at]!;
      afterOperand = false;
      at++;
      tokenEnd = at;
      continue;
    }

    if (kind === CLOSE) {
      closeBracket(unit);
      continue;
    }

    scanSign(unit);
  }
  tokenEnd = Math.min(tokenEnd, length);
  if (brackets.length > 0) closeAll();
  else if (!atStart) endStatement();
  if (opensBlock) report(tokenEnd, tokenEnd, 'an indented block is missing at the end of the text');

  for (const dot of dots) respellings.push({ start: dot, end: dot + 1, text: '_' });
  for (const block of blocks) {
    holes.set(block.start, { kind: 'block', start: block.start, end: block.end });
    respellings.push({ start: block.start + 1, end: block.end - 1, text: '' });
  }
  return {
    respellings: orderedRespellings(respellings, blocks),
    holes,
    stars,
    slashes,
    awaits,
    patterns,
    damage,
    problems,
    comments,
    lines,
    lineEnds,
    readableEnd,
    firstUnclosed,
  };

  /** Lezer lets most wrong indents pass, so the blocks are counted here. */
  function checkIndent(): void {
    const width = indentOf(text, lineStart, at);
    const current = indents[indents.length - 1]!.width;
    if (width > current) {
      if (!opensBlock) report(at, at, 'this line is indented deeper than the block it stands in');
      indents.push({ width, isMatch: opensMatch });
      return;
    }
    if (opensBlock) report(at, at, 'an indented block is missing before this line');
    while (indents.length > 1 && indents[indents.length - 1]!.width > width) indents.pop();
    if (indents[indents.length - 1]!.width !== width) {
      report(at, at, "this line's indentation is that of no block around it");
      indents.push({ width, isMatch: false });
    }
  }

  function scanString(start: number, quoteAt: number): void {
    impure();
    const found = findStringEnd(text, start, quoteAt);
    respellings.push(...found.respellings);
    if (!found.isClosed) {
      damage.set(start, found.message);
      if (found.end === length) readableEnd = start;
      report(start, Math.min(found.end, start + 200), found.message);
      // What stands in a broken f-string could swallow the lines that follow.
      if (found.isFormat && found.end > start) {
        dropRespellings(start, found.end);
        respellings.push({ start, end: found.end, text: '_'.repeat(found.end - start) });
      }
    }
    at = Math.max(found.end, quoteAt + 1);
    tokenEnd = at;
    afterOperand = true;
    lastSign = '';
  }

  function checkName(start: number, end: number): void {
    const name = text.slice(start, end);
    if (PYTHON_NAME.test(name)) return;
    const wrong = [...name].find((character) => !/[\p{XID_Continue}_]/u.test(character)) ?? name.slice(0, 1);
    const code = (wrong.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const place = start + name.indexOf(wrong);
    const message = `'${wrong}' (U+${code}) is not a character of Python outside strings and comments`;
    damage.set(start, message);
    report(place, place + wrong.length, message);
  }

  function scanWord(start: number, end: number): void {
    const wordLength = end - start;
    const top = brackets[brackets.length - 1];
    const word = wordLength <= 8 ? text.slice(start, end) : '';
    if (start === head.start) {
      head.word = word;
      if (word === 'case' && indents[indents.length - 1]!.isMatch) {
        let next = end;
        while (text[next] === ' ' || text[next] === '\t') next++;
        if (!/[=:.,;)\]}]/.test(text[next] ?? ':')) head.patternAt = next;
      }
      if (word === 'print') {
        PRINT_STATEMENT.lastIndex = start;
        let next = end;
        while (text[next] === ' ' || text[next] === '\t') next++;
        PRINT_STATEMENT.lastIndex = start;
        const isStatement =
          PRINT_STATEMENT.test(text) &&
          !/^print[ \t]+(?:if|in|is|and|or|not)\b/.test(text.slice(start, next + 4));
        // Lezer takes `print` before anything but a bracket for the statement of Python 2.
        if (!isStatement) respellings.push({ start, end, text: 'prinT' });
      }
    } else if (head.word === 'async' && lastSign === 'async') head.word = word;
    if (top?.isNumeric && !(word === 'True' || word === 'False' || word === 'nan' || word === 'inf'))
      top.isNumeric = false;
    const isKeyword = KEYWORDS.has(word) && lastSign !== '.';
    if (isKeyword) {
      if (word === 'await') {
        awaits.add(start);
        respellings.push({ start, end, text: '~    ' });
      } else if (word === 'lambda') lambdaDepth = brackets.length;
      else if (word === 'if' && brackets.length === 0) endPattern();
      else if (word === 'for' && top) top.inTarget = true;
      else if (word === 'in') {
        if (top) top.inTarget = false;
        else if (head.word === 'for') head.inForIterable = true;
      } else if (word === 'as' && head.word === 'with') {
        if (brackets.length === 1 && brackets[0]!.at === head.withBracket) head.hasParenthesizedItems = true;
        if (brackets.length === 0 || (brackets.length === 1 && head.hasParenthesizedItems)) {
          let target = end;
          while (text[target] === ' ' || text[target] === '\t') target++;
          head.itemTargetAt = target;
        }
      }
      lastSign = word;
    } else lastSign = '';
    afterOperand = !isKeyword;
  }

  function scanSign(unit: number): void {
    const top = brackets[brackets.length - 1];
    const start = at;
    let sign = text[at]!;
    at++;
    if (unit === 44) {
      if (top) top.hasComma = true;
      if (brackets.length === (head.hasParenthesizedItems ? 1 : 0)) endItemTarget(start);
    } else if ((unit === 45 || unit === 43) && !afterOperand) {
      // A sign of a number.
    } else {
      if (top) top.isNumeric = false;
      if (unit === 42) {
        if (text[at] === '*') {
          sign = '**';
          at++;
        } else if (!afterOperand) scanStar(start, top);
      } else if (unit === 47 && lambdaDepth === brackets.length && lastSign === ',') {
        slashes.add(start);
        respellings.push({ start, end: at, text: '_' });
      } else if (unit === 58) {
        if (brackets.length === 0 && head.itemTargetAt >= 0) endItemTarget(start);
        if (brackets.length === 0) endPattern();
        if (lambdaDepth === brackets.length) {
          // Nor does lezer know a comma after the last parameter of a lambda.
          if (lastSign === ',') respellings.push({ start: tokenEnd - 1, end: tokenEnd, text: ' ' });
          lambdaDepth = -1;
        } else if (brackets.length === 0) head.hasColon = true;
        if (brackets.length === 0) head.inForIterable = false;
      } else if (unit === 59 && brackets.length === 0) {
        tokenEnd = at;
        lastSign = ';';
        endStatement();
        return;
      }
    }
    lastSign = sign;
    afterOperand =
      unit === 46 && text[at] === '.' ? false : unit === 46 && text[at - 2] === '.' && text[at - 3] === '.';
    tokenEnd = at;
  }

  /** A `*` before an operand, where lezer's grammar has none: in a subscript, a comprehension's target, a loop's list, an annotation. */
  function scanStar(start: number, top: OpenBracket | undefined): void {
    const inSubscript =
      top !== undefined && top.follows && top.character === '[' && (lastSign === '[' || lastSign === ',');
    const inTarget = top !== undefined && top.inTarget && (lastSign === 'for' || lastSign === ',');
    const inIterable = top === undefined && head.inForIterable && (lastSign === 'in' || lastSign === ',');
    const inAnnotation = top !== undefined && top.character === '(' && lastSign === ':';
    if (!inSubscript && !inTarget && !inIterable && !inAnnotation) return;
    stars.add(start);
    respellings.push({ start, end: start + 1, text: ' ' });
  }

  function closeBracket(unit: number): void {
    const closer = text[at]!;
    const top = brackets.pop();
    if (!top) {
      report(at, at + 1, `'${closer}' closes no bracket`);
      // Lezer would open a bracket before it, which swallows lines; a sign of no meaning is just an error.
      respellings.push({ start: at, end: at + 1, text: '$' });
      at++;
      tokenEnd = at;
      afterOperand = true;
      return;
    }
    const expected = CLOSER[top.character]!;
    if (closer !== expected) {
      const message = `'${closer}' does not close '${top.character}': '${expected}' was expected`;
      damage.set(top.at, message);
      respellings.push({ start: at, end: at + 1, text: expected });
      // A literal of numbers stays one, so that it does not reach lezer: its reader finds the same mistake.
      report(at, at + 1, message);
    }
    const isGroup =
      top.character === '[' ||
      top.hasComma ||
      text.slice(top.at + 1, Math.min(at, top.at + 80)).trim() === '';
    at++;
    const around = brackets[brackets.length - 1];
    if (!top.isNumeric || !isGroup) {
      if (around) around.isNumeric = false;
    } else if (at - top.at >= blockLength) {
      blocks.length = top.blocks;
      dots.length = top.dots;
      blocks.push({ start: top.at, end: at });
    }
    if (top.at === head.withBracket && brackets.length === 0) endItems(top);
    if (
      head.decoratorAt >= 0 &&
      brackets.length === 0 &&
      !/[ \t]*(?:[\r\n#]|$)/y.test(text.slice(at, at + 200))
    ) {
      head.decoratorIsSimple = false;
    }
    afterOperand = true;
    lastSign = '';
    tokenEnd = at;
    if (unit === 125) afterOperand = true;
  }

  /** `with (a as b, c as d):` loses its brackets and the line ends in them. */
  function endItems(top: OpenBracket): void {
    const lineEnds = head.lineEnds;
    head.lineEnds = [];
    head.withBracket = -1;
    if (!head.hasParenthesizedItems) return;
    endItemTarget(at - 1);
    head.hasParenthesizedItems = false;
    respellings.push({ start: top.at, end: top.at + 1, text: ' ' }, { start: at - 1, end: at, text: ' ' });
    for (const one of lineEnds) {
      if (one.start > top.at)
        respellings.push({ start: one.start, end: one.end, text: ' '.repeat(one.end - one.start) });
    }
  }

  /** Passes over brackets that are nested too deep, up to the one that closes them. */
  function skipDeep(): void {
    const start = at;
    let depth = 0;
    while (at < length) {
      const unit = text.charCodeAt(at);
      const kind = unit < 128 ? CLASSES[unit]! : WORD;
      if (kind === QUOTE) {
        at = Math.max(at + 1, findStringEnd(text, at, at).end);
        continue;
      }
      if (unit === 35) while (at < length && text.charCodeAt(at) !== 10) at++;
      if (kind === OPEN) depth++;
      else if (kind === CLOSE && --depth === 0) break;
      at++;
    }
    if (at >= length) {
      // Never closed: the lines that follow are not part of it.
      at = start;
      while (at < length && text.charCodeAt(at) !== 10 && text.charCodeAt(at) !== 13) at++;
      at--;
    }
    const end = Math.min(at + 1, length);
    const message = `brackets are nested deeper than ${MAXIMUM_BRACKETS} levels here`;
    impure();
    report(start, start + 1, message);
    damage.set(start, message);
    // After an operand it is a call or a subscript, and an attribute stands in its place; else a name.
    respellings.push({ start, end, text: afterOperand ? '._' : '_' });
    at = end;
    tokenEnd = at;
    afterOperand = true;
    lastSign = '';
  }
}

/** The columns of the white space that a line begins with, as Python counts them. */
export function indentOf(text: string, lineStart: number, end: number): number {
  let width = 0;
  for (let index = lineStart; index < end; index++) {
    const unit = text.charCodeAt(index);
    width = unit === 9 ? width + 8 - (width % 8) : unit === 12 || unit === 0xfeff ? 0 : width + 1;
  }
  return width;
}

function newHead(start: number, indent: number): Head {
  return {
    start,
    indent,
    word: '',
    withBracket: -1,
    hasParenthesizedItems: false,
    itemTargetAt: -1,
    lineEnds: [],
    inForIterable: false,
    decoratorAt: -1,
    decoratorIsSimple: true,
    hasColon: false,
    patternAt: -1,
  };
}

/** White space that pages and word processors write, and Python does not know. */
function isForeignSpace(unit: number): boolean {
  return (
    unit === 0xa0 ||
    (unit >= 0x2000 && unit <= 0x200b) ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}

/** The offset after the number that starts at `start`. */
function numberEnd(text: string, start: number): number {
  if (text.charCodeAt(start) === 48) {
    PREFIXED_NUMBER.lastIndex = start;
    if (PREFIXED_NUMBER.test(text)) return PREFIXED_NUMBER.lastIndex;
  }
  let at = start;
  const digits = (): void => {
    let unit = text.charCodeAt(at);
    while ((unit >= 48 && unit <= 57) || unit === 95) unit = text.charCodeAt(++at);
  };
  digits();
  if (text.charCodeAt(at) === 46) {
    at++;
    digits();
  }
  if ((text.charCodeAt(at) | 32) === 101) {
    const sign = text.charCodeAt(at + 1);
    const first = sign === 43 || sign === 45 ? at + 2 : at + 1;
    const unit = text.charCodeAt(first);
    if (unit >= 48 && unit <= 57) {
      at = first;
      digits();
    }
  }
  if ((text.charCodeAt(at) | 32) === 106) at++;
  return at;
}

function isWordStart(text: string, offset: number): boolean {
  const unit = text.charCodeAt(offset);
  return unit > 127 || (unit < 128 && CLASSES[unit] === WORD);
}

/**
 * Where the dot of a number stands that no digit follows; -1 without one. Lezer's grammar wants a digit
 * there, but takes `_` for one: `1.` becomes `1_`, `1.e5` `1_e5`.
 */
function bareDot(text: string, start: number, end: number): number {
  for (let at = start; at < end; at++) {
    if (text.charCodeAt(at) !== 46) continue;
    const next = at + 1 < end ? text.charCodeAt(at + 1) : 0;
    return next >= 48 && next <= 57 ? -1 : at;
  }
  return -1;
}

/** Sorted, without those that stand inside a stretch that lezer does not see at all. */
function orderedRespellings(respellings: Respelling[], blocks: readonly Span[]): Respelling[] {
  respellings.sort((one, other) => one.start - other.start || other.end - one.end);
  if (
    blocks.length === 0 &&
    respellings.every((one, index) => index === 0 || respellings[index - 1]!.end <= one.start)
  ) {
    return respellings;
  }
  const kept: Respelling[] = [];
  for (const one of respellings) {
    const last = kept[kept.length - 1];
    if (last === undefined || one.start >= last.end) kept.push(one);
  }
  return kept;
}
