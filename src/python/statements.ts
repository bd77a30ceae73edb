/** From lezer's nodes to the statements of syntax.ts. Past 400 lines, because statements hold one another. */
import { NONE } from './flat-tree';
import {
  isBinaryOperator,
  NO_STOPS,
  readAnnotation,
  readArguments,
  readElements,
  readExpression,
  readParameters,
  readTuple,
} from './expressions';
import { MAXIMUM_DEPTH, startOfLine, type Reading } from './reading';
import type { Expression, If, ImportAlias, Match, Parameters, Statement, Try, With } from './syntax';

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
      const rest = reading.readLines(startOfLine(reading.text, next), tree.end(node), depth + 1);
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

function broken(start: number, end: number, message: string): Statement {
  return { kind: 'BrokenStatement', start, end, message };
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
        target: readExpression(reading, first, depth + 1),
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
        exception: exception === undefined ? null : readExpression(reading, exception, depth + 1),
        cause: cause === undefined ? null : readExpression(reading, cause, depth + 1),
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

// -------------------------------------------------------------------- imports

function readImport(reading: Reading, node: number): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const children = reading.children(node).filter((child) => !['(', ')'].includes(tree.name(child)));
  const isFrom = tree.name(children[0]!) === 'from';
  let index = 1;
  let level = 0;
  let module = '';
  if (isFrom) {
    for (; index < children.length && tree.name(children[index]!) !== 'import'; index++) {
      const child = children[index]!;
      const name = tree.name(child);
      if (name === 'Ellipsis') level += 3;
      else if (name === '.') {
        if (module === '') level++;
        else module += '.';
      } else module += reading.identifier(child);
    }
    index++;
  }
  const names: ImportAlias[] = [];
  let from = -1;
  let to = -1;
  let name = '';
  let alias: string | null = null;
  const flush = (): void => {
    if (name !== '') names.push({ start: from, end: to, name, alias });
    from = -1;
    name = '';
    alias = null;
  };
  let inAlias = false;
  for (; index < children.length; index++) {
    const child = children[index]!;
    const type = tree.name(child);
    if (type === ',') {
      flush();
      inAlias = false;
      continue;
    }
    if (type === 'as') {
      inAlias = true;
      continue;
    }
    if (from < 0) from = tree.start(child);
    to = tree.end(child);
    if (inAlias) alias = reading.identifier(child);
    else name += reading.identifier(child);
  }
  flush();
  return isFrom
    ? { kind: 'ImportFrom', start, end, module, level, names }
    : { kind: 'Import', start, end, names };
}

// -------------------------------------------------------- compound statements

interface Clause {
  readonly keyword: string;
  readonly keywordNode: number;
  /** What stands between the keyword and the body. */
  readonly header: readonly number[];
  readonly body: number;
}

const CLAUSE_KEYWORDS: ReadonlySet<string> = new Set([
  'if',
  'elif',
  'else',
  'while',
  'for',
  'try',
  'except',
  'finally',
  'with',
]);

/** The clauses of a compound statement: `if … :` body, `elif … :` body, `else:` body. */
function readClauses(reading: Reading, node: number): Clause[] {
  const { tree } = reading;
  const clauses: Clause[] = [];
  let keywordNode = NONE;
  let header: number[] = [];
  for (const child of reading.children(node)) {
    const name = tree.name(child);
    if (name === 'Body') {
      if (keywordNode !== NONE)
        clauses.push({ keyword: tree.name(keywordNode), keywordNode, header, body: child });
      keywordNode = NONE;
      header = [];
    } else if (keywordNode === NONE && CLAUSE_KEYWORDS.has(name)) keywordNode = child;
    else if (name !== 'async' || keywordNode !== NONE) header.push(child);
  }
  if (keywordNode !== NONE)
    clauses.push({ keyword: tree.name(keywordNode), keywordNode, header, body: NONE });
  return clauses;
}

function readBody(reading: Reading, body: number, depth: number): Statement[] {
  return body === NONE ? [] : readBlock(reading, reading.tree.firstChild(body), depth + 1);
}

/** The one expression of a header; Broken where there is none or something is wrong beside it. */
function readTest(reading: Reading, clause: Clause, depth: number): Expression {
  const { tree } = reading;
  const end = tree.end(clause.keywordNode);
  const test = clause.header[0];
  for (const node of clause.header) {
    if (reading.isError(node)) {
      const last = clause.header[clause.header.length - 1]!;
      return reading.broken(
        test === undefined ? end : tree.start(test),
        tree.end(last),
        reading.describe(node),
      );
    }
  }
  if (test === undefined)
    return reading.broken(end, end, `an expression is missing after '${clause.keyword}'`);
  return readExpression(reading, test, depth + 1);
}

