/** Operators, tests, conditionals, `:=` and `yield`, put together by the precedence of Python. */
import { NONE } from './flat-tree';
import { MAXIMUM_DEPTH, type Reading } from './reading';
import { NO_STOPS, readTuple } from './sequences';
import type { BinaryOperator, CompareOperator, Expression, Name } from './syntax';

/** A piece of a chain of tests, in the order of the text. */
interface Token {
  readonly operator: 'and' | 'or' | 'not' | CompareOperator | null;
  readonly start: number;
  readonly end: number;
  /** The operand's node; NONE for an operator. */
  readonly node: number;
}

/** An expression with the span of its text, which includes brackets around it. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly value: Expression;
}

export function readOperation(reading: Reading, node: number, depth: number): Expression {
  const { tree } = reading;
  if (isTest(reading, node)) return readTest(reading, node, depth);
  const { start, end } = reading.span(node);
  const [first, second, third] = reading.children(node);
  if (first === undefined || second === undefined)
    return reading.broken(start, end, 'an operand is missing here');
  if (tree.name(node) === 'UnaryExpression') {
    const sign = reading.slice(first);
    if (reading.scan.awaits.has(start)) return readAwait(reading, second, start, end, depth);
    if (sign !== '-' && sign !== '+' && sign !== '~')
      return reading.broken(start, end, `'${sign}' is no sign`);
    return {
      kind: 'UnaryOp',
      start,
      end,
      operator: sign,
      operand: reading.expression(second, depth + 1),
    };
  }
  const operator = reading.slice(second);
  if (third === undefined || !isBinaryOperator(operator)) {
    return reading.broken(start, end, `an operand of '${operator.slice(0, 10)}' is missing`);
  }
  return {
    kind: 'BinOp',
    start,
    end,
    left: reading.expression(first, depth + 1),
    operator,
    right: reading.expression(third, depth + 1),
  };
}

/** `await` binds tighter than `**`, which lezer takes in, as it would after a sign: `await a ** b` is `(await a) ** b`. */
function readAwait(reading: Reading, operand: number, start: number, end: number, depth: number): Expression {
  const { tree } = reading;
  const [base, sign, exponent] = tree.name(operand) === 'BinaryExpression' ? reading.children(operand) : [];
  if (base === undefined || sign === undefined || exponent === undefined || reading.slice(sign) !== '**') {
    return { kind: 'Await', start, end, value: reading.expression(operand, depth + 1) };
  }
  const value = reading.expression(base, depth + 1);
  const left: Expression = { kind: 'Await', start, end: tree.end(base), value };
  return {
    kind: 'BinOp',
    start,
    end,
    left,
    operator: '**',
    right: reading.expression(exponent, depth + 1),
  };
}

const BINARY_OPERATORS: ReadonlySet<string> = new Set<BinaryOperator>([
  '+',
  '-',
  '*',
  '/',
  '//',
  '%',
  '**',
  '@',
  '&',
  '|',
  '^',
  '<<',
  '>>',
]);

export function isBinaryOperator(text: string): text is BinaryOperator {
  return BINARY_OPERATORS.has(text);
}

const TEST_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'CompareOp']);

/** Whether the node is made by `not`, `and`, `or` or a comparison, and nothing is wrong with it. */
function isTest(reading: Reading, node: number): boolean {
  const { tree } = reading;
  const name = tree.name(node);
  const first = tree.firstChild(node);
  if (first === NONE) return false;
  if (name === 'UnaryExpression') return tree.name(first) === 'not';
  if (name !== 'BinaryExpression') return false;
  const second = tree.nextSibling(first);
  return second !== NONE && TEST_OPERATORS.has(tree.name(second));
}

const COMPARE_OPERATORS: ReadonlySet<string> = new Set<CompareOperator>([
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'is',
  'is not',
  'in',
  'not in',
]);

/**
 * Lezer's grammar gives `not a and b` as `not (a and b)`. So a chain of tests is laid out in the order
 * of the text and put together by Python's precedence: or, and, not, comparison. The chain is laid out
 * without recursion, as `a or b or …` may be long.
 */
