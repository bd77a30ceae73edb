/** Parameters of functions and lambdas, with annotations and defaults. */
import { NONE } from './flat-tree';
import type { Reading } from './reading';
import { readMaybeStarred } from './sequences';
import type { Expression, Parameter, Parameters } from './syntax';

export function readLambda(reading: Reading, node: number, depth: number): Expression {
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
  return { kind: 'Lambda', start, end, parameters, body: reading.expression(body, depth + 1) };
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
      const before = items[items.length - 1];
      if (parameter?.kind === 'positional' && !parameter.default && before?.default) {
        const message = `'${parameter.name}' has no default and follows a parameter that has one`;
        reading.problems.push({ start: parameter.start, end: parameter.end, message });
      }
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
      if (value !== undefined) defaultValue = reading.expression(value, depth + 1);
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
