/** Lists, tuples, sets, dicts and comprehensions. */
import { NONE } from './flat-tree';
import type { Reading } from './reading';
import type { Comprehension, Expression } from './syntax';

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
        value: reading.expression(value, depth + 1),
      });
      child = value;
    } else elements.push(readMaybeStarred(reading, child, depth + 1));
  }
  return elements;
}

/** An expression that may have a `*` before it which lezer did not see. */
export function readMaybeStarred(reading: Reading, node: number, depth: number): Expression {
  const value = reading.expression(node, depth);
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
      element = { kind: 'Starred', start: from, end, value: reading.expression(value, depth + 1) };
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

export function readDict(reading: Reading, node: number, depth: number): Expression {
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
      const value = reading.expression(child, depth + 1);
      if (isKey) keys.push(value);
      else values.push(value);
    }
  }
  if (keys.length !== values.length) return reading.broken(start, end, 'a key of this dict has no value');
  return { kind: 'Dict', start, end, keys, values };
}

export function readComprehension(reading: Reading, node: number, depth: number): Expression {
  const { tree } = reading;
  const { start, end } = reading.span(node);
  const children = reading.children(node).filter((child) => !BRACKETS.has(tree.name(child)));
  const loop = children.findIndex((child) => tree.name(child) === 'for' || tree.name(child) === 'async');
  const head = children.slice(0, Math.max(loop, 0)).filter((child) => tree.name(child) !== ':');
  const generators = readGenerators(reading, children.slice(loop), depth);
  const element = head[0];
  if (element === undefined || generators === null)
    return reading.broken(start, end, 'this comprehension is not complete');
  const first = reading.expression(element, depth + 1);
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
        value: reading.expression(value, depth + 1),
        generators,
      };
    }
    default:
      return { kind: 'GeneratorExp', start, end, element: first, generators };
  }
}

export const BRACKETS: ReadonlySet<string> = new Set(['(', ')', '[', ']', '{', '}']);

/** `for a, b in c if d for e in f` as its parts, or null when one is missing. */
export function readGenerators(
  reading: Reading,
  nodes: readonly number[],
  depth: number,
): Comprehension[] | null {
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
      conditions.push(reading.expression(condition, depth + 1));
      index += 2;
    }
    if (target === null) return null;
    generators.push({
      target,
      iterable: reading.expression(iterableNode, depth + 1),
      conditions,
      isAsync,
    });
  }
  return generators.length > 0 ? generators : null;
}

const IN: ReadonlySet<string> = new Set(['in']);

/** For a tuple that goes on to the last sibling. */
export const NO_STOPS: ReadonlySet<string> = new Set();
