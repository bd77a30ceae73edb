/** From lezer's nodes to the expressions of syntax.ts. Past 400 lines, because expressions hold one another. */
import { NONE } from './flat-tree';
import { readNumber } from './numbers';
import { readNumericBlock } from './numeric-block';
import { MAXIMUM_DEPTH, type Reading } from './reading';
import { readStringToken, stringContent } from './strings';
import type {
  BinaryOperator,
  CompareOperator,
  Comprehension,
  Constant,
  Expression,
  FormattedValue,
  JoinedString,
  Keyword,
  Name,
  Parameter,
  Parameters,
  Slice,
} from './syntax';

/** Reads the expression at `node`; where the text is not one, the innermost node that is wrong is `Broken`. */
export function readExpression(reading: Reading, node: number, depth: number): Expression {
  const { tree, scan } = reading;
  const start = tree.start(node);
  const end = tree.end(node);
  if (depth > MAXIMUM_DEPTH) {
    const message = `expressions are nested deeper than ${MAXIMUM_DEPTH} levels here`;
    reading.problems.push({ start, end: Math.min(end, start + 1), message });
    return reading.broken(start, end, message);
  }
  const damage = reading.damageIn(node);
  if (damage !== null && tree.name(node) !== 'YieldExpression') return reading.broken(start, end, damage);

  switch (tree.name(node)) {
    case 'VariableName':
      return readName(reading, node, depth);
    case 'Number':
      return readNumberToken(reading, node);
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return readString(reading, node, depth);
    case 'Boolean':
      return { kind: 'Constant', start, end, type: 'bool', value: reading.text.startsWith('True', start) };
    case 'None':
      return { kind: 'Constant', start, end, type: 'None', value: null };
    case 'Ellipsis':
      return { kind: 'Constant', start, end, type: 'Ellipsis', value: null };
    case 'ArrayExpression': {
      const hole = readHole(reading, start, depth);
      if (hole) return hole;
      return { kind: 'List', start, end, elements: readElements(reading, tree.firstChild(node), depth) };
    }
    case 'TupleExpression': {
      const hole = readHole(reading, start, depth);
      if (hole) return hole;
      return { kind: 'Tuple', start, end, elements: readElements(reading, tree.firstChild(node), depth) };
    }
    case 'SetExpression':
      return {
        kind: 'SetDisplay',
        start,
        end,
        elements: readElements(reading, tree.firstChild(node), depth),
      };
    case 'DictionaryExpression':
      return readDict(reading, node, depth);
    case 'ParenthesizedExpression': {
      const hole = readHole(reading, start, depth);
      if (hole) return hole;
      return (
        readElements(reading, tree.firstChild(node), depth)[0] ??
        reading.broken(start, end, 'these brackets are empty')
      );
    }
    case 'ComprehensionExpression':
    case 'ArrayComprehensionExpression':
    case 'SetComprehensionExpression':
    case 'DictionaryComprehensionExpression':
      return readComprehension(reading, node, depth);
    case 'BinaryExpression':
    case 'UnaryExpression':
      return readOperation(reading, node, depth);
    case 'ConditionalExpression':
      return readConditional(reading, node, depth);
    case 'LambdaExpression':
      return readLambda(reading, node, depth);
    case 'NamedExpression': {
      const [target, , value] = reading.children(node);
      if (target === undefined || value === undefined) break;
      return readNamed(reading, target, value, start, end, depth);
    }
    case 'CallExpression':
      return readCall(reading, node, depth);
    case 'MemberExpression':
      return readMember(reading, node, depth);
    case 'YieldExpression':
      return readYield(reading, node, depth);
    default:
  }
  const message = scan.damage.get(start) ?? `'${reading.slice(node).slice(0, 40)}' is not an expression`;
  reading.problems.push({ start, end, message });
  return reading.broken(start, end, message);
}

/** A nest of numbers that is not rectangular is read node by node up to this many characters, and not at all beyond. */
const MAXIMUM_RAGGED_LENGTH = 200_000;

