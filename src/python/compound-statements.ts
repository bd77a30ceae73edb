/** Statements with blocks: conditions, loops, `try`, `with` and `match`. A header that is wrong keeps its body. */
import { NONE } from './flat-tree';
import { capturedNames, readPattern } from './patterns';
import { MAXIMUM_DEPTH, type Reading } from './reading';
import { readElements, readTuple } from './sequences';
import type { Expression, If, Match, Statement, Try, With } from './syntax';

/** A stretch that is no statement. */
export function broken(start: number, end: number, message: string): Statement {
  return { kind: 'BrokenStatement', start, end, message };
}

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

export function readBody(reading: Reading, body: number, depth: number): Statement[] {
  return body === NONE ? [] : reading.block(reading.tree.firstChild(body), depth + 1);
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
  return reading.expression(test, depth + 1);
}

/** Where a compound statement ends: at the end of its last inner statement, without the line end. */
export function endOf(bodies: readonly (readonly Statement[])[], otherwise: number): number {
  for (let index = bodies.length - 1; index >= 0; index--) {
    const body = bodies[index]!;
    const last = body[body.length - 1];
    if (last) return last.end;
  }
  return otherwise;
}

/** A header without a body: the header is broken, and lezer gives what would be the body as the statements after it. */
export function brokenHeader(reading: Reading, node: number): Statement {
  const { start, end } = reading.span(node);
  const message = reading.damageIn(node) ?? 'a block is missing after this line';
  if (reading.damageIn(node) === null) reading.problems.push({ start, end, message });
  const text = reading.text.slice(start, end).trimEnd();
  return broken(start, start + text.length, message);
}

export function readIf(reading: Reading, node: number, depth: number): Statement {
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

export function readWhile(reading: Reading, node: number, depth: number): Statement {
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

export function readFor(reading: Reading, node: number, depth: number): Statement {
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

export function readTry(reading: Reading, node: number, depth: number): Statement {
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

export function readWith(reading: Reading, node: number, depth: number): Statement {
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
        target = reading.expression(name, depth + 1);
        index += 2;
      }
      if (target === null && clause.header.length === 1 && tree.name(context) === 'TupleExpression') {
        // `with (a, b):` enters a and b.
        for (const element of readElements(reading, tree.firstChild(context), depth + 1)) {
          items.push({ context: element, target: null });
        }
      } else items.push({ context: reading.expression(context, depth + 1), target });
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

export function readMatch(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const children = reading.children(node);
  const keyword = children[0];
  const list = children.find((child) => tree.name(child) === 'MatchBody');
  if (keyword === undefined || list === undefined) return brokenHeader(reading, node);
  const header = children.slice(1, children.indexOf(list));
  let subject: Expression;
  if (header.length === 1 && !reading.isError(header[0]!))
    subject = reading.expression(header[0]!, depth + 1);
  else {
    // Lezer knows one expression here; Python also takes `match a, b:` and `match (yield):`.
    const from = tree.end(keyword);
    for (const child of header) if (tree.name(child) === '⚠') reading.forgiven.add(child);
    subject = reading.readers.readSlice(from, tree.start(list), depth + 1);
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
    const meaning = readPattern(reading, pattern, depth + 1);
    const names = capturedNames(meaning);
    const guard = parts.find((part) => tree.name(part) === 'Guard');
    const test = guard === undefined ? undefined : reading.children(guard)[1];
    const body = parts.find((part) => tree.name(part) === 'Body') ?? NONE;
    cases.push({
      pattern,
      meaning,
      names,
      guard: test === undefined ? null : reading.expression(test, depth + 1),
      body: readBody(reading, body, depth),
    });
  }
  const bodies = cases.map((one) => one.body);
  return { kind: 'Match', start, end: endOf(bodies, end), subject, cases };
}
