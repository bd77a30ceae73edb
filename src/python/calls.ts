/** Calls with their arguments, attributes and subscripts. */
import { readNamed } from './operators';
import type { Reading } from './reading';
import { KEYWORDS } from './scan';
import { BRACKETS, readGenerators, readMaybeStarred } from './sequences';
import type { Expression, Keyword, Slice } from './syntax';

export function readCall(reading: Reading, node: number, depth: number): Expression {
  const { tree, scan } = reading;
  const { start, end } = reading.span(node);
  const [func, list] = reading.children(node);
  if (func === undefined || list === undefined)
    return reading.broken(start, end, 'this call is not complete');
  const damage =
    reading.damageIn(list) ?? (scan.damage.size > 0 ? scan.damage.get(tree.start(list)) : undefined);
  if (damage !== undefined && damage !== null) return reading.broken(start, end, damage);
  const { args, keywords } = readArguments(reading, list, depth);
  return { kind: 'Call', start, end, func: reading.expression(func, depth + 1), args, keywords };
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
          value: reading.expression(second, depth + 1),
        });
      } else if (name === '*' && second !== undefined) {
        args.push({
          kind: 'Starred',
          start: from,
          end: to,
          value: reading.expression(second, depth + 1),
        });
      } else if (second !== undefined && third !== undefined && reading.slice(second) === ':=') {
        args.push(readNamed(reading, first, third, from, to, depth));
      } else if (second !== undefined && third !== undefined && tree.name(second) === 'AssignOp') {
        keywords.push({
          start: from,
          end: to,
          name: reading.identifier(first),
          value: reading.expression(third, depth + 1),
        });
      } else {
        if (keywords.some((keyword) => keyword.name !== null)) {
          const message = 'a positional argument follows a keyword argument';
          reading.problems.push({ start: from, end: to, message });
        }
        args.push(reading.expression(first, depth + 1));
      }
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
    element: reading.expression(element, depth + 1),
    generators,
  });
}

export function readMember(reading: Reading, node: number, depth: number): Expression {
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
    const word = reading.slice(property);
    if (KEYWORDS.has(word) || word === 'True' || word === 'False' || word === 'None') {
      const message = `'${word}' is a keyword and no attribute`;
      reading.problems.push({ ...reading.span(property), message });
      return reading.broken(start, end, message);
    }
    return {
      kind: 'Attribute',
      start,
      end,
      value: reading.expression(object, depth + 1),
      attribute: reading.identifier(property),
      attributeSpan: reading.span(property),
    };
  }
  const value = reading.expression(object, depth + 1);
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
    else if (which < 3) bounds[which] = reading.expression(node, depth + 1);
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