/** What stands at `start` in the user's text where lezer saw a placeholder, or null. */
function readHole(reading: Reading, start: number, depth: number): Expression | null {
  const { scan } = reading;
  if (scan.holes.size === 0) return null;
  const hole = scan.holes.get(start);
  if (!hole) return null;
  if (hole.kind === 'expression') return reading.readSlice(hole.start, hole.end, depth + 1);
  if (hole.kind === 'unread') {
    return reading.broken(hole.start, hole.end, scan.damage.get(start) ?? 'this literal could not be read');
  }
  const block = readNumericBlock(reading.text, hole.start, hole.end);
  if (block.ok) return block.value;
  const { failure } = block;
  // Lists of different lengths are valid Python: whoever makes a tensor of them says so there.
  if (!failure.isSyntaxError && hole.end - hole.start <= MAXIMUM_RAGGED_LENGTH) {
    return reading.readSlice(hole.start, hole.end, depth + 1, Infinity);
  }
  if (failure.isSyntaxError) {
    reading.problems.push({ start: failure.start, end: failure.end, message: failure.message });
  }
  return reading.broken(hole.start, hole.end, failure.message);
}

function readName(reading: Reading, node: number, depth: number): Expression {
  const { tree, scan } = reading;
  const start = tree.start(node);
  const end = tree.end(node);
  const hole = readHole(reading, start, depth);
  if (hole) return hole;
  if (scan.damage.size > 0) {
    const damage = scan.damage.get(start);
    if (damage !== undefined) return reading.broken(start, end, damage);
  }
  return { kind: 'Name', start, end, id: reading.identifier(node) };
}

function readNumberToken(reading: Reading, node: number): Expression {
  const { start, end } = reading.span(node);
  const text = reading.slice(node);
  const number = readNumber(text);
  if (number) return { kind: 'Constant', start, end, type: number.type, value: number.value };
  const message = `'${text.slice(0, 40)}' is not a number of Python`;
  reading.problems.push({ start, end, message });
  return reading.broken(start, end, message);
}

// -------------------------------------------------------------------- strings

function readString(reading: Reading, node: number, depth: number): Expression {
  const { tree, scan } = reading;
  const { start, end } = reading.span(node);
  const tokens = tree.name(node) === 'ContinuedString' ? reading.children(node) : [node];
  const parts: (string | FormattedValue)[] = [];
  let type: Constant['type'] = 'str';
  let isJoined = false;
  for (const token of tokens) {
    const from = tree.start(token);
    const damage = scan.damage.size > 0 ? scan.damage.get(from) : undefined;
    if (damage !== undefined) return reading.broken(start, end, damage);
    const string = readStringToken(reading.text, from, tree.end(token));
    if (string.isBytes) type = 'bytes';
    if (string.isFormat) {
      isJoined = true;
      const inner = reading.damageIn(token);
      if (inner !== null) return reading.broken(start, end, inner);
      readFormatParts(
        reading,
        tree.firstChild(token),
        string.contentStart,
        string.contentEnd,
        string.isRaw,
        depth,
        parts,
      );
    } else {
      addText(parts, stringContent(reading.text.slice(string.contentStart, string.contentEnd), string));
    }
  }
  if (isJoined) return { kind: 'JoinedString', start, end, parts } satisfies JoinedString;
  return { kind: 'Constant', start, end, type, value: parts.length > 0 ? String(parts[0]) : '' };
}

/** Neighbouring texts are one part, and an empty text is none. */
function addText(parts: (string | FormattedValue)[], text: string): void {
  if (text === '') return;
  const last = parts[parts.length - 1];
  if (typeof last === 'string') parts[parts.length - 1] = last + text;
  else parts.push(text);
}

/** Adds the texts and fields between `from` and `to`; `first` is the first of the sibling nodes that hold the fields. */
function readFormatParts(
  reading: Reading,
  first: number,
  from: number,
  to: number,
  isRaw: boolean,
  depth: number,
  parts: (string | FormattedValue)[],
): void {
  const { tree, text } = reading;
  let at = from;
  const addBetween = (end: number): void => {
    if (end <= at) return;
    const literal = text.slice(at, end).replaceAll('{{', '{').replaceAll('}}', '}');
    addText(parts, stringContent(literal, { isRaw, isBytes: false }));
  };
  for (let child = first; child !== NONE; child = tree.nextSibling(child)) {
    if (tree.name(child) !== 'FormatReplacement') continue;
    addBetween(tree.start(child));
    const field = readField(reading, child, isRaw, depth);
    if (field.debugText !== null) addText(parts, '');
    parts.push(field);
    at = tree.end(child);
  }
  addBetween(to);
}

