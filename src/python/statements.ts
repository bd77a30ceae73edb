/** From a node of lezer to a statement of syntax.ts, and blocks of them. */
import { broken, readFor, readIf, readMatch, readTry, readWhile, readWith } from './compound-statements';
import { readClass, readDecorated, readFunction } from './definitions';
import { NONE } from './flat-tree';
import { readImport } from './import-statements';
import { isBinaryOperator } from './operators';
import { readAnnotation } from './parameters';
import { MAXIMUM_DEPTH, startOfLine, type Reading } from './reading';
import { NO_STOPS, readElements, readTuple } from './sequences';
import type { Expression, Statement } from './syntax';

/** Collects the statements of one block, putting what is broken into one statement a line. */
interface Block {
  readonly statements: Statement[];
  /** Decorators that lezer could not tie to a definition. */
  decorators: Expression[];
  /** Where the line ends on which something is broken; -1 when nothing is. */
  brokenUntil: number;
}

/** The statements among the siblings from `first` on. */
export function readBlock(reading: Reading, first: number, depth: number): Statement[] {
  const { tree } = reading;
  const block: Block = { statements: [], decorators: [], brokenUntil: -1 };
  for (let child = first; child !== NONE; child = tree.nextSibling(child)) {
    const name = tree.name(child);
    if (name === ':') continue;
    if (name === 'StatementGroup') {
      for (let part = tree.firstChild(child); part !== NONE; part = tree.nextSibling(part)) {
        if (tree.name(part) !== ';') addNode(reading, block, part, depth);
      }
    } else addNode(reading, block, child, depth);
  }
  flushDecorators(reading, block);
  return block.statements;
}

function addNode(reading: Reading, block: Block, node: number, depth: number): void {
  const { tree } = reading;
  if (tree.name(node) === '⚠') {
    breakLine(reading, block, node);
    return;
  }
  const statement = readStatement(reading, node, depth);
  if (reading.isDamaged && isSimple(statement)) {
    const next = reading.lineAfter(statement.start);
    if (next < statement.end) {
      // Lezer went on into the lines that follow: they are read again by themselves.
      const message =
        statement.kind === 'BrokenStatement' ? statement.message : 'this line is not a statement';
      const end = reading.text.slice(statement.start, next).trimEnd().length + statement.start;
      const rest = reading.readers.readLines(startOfLine(reading.text, next), tree.end(node), depth + 1);
      addStatement(reading, block, broken(statement.start, end, message));
      for (const one of rest) addStatement(reading, block, one);
      return;
    }
  }
  if (block.decorators.length > 0) {
    if (statement.kind === 'FunctionDef' || statement.kind === 'ClassDef') {
      const decorators = [...block.decorators, ...statement.decorators];
      block.decorators = [];
      block.statements.push({ ...statement, decorators });
      return;
    }
    flushDecorators(reading, block);
  }
  addStatement(reading, block, statement);
}

function addStatement(reading: Reading, block: Block, statement: Statement): void {
  const last = block.statements[block.statements.length - 1];
  if (statement.start < block.brokenUntil && last?.kind === 'BrokenStatement' && isSimple(statement)) {
    block.statements[block.statements.length - 1] = { ...last, end: Math.max(last.end, statement.end) };
    return;
  }
  block.statements.push(statement);
  if (statement.kind === 'BrokenStatement') block.brokenUntil = endOfLine(reading.text, statement.end);
}

/** Turns the simple statements that share a line with an error between statements into one that is broken. */
function breakLine(reading: Reading, block: Block, error: number): void {
  const { text } = reading;
  let { start, end } = reading.span(error);
  const last = block.statements[block.statements.length - 1];
  const followsStatement =
    last !== undefined && last.end <= start && !/[\r\n]/.test(text.slice(last.end, start));
  const isGap = text.slice(start, end).trim() === '';
  if (isGap && !followsStatement) {
    // A place where lezer only broke off: its trees may not grow too long. Wrong indents are found by the scan.
    reading.forgiven.add(error);
    return;
  }
  const message = reading.describe(error);
  if (followsStatement && isSimple(last)) {
    block.statements.pop();
    start = last.start;
    end = Math.max(end, last.end);
  } else if (isGap) return;
  block.statements.push({ kind: 'BrokenStatement', start, end, message });
  block.brokenUntil = endOfLine(text, end);
}

