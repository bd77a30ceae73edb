/** Functions and classes with their decorators. */
import { readArguments } from './calls';
import { broken, brokenHeader, endOf, readBody } from './compound-statements';
import { NONE } from './flat-tree';
import { readAnnotation, readParameters } from './parameters';
import type { Reading } from './reading';
import type { Hole } from './scan';
import type { Expression, Parameters, Statement } from './syntax';

export function readDecorated(reading: Reading, node: number, depth: number): Statement {
  const { tree } = reading;
  const decorators: Expression[] = [];
  let definition = NONE;
  for (const child of reading.children(node)) {
    const name = tree.name(child);
    if (name === 'Decorator') decorators.push(readDecorator(reading, child, depth));
    else if (name === 'FunctionDefinition' || name === 'ClassDefinition') definition = child;
  }
  if (definition === NONE) {
    for (const child of reading.children(node)) if (tree.name(child) === '⚠') reading.forgiven.add(child);
    const message = 'a function or a class must follow a decorator';
    const { start, end } = reading.span(node);
    reading.problems.push({ start, end, message });
    return broken(start, start + reading.text.slice(start, end).trimEnd().length, message);
  }
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
          ? reading.expression(child, depth + 1)
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

export function readFunction(
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
  const header = {
    kind: 'FunctionDef',
    start,
    name: reading.identifier(nameNode),
    nameSpan: reading.span(nameNode),
    parameters,
    decorators,
    returns,
    isAsync,
  } as const;
  const deferred = deferredBody(reading, bodyNode);
  if (deferred) {
    const { readers } = reading;
    let known: readonly Statement[] | null = null;
    return {
      ...header,
      end: deferred.end,
      get body() {
        return (known ??= readers.readBodyLater(deferred.start, deferred.end, depth));
      },
    };
  }
  const body = readBody(reading, bodyNode, depth);
  return { ...header, end: endOf([body], end), body };
}

/** The body of a function that is read when somebody asks for it. */
function deferredBody(reading: Reading, bodyNode: number): Hole | null {
  const { tree, scan } = reading;
  for (let child = tree.firstChild(bodyNode); child !== NONE; child = tree.nextSibling(child)) {
    const hole = scan.holes.get(tree.start(child));
    if (hole?.kind === 'body') return hole;
  }
  return null;
}

export function readClass(
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