function readField(reading: Reading, node: number, isRaw: boolean, depth: number): FormattedValue {
  const { tree, text } = reading;
  const { start, end } = reading.span(node);
  let conversion: FormattedValue['conversion'] = null;
  let debugText: string | null = null;
  const format: (string | FormattedValue)[] = [];
  for (let child = tree.firstChild(node); child !== NONE; child = tree.nextSibling(child)) {
    switch (tree.name(child)) {
      case 'FormatConversion': {
        const letter = text[tree.start(child) + 1];
        if (letter === 'r' || letter === 's' || letter === 'a') conversion = letter;
        break;
      }
      case 'FormatSelfDoc':
        debugText = text.slice(start + 1, tree.start(child));
        break;
      case 'FormatSpec':
        readFormatParts(
          reading,
          tree.firstChild(child),
          tree.start(child) + 1,
          tree.end(child),
          isRaw,
          depth,
          format,
        );
        break;
      default:
    }
  }
  const damage = reading.damageIn(node);
  const value =
    damage === null
      ? readTuple(reading, tree.firstChild(node), FIELD_ENDS, depth)
      : reading.broken(start, end, damage);
  return {
    start,
    end,
    value: value ?? reading.broken(start, end, 'this field is empty'),
    conversion,
    format,
    debugText,
  };
}

const FIELD_ENDS: ReadonlySet<string> = new Set(['FormatSelfDoc', 'FormatConversion', 'FormatSpec', '}']);

// ----------------------------------------------------------------- sequences

const PUNCTUATION: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}', ',']);

/** The elements among the siblings from `first` on: commas and brackets are passed over, `*x` is Starred. */
export function readElements(reading: Reading, first: number, depth: number): Expression[] {
  const { tree } = reading;
  const elements: Expression[] = [];
  for (let child = first; child !== NONE; child = tree.nextSibling(child)) {
    const name = tree.name(child);
    if (PUNCTUATION.has(name) || name === '⚠') continue;
    if (name === '*') {
      const value = tree.nextSibling(child);
      if (value === NONE) break;
      elements.push({
        kind: 'Starred',
        start: tree.start(child),
        end: tree.end(value),
        value: readExpression(reading, value, depth + 1),
      });
      child = value;
    } else elements.push(readMaybeStarred(reading, child, depth + 1));
  }
  return elements;
}

/** An expression that may have a `*` before it which lezer did not see. */
function readMaybeStarred(reading: Reading, node: number, depth: number): Expression {
  const value = readExpression(reading, node, depth);
  const { stars } = reading.scan;
  if (stars.size === 0) return value;
  let at = reading.tree.start(node) - 1;
  while (at >= 0 && /\s/.test(reading.text[at]!)) at--;
  if (!stars.has(at)) return value;
  return { kind: 'Starred', start: at, end: reading.tree.end(node), value };
}

/**
 * The siblings from `first` up to one named in `stops`, as one expression: itself where it is alone and no comma follows,
 * else a tuple without brackets. Null when there is none.
 */
export function readTuple(
  reading: Reading,
  first: number,
  stops: ReadonlySet<string>,
  depth: number,
): Expression | null {
  const { tree } = reading;
  const elements: Expression[] = [];
  let start = -1;
  let end = -1;
  let hasComma = false;
  for (let child = first; child !== NONE && !stops.has(tree.name(child)); child = tree.nextSibling(child)) {
    const name = tree.name(child);
    if (name === '⚠' || name === '{' || name === '(' || name === '[') continue;
    if (name === ',') {
      hasComma = true;
      end = tree.end(child);
      continue;
    }
    let element: Expression;
    let from = tree.start(child);
    if (name === '*') {
      const value = tree.nextSibling(child);
      if (value === NONE) break;
      end = tree.end(value);
      element = { kind: 'Starred', start: from, end, value: readExpression(reading, value, depth + 1) };
      child = value;
    } else {
      element = readMaybeStarred(reading, child, depth + 1);
      if (element.kind === 'Starred') from = element.start;
      end = tree.end(child);
    }
    if (start < 0) start = from;
    elements.push(element);
  }
  if (elements.length === 0) return null;
  if (elements.length === 1 && !hasComma) return elements[0]!;
  return { kind: 'Tuple', start, end, elements };
}