function endOfLine(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

function flushDecorators(reading: Reading, block: Block): void {
  for (const decorator of block.decorators) {
    const message = 'a function or a class must follow a decorator';
    reading.problems.push({ start: decorator.start, end: decorator.end, message });
    block.statements.push({ kind: 'BrokenStatement', start: decorator.start, end: decorator.end, message });
  }
  block.decorators = [];
}

function isSimple(statement: Statement): boolean {
  switch (statement.kind) {
    case 'FunctionDef':
    case 'ClassDef':
    case 'For':
    case 'While':
    case 'If':
    case 'With':
    case 'Match':
    case 'Try':
      return false;
    default:
      return true;
  }
}

/** Reads the statement at `node`. A simple one that is wrong itself is broken; a compound one keeps its body. */
function readStatement(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  if (depth > MAXIMUM_DEPTH) {
    const message = `statements are nested deeper than ${MAXIMUM_DEPTH} levels here`;
    reading.problems.push({ start, end: start, message });
    return broken(start, end, message);
  }
  switch (tree.name(node)) {
    case 'IfStatement':
      return readIf(reading, node, depth);
    case 'WhileStatement':
      return readWhile(reading, node, depth);
    case 'ForStatement':
      return readFor(reading, node, depth);
    case 'TryStatement':
      return readTry(reading, node, depth);
    case 'WithStatement':
      return readWith(reading, node, depth);
    case 'MatchStatement':
      return readMatch(reading, node, depth);
    case 'FunctionDefinition':
      return readFunction(reading, node, [], depth);
    case 'ClassDefinition':
      return readClass(reading, node, [], depth);
    case 'DecoratedStatement':
      return readDecorated(reading, node, depth);
    case 'YieldStatement': {
      const value = readExpressionYield(reading, node, depth);
      if (value.kind === 'Broken') return broken(start, end, value.message);
      return { kind: 'ExpressionStatement', start, end: value.end, value };
    }
    default: {
      const damage = reading.damageIn(node);
      if (damage !== null) return broken(start, end, damage);
      return readSimple(reading, node, depth);
    }
  }
}

function readSimple(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const first = tree.firstChild(node);
  const rest = first === NONE ? NONE : tree.nextSibling(first);
  switch (tree.name(node)) {
    case 'ExpressionStatement': {
      const value = readTuple(reading, first, NO_STOPS, depth);
      if (value === null) break;
      return { kind: 'ExpressionStatement', start, end, value };
    }
    case 'AssignStatement':
      return readAssign(reading, node, depth);
    case 'UpdateStatement': {
      const operator = reading.children(node).find((child) => tree.name(child) === 'UpdateOp');
      if (operator === undefined) break;
      const sign = reading.slice(operator).slice(0, -1);
      const value = readTuple(reading, tree.nextSibling(operator), NO_STOPS, depth);
      if (!isBinaryOperator(sign) || value === null) break;
      return {
        kind: 'AugAssign',
        start,
        end,
        target: reading.expression(first, depth + 1),
        operator: sign,
        value,
      };
    }
    case 'DeleteStatement': {
      const targets = readElements(reading, rest, depth);
      return { kind: 'Delete', start, end, targets };
    }
    case 'PassStatement':
      return { kind: 'Pass', start, end };
    case 'BreakStatement':
      return { kind: 'Break', start, end };
    case 'ContinueStatement':
      return { kind: 'Continue', start, end };
    case 'ReturnStatement': {
      const value = rest === NONE ? null : readTuple(reading, rest, NO_STOPS, depth);
      return { kind: 'Return', start, end, value };
    }
    case 'PrintStatement': {
      const message = 'this is the print statement of Python 2: write print(…)';
      reading.problems.push({ start, end, message });
      return broken(start, end, message);
    }
    case 'RaiseStatement': {
      const parts = reading.children(node).slice(1);
      const from = parts.findIndex((part) => tree.name(part) === 'from');
      const exception = parts[0];
      const cause = from < 0 ? undefined : parts[from + 1];
      return {
        kind: 'Raise',
        start,
        end,
        exception: exception === undefined ? null : reading.expression(exception, depth + 1),
        cause: cause === undefined ? null : reading.expression(cause, depth + 1),
      };
    }
    case 'AssertStatement': {
      const [test, message] = readElements(reading, rest, depth);
      if (test === undefined) break;
      return { kind: 'Assert', start, end, test, message: message ?? null };
    }
    case 'ImportStatement':
      return readImport(reading, node);
    case 'ScopeStatement': {
      const names = reading
        .children(node)
        .filter((child) => tree.name(child) === 'VariableName')
        .map((child) => reading.identifier(child));
      return { kind: tree.name(first) === 'global' ? 'Global' : 'Nonlocal', start, end, names };
    }
    case 'TypeDefinition': {
      const name = reading.children(node).find((child) => tree.name(child) === 'VariableName');
      if (name === undefined) break;
      return { kind: 'TypeAlias', start, end, name: reading.identifier(name) };
    }
    default:
  }
  const message = `'${reading
    .slice(node)
    .split(/[\r\n]/, 1)[0]!
    .slice(0, 40)}' is not a statement`;
  reading.problems.push({ start, end, message });
  return broken(start, end, message);
}

/** A `yield` that is a statement has the children of a YieldExpression. */
function readExpressionYield(reading: Reading, node: number, depth: number): Expression {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const [keyword, second, third] = reading.children(node);
  if (second !== undefined && tree.name(second) === '⚠' && tree.start(second) === tree.end(second)) {
    // A `yield` without a value is valid, and not in lezer's grammar.
    reading.forgiven.add(second);
    return {
      kind: 'Yield',
      start,
      end: keyword === undefined ? end : tree.end(keyword),
      value: null,
      isFrom: false,
    };
  }
  const damage = reading.damageIn(node);
  if (damage !== null) return reading.broken(start, end, damage);
  const isFrom = second !== undefined && tree.name(second) === 'from';
  const first = isFrom ? third : second;
  const value = first === undefined ? null : readTuple(reading, first, NO_STOPS, depth + 1);
  return { kind: 'Yield', start, end, value, isFrom };
}

const AFTER_TARGET: ReadonlySet<string> = new Set(['AssignOp', 'TypeDef']);

function readAssign(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const children = reading.children(node);
  const parts: Expression[] = [];
  let annotation: Expression | null = null;
  let first = 0;
  for (let index = 0; index <= children.length; index++) {
    const name = index < children.length ? tree.name(children[index]!) : 'AssignOp';
    if (!AFTER_TARGET.has(name)) continue;
    if (index > first) {
      const part = readTuple(reading, children[first]!, AFTER_TARGET, depth);
      if (part) parts.push(part);
    }
    if (name === 'TypeDef') annotation = readAnnotation(reading, children[index]!, depth);
    first = index + 1;
  }
  const target = parts[0];
  const value = parts[parts.length - 1];
  if (target === undefined || value === undefined)
    return broken(start, end, 'the target or the value is missing');
  if (annotation)
    return { kind: 'AnnAssign', start, end, target, annotation, value: parts.length > 1 ? value : null };
  return { kind: 'Assign', start, end, targets: parts.slice(0, -1), value };
}