/** Where a compound statement ends: at the end of its last inner statement, without the line end. */
function endOf(bodies: readonly (readonly Statement[])[], otherwise: number): number {
  for (let index = bodies.length - 1; index >= 0; index--) {
    const body = bodies[index]!;
    const last = body[body.length - 1];
    if (last) return last.end;
  }
  return otherwise;
}

/** A header without a body: the header is broken, and lezer gives what would be the body as the statements after it. */
function brokenHeader(reading: Reading, node: number): Statement {
  const { start, end } = reading.span(node);
  const message = reading.damageIn(node) ?? 'a block is missing after this line';
  if (!reading.isDamaged || reading.damageIn(node) === null) reading.problems.push({ start, end, message });
  const text = reading.text.slice(start, end).trimEnd();
  return broken(start, start + text.length, message);
}

function readIf(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const clauses = readClauses(reading, node);
  const first = clauses[0];
  if (!first || first.body === NONE) return brokenHeader(reading, node);
  let orElse: readonly Statement[] = [];
  let statement: If | null = null;
  for (let index = clauses.length - 1; index >= 0; index--) {
    const clause = clauses[index]!;
    const body = readBody(reading, clause.body, depth);
    if (clause.keyword === 'else') {
      orElse = body;
      continue;
    }
    if (depth + index > MAXIMUM_DEPTH) {
      // Each 'elif' is one level: those beyond the bound are not read.
      const start = tree.start(clause.keywordNode);
      const message = `statements are nested deeper than ${MAXIMUM_DEPTH} levels here`;
      orElse = [broken(start, endOf([body, orElse], start), message)];
      if (depth + index === MAXIMUM_DEPTH + 1) reading.problems.push({ start, end: start + 4, message });
      continue;
    }
    const start = index === 0 ? tree.start(node) : tree.start(clause.keywordNode);
    const test = readTest(reading, clause, depth + index);
    statement = { kind: 'If', start, end: endOf([body, orElse], tree.end(node)), test, body, orElse };
    orElse = [statement];
  }
  return statement ?? brokenHeader(reading, node);
}

function readWhile(reading: Reading, node: number, depth: number): Statement {
  const { start, end } = reading.span(node);
  const [loop, otherwise] = readClauses(reading, node);
  if (!loop || loop.body === NONE) return brokenHeader(reading, node);
  const test = readTest(reading, loop, depth);
  const body = readBody(reading, loop.body, depth);
  const orElse = readBody(reading, otherwise?.body ?? NONE, depth);
  return { kind: 'While', start, end: endOf([body, orElse], end), test, body, orElse };
}

const IN: ReadonlySet<string> = new Set(['in']);
const BODY: ReadonlySet<string> = new Set(['Body']);

function readFor(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const [loop, otherwise] = readClauses(reading, node);
  if (!loop || loop.body === NONE) return brokenHeader(reading, node);
  const error = loop.header.find((child) => reading.isError(child));
  const from = tree.end(loop.keywordNode);
  const gap = (message: string): Expression => reading.broken(from, from, message);
  const inNode = loop.header.find((child) => tree.name(child) === 'in');
  const first = loop.header[0];
  let target: Expression | null = null;
  let iterable: Expression | null = null;
  if (error === undefined && first !== undefined && inNode !== undefined) {
    target = readTuple(reading, first, IN, depth + 1);
    iterable = readTuple(reading, tree.nextSibling(inNode), BODY, depth + 1);
  }
  const message = error === undefined ? "this loop is not 'for … in …:'" : reading.describe(error);
  const body = readBody(reading, loop.body, depth);
  const orElse = readBody(reading, otherwise?.body ?? NONE, depth);
  return {
    kind: 'For',
    start,
    end: endOf([body, orElse], end),
    target: target ?? gap(message),
    iterable: iterable ?? gap(message),
    body,
    orElse,
    isAsync: tree.name(tree.firstChild(node)) === 'async',
  };
}