function readDict(reading: Reading, node: number, depth: number): Expression {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const keys: (Expression | null)[] = [];
  const values: Expression[] = [];
  let isKey = true;
  for (let child = tree.firstChild(node); child !== NONE; child = tree.nextSibling(child)) {
    const name = tree.name(child);
    if (name === '**') {
      keys.push(null);
      isKey = false;
    } else if (name === ',') isKey = true;
    else if (name === ':') isKey = false;
    else if (!PUNCTUATION.has(name)) {
      const value = readExpression(reading, child, depth + 1);
      if (isKey) keys.push(value);
      else values.push(value);
    }
  }
  if (keys.length !== values.length) return reading.broken(start, end, 'a key of this dict has no value');
  return { kind: 'Dict', start, end, keys, values };
}

function readComprehension(reading: Reading, node: number, depth: number): Expression {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const children = reading.children(node).filter((child) => !BRACKETS.has(tree.name(child)));
  const loop = children.findIndex((child) => tree.name(child) === 'for' || tree.name(child) === 'async');
  const head = children.slice(0, Math.max(loop, 0)).filter((child) => tree.name(child) !== ':');
  const generators = readGenerators(reading, children.slice(loop), depth);
  const element = head[0];
  if (element === undefined || generators === null)
    return reading.broken(start, end, 'this comprehension is not complete');
  const first = readExpression(reading, element, depth + 1);
  switch (tree.name(node)) {
    case 'ArrayComprehensionExpression':
      return { kind: 'ListComp', start, end, element: first, generators };
    case 'SetComprehensionExpression':
      return { kind: 'SetComp', start, end, element: first, generators };
    case 'DictionaryComprehensionExpression': {
      const value = head[1];
      if (value === undefined) return reading.broken(start, end, 'this comprehension has no value');
      return {
        kind: 'DictComp',
        start,
        end,
        key: first,
        value: readExpression(reading, value, depth + 1),
        generators,
      };
    }
    default:
      return { kind: 'GeneratorExp', start, end, element: first, generators };
  }
}

const BRACKETS: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}']);

/** `for a, b in c if d for e in f` as its parts, or null when one is missing. */
function readGenerators(reading: Reading, nodes: readonly number[], depth: number): Comprehension[] | null {
  const { tree } = reading;
  const generators: Comprehension[] = [];
  let index = 0;
  const nameAt = (): string => (index < nodes.length ? tree.name(nodes[index]!) : '');
  while (index < nodes.length) {
    const isAsync = nameAt() === 'async';
    if (isAsync) index++;
    if (nameAt() !== 'for') return null;
    index++;
    const first = nodes[index];
    while (index < nodes.length && nameAt() !== 'in') index++;
    const iterableNode = nodes[index + 1];
    if (first === undefined || iterableNode === undefined) return null;
    index += 2;
    const target = readTuple(reading, first, IN, depth + 1);
    const conditions: Expression[] = [];
    while (nameAt() === 'if') {
      const condition = nodes[index + 1];
      if (condition === undefined) return null;
      conditions.push(readExpression(reading, condition, depth + 1));
      index += 2;
    }
    if (target === null) return null;
    generators.push({
      target,
      iterable: readExpression(reading, iterableNode, depth + 1),
      conditions,
      isAsync,
    });
  }
  return generators.length > 0 ? generators : null;
}

const IN: ReadonlySet<string> = new Set(['in']);

// ----------------------------------------------------------------- operators

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

function readOperation(reading: Reading, node: number, depth: number): Expression {
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
      operand: readExpression(reading, second, depth + 1),
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
    left: readExpression(reading, first, depth + 1),
    operator,
    right: readExpression(reading, third, depth + 1),
  };
}