function readTest(reading: Reading, node: number, depth: number): Expression {
  const { tree } = reading;
  const tokens: Token[] = [];
  const pending: (number | Token)[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'number') {
      tokens.push(next);
      continue;
    }
    if (!isTest(reading, next) || reading.damageIn(next) !== null) {
      tokens.push({ operator: null, ...reading.span(next), node: next });
      continue;
    }
    const parts = reading.children(next);
    const operatorParts = parts.filter((part) => TEST_OPERATORS.has(tree.name(part)));
    const operands = parts.filter((part) => !TEST_OPERATORS.has(tree.name(part)));
    const text = operatorParts.map((part) => reading.slice(part)).join(' ');
    const operator: Token = {
      operator: isTestOperator(text) ? text : null,
      start: tree.start(operatorParts[0]!),
      end: tree.end(operatorParts[operatorParts.length - 1]!),
      node: NONE,
    };
    if (operator.operator === null) {
      const message = text === '<>' ? "'<>' is Python 2: write '!='" : `'${text}' is no operator`;
      const { start, end } = reading.span(next);
      reading.problems.push({ start: operator.start, end: operator.end, message });
      return reading.broken(start, end, message);
    }
    for (let index = operands.length - 1; index >= 1; index--) pending.push(operands[index]!);
    if (tree.name(next) === 'UnaryExpression') {
      if (operands[0] !== undefined) pending.push(operands[0]);
      pending.push(operator);
    } else {
      pending.push(operator);
      if (operands[0] !== undefined) pending.push(operands[0]);
    }
  }

  let at = 0;
  const operatorAt = (): Token['operator'] => tokens[at]?.operator ?? null;
  const missing = (): Piece => {
    const { start, end } = reading.span(node);
    return { start, end, value: reading.broken(start, end, 'an operand is missing here') };
  };
  const operand = (): Piece => {
    const token = tokens[at];
    if (!token || token.node === NONE) return missing();
    at++;
    return { start: token.start, end: token.end, value: reading.expression(token.node, depth + 1) };
  };
  const comparison = (): Piece => {
    const left = operand();
    const operators: CompareOperator[] = [];
    const comparators: Expression[] = [];
    let end = left.end;
    for (let operator = operatorAt(); isCompareOperator(operator); operator = operatorAt()) {
      at++;
      operators.push(operator);
      const right = operatorAt() === 'not' ? negation() : operand();
      comparators.push(right.value);
      end = right.end;
    }
    if (operators.length === 0) return left;
    const { start } = left;
    return { start, end, value: { kind: 'Compare', start, end, left: left.value, operators, comparators } };
  };
  const negation = (): Piece => {
    const signs: number[] = [];
    while (operatorAt() === 'not') signs.push(tokens[at++]!.start);
    if (signs.length > MAXIMUM_DEPTH) {
      const message = `expressions are nested deeper than ${MAXIMUM_DEPTH} levels here`;
      reading.problems.push({ start: signs[0]!, end: signs[0]! + 3, message });
      const rest = comparison();
      return { start: signs[0]!, end: rest.end, value: reading.broken(signs[0]!, rest.end, message) };
    }
    let piece = comparison();
    for (let index = signs.length - 1; index >= 0; index--) {
      const start = signs[index]!;
      const { end } = piece;
      piece = { start, end, value: { kind: 'UnaryOp', start, end, operator: 'not', operand: piece.value } };
    }
    return piece;
  };
  const chain = (operator: 'and' | 'or', part: () => Piece): Piece => {
    const first = part();
    const values = [first.value];
    let { end } = first;
    while (operatorAt() === operator) {
      at++;
      const next = part();
      values.push(next.value);
      end = next.end;
    }
    if (values.length === 1) return first;
    const { start } = first;
    return { start, end, value: { kind: 'BoolOp', start, end, operator, values } };
  };
  return chain('or', () => chain('and', negation)).value;
}

function isTestOperator(text: string): text is NonNullable<Token['operator']> {
  return text === 'and' || text === 'or' || text === 'not' || COMPARE_OPERATORS.has(text);
}

function isCompareOperator(operator: Token['operator']): operator is CompareOperator {
  return operator !== null && COMPARE_OPERATORS.has(operator);
}

export function readConditional(reading: Reading, node: number, depth: number): Expression {
  const { start, end } = reading.span(node);
  const [body, , test, , orElse] = reading.children(node);
  if (body === undefined || test === undefined || orElse === undefined) {
    return reading.broken(start, end, "this 'if' in an expression has no 'else'");
  }
  return {
    kind: 'IfExp',
    start,
    end,
    test: reading.expression(test, depth + 1),
    body: reading.expression(body, depth + 1),
    orElse: reading.expression(orElse, depth + 1),
  };
}

export function readNamed(
  reading: Reading,
  target: number,
  value: number,
  start: number,
  end: number,
  depth: number,
): Expression {
  const name = reading.expression(target, depth + 1);
  if (name.kind !== 'Name') {
    const message = "only a name may stand before ':='";
    reading.problems.push({ start: name.start, end: name.end, message });
    return reading.broken(start, end, message);
  }
  return {
    kind: 'NamedExpr',
    start,
    end,
    target: name satisfies Name,
    value: reading.expression(value, depth + 1),
  };
}

export function readYield(reading: Reading, node: number, depth: number): Expression {
  const { tree } = reading;
  const { start } = reading.span(node);
  const children = reading.children(node);
  // A `yield` without a value is valid, and not in lezer's grammar.
  const second = children[1];
  if (second !== undefined && tree.name(second) === '⚠' && tree.start(second) === tree.end(second)) {
    reading.forgiven.add(second);
  }
  const damage = reading.damageIn(node);
  if (damage !== null) return reading.broken(start, tree.end(node), damage);
  const isFrom = second !== undefined && tree.name(second) === 'from';
  const first = children[isFrom ? 2 : 1];
  const value = first === undefined ? null : readTuple(reading, first, NO_STOPS, depth + 1);
  const end = value === null ? tree.end(children[0] ?? node) : tree.end(node);
  return { kind: 'Yield', start, end, value, isFrom };
}