function readTry(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const clauses = readClauses(reading, node);
  let body: readonly Statement[] = [];
  let orElse: readonly Statement[] = [];
  let finalBody: readonly Statement[] = [];
  const handlers: Try['handlers'][number][] = [];
  if (clauses.length === 0 || clauses[0]!.body === NONE) return brokenHeader(reading, node);
  for (const clause of clauses) {
    const inner = readBody(reading, clause.body, depth);
    if (clause.keyword === 'try') body = inner;
    else if (clause.keyword === 'else') orElse = inner;
    else if (clause.keyword === 'finally') finalBody = inner;
    else {
      const header = clause.header.filter((child) => tree.name(child) !== '*' || child !== clause.header[0]);
      const as = header.findIndex((child) => tree.name(child) === 'as');
      const nameNode = as < 0 ? undefined : header[as + 1];
      const first = header[0];
      const type = first === undefined ? null : readTuple(reading, first, AS_OR_BODY, depth + 1);
      handlers.push({
        type,
        name: nameNode === undefined ? null : reading.identifier(nameNode),
        body: inner,
      });
    }
  }
  if (handlers.length === 0 && finalBody.length === 0) {
    const message = "'except' or 'finally' is missing after this 'try'";
    reading.problems.push({ start, end: start + 3, message });
  }
  const bodies = [body, ...handlers.map((handler) => handler.body), orElse, finalBody];
  return { kind: 'Try', start, end: endOf(bodies, end), body, handlers, orElse, finalBody };
}

const AS_OR_BODY: ReadonlySet<string> = new Set(['as', 'Body']);

function readWith(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const [clause] = readClauses(reading, node);
  if (!clause || clause.body === NONE) return brokenHeader(reading, node);
  const items: With['items'][number][] = [];
  const error = clause.header.find((child) => reading.isError(child));
  if (error !== undefined) {
    const from = tree.end(clause.keywordNode);
    items.push({ context: reading.broken(from, from, reading.describe(error)), target: null });
  } else {
    for (let index = 0; index < clause.header.length; index++) {
      const context = clause.header[index]!;
      if (tree.name(context) === ',') continue;
      let target: Expression | null = null;
      const as = clause.header[index + 1];
      const name = clause.header[index + 2];
      if (as !== undefined && tree.name(as) === 'as' && name !== undefined) {
        target = readExpression(reading, name, depth + 1);
        index += 2;
      }
      if (target === null && clause.header.length === 1 && tree.name(context) === 'TupleExpression') {
        // `with (a, b):` enters a and b.
        for (const element of readElements(reading, tree.firstChild(context), depth + 1)) {
          items.push({ context: element, target: null });
        }
      } else items.push({ context: readExpression(reading, context, depth + 1), target });
    }
  }
  const body = readBody(reading, clause.body, depth);
  return {
    kind: 'With',
    start,
    end: endOf([body], end),
    items,
    body,
    isAsync: tree.name(tree.firstChild(node)) === 'async',
  };
}

function readMatch(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const children = reading.children(node);
  const keyword = children[0];
  const list = children.find((child) => tree.name(child) === 'MatchBody');
  if (keyword === undefined || list === undefined) return brokenHeader(reading, node);
  const header = children.slice(1, children.indexOf(list));
  let subject: Expression;
  if (header.length === 1 && !reading.isError(header[0]!))
    subject = readExpression(reading, header[0]!, depth + 1);
  else {
    // Lezer knows one expression here; Python also takes `match a, b:` and `match (yield):`.
    const from = tree.end(keyword);
    for (const child of header) if (tree.name(child) === '⚠') reading.forgiven.add(child);
    subject = reading.readSlice(from, tree.start(list), depth + 1);
  }
  const cases: Match['cases'][number][] = [];
  for (const clause of reading.children(list)) {
    if (tree.name(clause) !== 'MatchClause') continue;
    const parts = reading.children(clause);
    const first = parts[1];
    const at = first === undefined ? tree.end(clause) : tree.start(first);
    const pattern = reading.scan.patterns.get(at) ?? {
      start: at,
      end: first === undefined ? at : tree.end(first),
    };
    const names = capturedNames(reading.text.slice(pattern.start, pattern.end));
    const guard = parts.find((part) => tree.name(part) === 'Guard');
    const test = guard === undefined ? undefined : reading.children(guard)[1];
    const body = parts.find((part) => tree.name(part) === 'Body') ?? NONE;
    cases.push({
      pattern,
      names,
      guard: test === undefined ? null : readExpression(reading, test, depth + 1),
      body: readBody(reading, body, depth),
    });
  }
  const bodies = cases.map((one) => one.body);
  return { kind: 'Match', start, end: endOf(bodies, end), subject, cases };
}

const PATTERN_TOKEN =
  /#[^\r\n]*|(?:\b[rbuRBU]{1,2})?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|[\p{L}_][\p{L}\p{N}_]*|\d[\w.]*|[^\s]/gu;
const NO_CAPTURES: ReadonlySet<string> = new Set(['_', 'None', 'True', 'False', 'as']);