/** `await` binds tighter than `**`, which lezer takes in, as it would after a sign: `await a ** b` is `(await a) ** b`. */
function readAwait(reading: Reading, operand: number, start: number, end: number, depth: number): Expression {
  const { tree } = reading;
  const [base, sign, exponent] = tree.name(operand) === 'BinaryExpression' ? reading.children(operand) : [];
  if (base === undefined || sign === undefined || exponent === undefined || reading.slice(sign) !== '**') {
    return { kind: 'Await', start, end, value: readExpression(reading, operand, depth + 1) };
  }
  const value = readExpression(reading, base, depth + 1);
  const left: Expression = { kind: 'Await', start, end: tree.end(base), value };
  return {
    kind: 'BinOp',
    start,
    end,
    left,
    operator: '**',
    right: readExpression(reading, exponent, depth + 1),
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
    return { start: token.start, end: token.end, value: readExpression(reading, token.node, depth + 1) };
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

function readConditional(reading: Reading, node: number, depth: number): Expression {
  const { start, end } = reading.span(node);
  const [body, , test, , orElse] = reading.children(node);
  if (body === undefined || test === undefined || orElse === undefined) {
    return reading.broken(start, end, "this 'if' in an expression has no 'else'");
  }
  return {
    kind: 'IfExp',
    start,
    end,
    test: readExpression(reading, test, depth + 1),
    body: readExpression(reading, body, depth + 1),
    orElse: readExpression(reading, orElse, depth + 1),
  };
}

function readNamed(
  reading: Reading,
  target: number,
  value: number,
  start: number,
  end: number,
  depth: number,
): Expression {
  const name = readExpression(reading, target, depth + 1);
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
    value: readExpression(reading, value, depth + 1),
  };
}

function readYield(reading: Reading, node: number, depth: number): Expression {
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

export const NO_STOPS: ReadonlySet<string> = new Set();

// ------------------------------------------------------- calls and subscripts

function readCall(reading: Reading, node: number, depth: number): Expression {
  const { tree, scan } = reading;
  const { start, end } = reading.span(node);
  const [func, list] = reading.children(node);
  if (func === undefined || list === undefined)
    return reading.broken(start, end, 'this call is not complete');
  const damage =
    reading.damageIn(list) ?? (scan.damage.size > 0 ? scan.damage.get(tree.start(list)) : undefined);
  if (damage !== undefined && damage !== null) return reading.broken(start, end, damage);
  const { args, keywords } = readArguments(reading, list, depth);
  return { kind: 'Call', start, end, func: readExpression(reading, func, depth + 1), args, keywords };
}

/** The arguments of a call, or the bases and keywords of a class. */
export function readArguments(
  reading: Reading,
  list: number,
  depth: number,
): { readonly args: readonly Expression[]; readonly keywords: readonly Keyword[] } {
  const { tree } = reading;
  const args: Expression[] = [];
  const keywords: Keyword[] = [];
  const nodes = reading.children(list).filter((child) => !BRACKETS.has(tree.name(child)));
  for (let index = 0; index < nodes.length;) {
    let stop = index;
    while (stop < nodes.length && tree.name(nodes[stop]!) !== ',') stop++;
    const argument = nodes.slice(index, stop);
    const loop = argument.findIndex((child) => tree.name(child) === 'for' || tree.name(child) === 'async');
    if (loop > 0) {
      // The target of a comprehension may hold commas: the whole rest belongs to it.
      const next = nextArgument(reading, nodes, index);
      readComprehensionArgument(reading, list, nodes.slice(index, next), loop, depth, args);
      index = next + 1;
      continue;
    }
    const [first, second, third] = argument;
    if (first !== undefined) {
      const from = tree.start(first);
      const to = tree.end(argument[argument.length - 1]!);
      const name = tree.name(first);
      if (name === '**' && second !== undefined) {
        keywords.push({
          start: from,
          end: to,
          name: null,
          value: readExpression(reading, second, depth + 1),
        });
      } else if (name === '*' && second !== undefined) {
        args.push({
          kind: 'Starred',
          start: from,
          end: to,
          value: readExpression(reading, second, depth + 1),
        });
      } else if (second !== undefined && third !== undefined && reading.slice(second) === ':=') {
        args.push(readNamed(reading, first, third, from, to, depth));
      } else if (second !== undefined && third !== undefined && tree.name(second) === 'AssignOp') {
        keywords.push({
          start: from,
          end: to,
          name: reading.identifier(first),
          value: readExpression(reading, third, depth + 1),
        });
      } else args.push(readExpression(reading, first, depth + 1));
    }
    index = stop + 1;
  }
  return { args, keywords };
}

/** Where the argument that starts at `index` and holds a comprehension ends: at a comma after its last `in`. */
function nextArgument(reading: Reading, nodes: readonly number[], index: number): number {
  const { tree } = reading;
  let inTarget = false;
  for (let at = index; at < nodes.length; at++) {
    const name = tree.name(nodes[at]!);
    if (name === 'for') inTarget = true;
    else if (name === 'in') inTarget = false;
    else if (name === ',' && !inTarget) return at;
  }
  return nodes.length;
}

function readComprehensionArgument(
  reading: Reading,
  list: number,
  nodes: readonly number[],
  loop: number,
  depth: number,
  args: Expression[],
): void {
  const element = nodes[0];
  const generators = readGenerators(reading, nodes.slice(loop), depth);
  const { start, end } = reading.span(list);
  if (element === undefined || generators === null) {
    args.push(reading.broken(start, end, 'this comprehension is not complete'));
    return;
  }
  // The brackets of the call are those of the generator too.
  args.push({
    kind: 'GeneratorExp',
    start,
    end,
    element: readExpression(reading, element, depth + 1),
    generators,
  });
}

function readMember(reading: Reading, node: number, depth: number): Expression {
  const { tree, scan } = reading;
  const { start, end } = reading.span(node);
  const children = reading.children(node);
  const [object, sign] = children;
  if (object === undefined || sign === undefined)
    return reading.broken(start, end, 'an attribute is missing here');
  if (tree.name(sign) === '.') {
    const property = children[2];
    if (property === undefined) return reading.broken(start, end, "a name is missing after '.'");
    const damage = scan.damage.size > 0 ? scan.damage.get(tree.start(property)) : undefined;
    if (damage !== undefined) return reading.broken(start, end, damage);
    return {
      kind: 'Attribute',
      start,
      end,
      value: readExpression(reading, object, depth + 1),
      attribute: reading.identifier(property),
      attributeSpan: reading.span(property),
    };
  }
  const value = readExpression(reading, object, depth + 1);
  const index = readIndex(reading, children.slice(2, -1), depth);
  return {
    kind: 'Subscript',
    start,
    end,
    value,
    index: index ?? reading.broken(start, end, 'the index is missing'),
  };
}

/** What stands in the brackets of a subscript: an expression, a slice, or a tuple of them. */
function readIndex(reading: Reading, nodes: readonly number[], depth: number): Expression | null {
  const { tree } = reading;
  const items: Expression[] = [];
  let hasComma = false;
  let end = -1;
  for (let index = 0; index < nodes.length;) {
    let stop = index;
    while (stop < nodes.length && tree.name(nodes[stop]!) !== ',') stop++;
    const item = nodes.slice(index, stop);
    const last = item[item.length - 1];
    if (item[0] !== undefined && last !== undefined) {
      end = tree.end(last);
      if (item.some((part) => tree.name(part) === ':')) items.push(readSlice(reading, item, depth));
      else items.push(readMaybeStarred(reading, item[0], depth + 1));
    }
    if (stop < nodes.length) {
      hasComma = true;
      end = tree.end(nodes[stop]!);
    }
    index = stop + 1;
  }
  const first = items[0];
  if (first === undefined) return null;
  if (items.length === 1 && !hasComma && first.kind !== 'Starred') return first;
  const start = first.kind === 'Starred' ? first.start : tree.start(nodes[0]!);
  return { kind: 'Tuple', start, end, elements: items };
}

function readSlice(reading: Reading, nodes: readonly number[], depth: number): Slice {
  const { tree } = reading;
  const bounds: (Expression | null)[] = [null, null, null];
  let which = 0;
  for (const node of nodes) {
    if (tree.name(node) === ':') which++;
    else if (which < 3) bounds[which] = readExpression(reading, node, depth + 1);
  }
  return {
    kind: 'Slice',
    start: tree.start(nodes[0]!),
    end: tree.end(nodes[nodes.length - 1]!),
    lower: bounds[0] ?? null,
    upper: bounds[1] ?? null,
    step: bounds[2] ?? null,
  };
}

// ---------------------------------------------------------------- parameters

function readLambda(reading: Reading, node: number, depth: number): Expression {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const children = reading.children(node);
  const list = children.find((child) => tree.name(child) === 'ParamList');
  const body = children[children.length - 1];
  const damage = list === undefined ? null : reading.damageIn(list);
  if (body === undefined || tree.name(body) === ':' || damage !== null) {
    return reading.broken(start, end, damage ?? 'this lambda has no body');
  }
  const parameters = list === undefined ? { items: [] } : readParameters(reading, list, depth);
  return { kind: 'Lambda', start, end, parameters, body: readExpression(reading, body, depth + 1) };
}

/** The parameters in a ParamList of lezer, of a function or of a lambda. */
export function readParameters(reading: Reading, list: number, depth: number): Parameters {
  const { tree, scan } = reading;
  const items: Parameter[] = [];
  let keywordOnly = false;
  const markPositionalOnly = (): void => {
    for (let index = 0; index < items.length; index++) {
      const item = items[index]!;
      if (item.kind === 'positional') items[index] = { ...item, kind: 'positional-only' };
    }
  };
  let group: number[] = [];
  let from = tree.start(list);
  const endGroup = (to: number): void => {
    const first = group[0];
    if (first === undefined) {
      // Lezer gives the `/` of a function no node of its own.
      if (/\//.test(reading.text.slice(from, to).replace(/#.*/g, ''))) markPositionalOnly();
    } else if (scan.slashes.has(tree.start(first))) markPositionalOnly();
    else {
      const parameter = readParameter(reading, group, keywordOnly, depth);
      if (parameter) items.push(parameter);
      if (tree.name(first) === '*') keywordOnly = true;
    }
    group = [];
    from = to;
  };
  for (const child of reading.children(list)) {
    const name = tree.name(child);
    if (name === ',' || name === ')') endGroup(tree.start(child));
    else if (name !== '(' && name !== '⚠') group.push(child);
  }
  if (group.length > 0) endGroup(tree.end(list));
  return { items };
}

/** One parameter of the nodes `*`, name, annotation, `=`, default; null for a bare `*`. */
function readParameter(
  reading: Reading,
  group: readonly number[],
  keywordOnly: boolean,
  depth: number,
): Parameter | null {
  const { tree } = reading;
  let kind: Parameter['kind'] = keywordOnly ? 'keyword-only' : 'positional';
  let name: string | null = null;
  let annotation: Expression | null = null;
  let defaultValue: Expression | null = null;
  let start = -1;
  for (let index = 0; index < group.length; index++) {
    const node = group[index]!;
    const type = tree.name(node);
    if (type === '*') kind = 'var-positional';
    else if (type === '**') kind = 'var-keyword';
    else if (type === 'TypeDef') annotation = readAnnotation(reading, node, depth);
    else if (type === 'AssignOp') {
      const value = group[index + 1];
      if (value !== undefined) defaultValue = readExpression(reading, value, depth + 1);
      break;
    } else if (name === null) {
      name = reading.identifier(node);
      start = tree.start(node);
    }
  }
  if (name === null) return null;
  return { start, end: tree.end(group[group.length - 1]!), name, kind, annotation, default: defaultValue };
}

/** The expression of a TypeDef: the annotation of a name, or what a function returns. */
export function readAnnotation(reading: Reading, node: number, depth: number): Expression {
  const { tree } = reading;
  const damage = reading.damageIn(node);
  for (
    let child = tree.firstChild(node);
    damage === null && child !== NONE;
    child = tree.nextSibling(child)
  ) {
    if (tree.name(child) !== ':') return readMaybeStarred(reading, child, depth + 1);
  }
  return reading.broken(tree.start(node), tree.end(node), damage ?? 'the annotation is missing');
}