/** The names that the text of a pattern binds: those that are no class, no keyword, and no part of a dotted name. */
function capturedNames(pattern: string): readonly string[] {
  const tokens = [...pattern.matchAll(PATTERN_TOKEN)]
    .map(([token]) => token)
    .filter((token) => !token.startsWith('#'));
  const names: string[] = [];
  tokens.forEach((token, index) => {
    if (!/^[\p{L}_]/u.test(token) || /["']$/.test(token) || NO_CAPTURES.has(token)) return;
    if (['.', '(', '='].includes(tokens[index + 1] ?? '') || tokens[index - 1] === '.') return;
    const name = token.normalize('NFKC');
    if (!names.includes(name)) names.push(name);
  });
  return names;
}

// ----------------------------------------------------------------- definitions

function readDecorated(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const decorators: Expression[] = [];
  let definition = NONE;
  for (const child of reading.children(node)) {
    const name = tree.name(child);
    if (name === 'Decorator') decorators.push(readDecorator(reading, child, depth));
    else if (name === 'FunctionDefinition' || name === 'ClassDefinition') definition = child;
  }
  if (definition === NONE) return brokenHeader(reading, node);
  return tree.name(definition) === 'FunctionDefinition'
    ? readFunction(reading, definition, decorators, depth)
    : readClass(reading, definition, decorators, depth);
}

/** Lezer gives a decorator as names and dots and arguments side by side. */
function readDecorator(reading: Reading, node: number, depth: number): Expression {
  const { tree } = reading;
  const damage = reading.damageIn(node);
  if (damage !== null) return reading.broken(tree.start(node), tree.end(node), damage);
  let value: Expression | null = null;
  for (let child = tree.firstChild(node); child !== NONE; child = tree.nextSibling(child)) {
    const name = tree.name(child);
    if (name === 'VariableName') {
      value =
        value === null
          ? readExpression(reading, child, depth + 1)
          : {
              kind: 'Attribute',
              start: value.start,
              end: tree.end(child),
              value,
              attribute: reading.identifier(child),
              attributeSpan: reading.span(child),
            };
    } else if (name === 'ArgList' && value !== null) {
      const wrong = reading.damageIn(child);
      const end = tree.end(child);
      if (wrong !== null) return reading.broken(value.start, end, wrong);
      value = { kind: 'Call', start: value.start, end, func: value, ...readArguments(reading, child, depth) };
    }
  }
  return value ?? reading.broken(tree.start(node), tree.end(node), 'a name is missing after @');
}

function readFunction(
  reading: Reading,
  node: number,
  decorators: readonly Expression[],
  depth: number,
): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  let nameNode = NONE;
  let bodyNode = NONE;
  let isAsync = false;
  let parameters: Parameters = { items: [] };
  let returns: Expression | null = null;
  for (const child of reading.children(node)) {
    switch (tree.name(child)) {
      case 'async':
        isAsync = true;
        break;
      case 'VariableName':
        if (nameNode === NONE) nameNode = child;
        break;
      case 'ParamList':
        parameters = readParameters(reading, child, depth);
        break;
      case 'TypeDef':
        returns = readAnnotation(reading, child, depth);
        break;
      case 'Body':
        bodyNode = child;
        break;
      default:
    }
  }
  if (nameNode === NONE || bodyNode === NONE) return brokenHeader(reading, node);
  const body = readBody(reading, bodyNode, depth);
  return {
    kind: 'FunctionDef',
    start,
    end: endOf([body], end),
    name: reading.identifier(nameNode),
    nameSpan: reading.span(nameNode),
    parameters,
    body,
    decorators,
    returns,
    isAsync,
  };
}

function readClass(
  reading: Reading,
  node: number,
  decorators: readonly Expression[],
  depth: number,
): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const children = reading.children(node);
  const nameNode = children.find((child) => tree.name(child) === 'VariableName');
  const list = children.find((child) => tree.name(child) === 'ArgList');
  const bodyNode = children.find((child) => tree.name(child) === 'Body');
  if (nameNode === undefined || bodyNode === undefined) return brokenHeader(reading, node);
  const { args, keywords } =
    list === undefined ? { args: [], keywords: [] } : readArguments(reading, list, depth);
  const body = readBody(reading, bodyNode, depth);
  return {
    kind: 'ClassDef',
    start,
    end: endOf([body], end),
    name: reading.identifier(nameNode),
    nameSpan: reading.span(nameNode),
    bases: args,
    keywords,
    body,
    decorators,
  };
}
