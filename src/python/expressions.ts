/** From a node of lezer to an expression of syntax.ts: the one place where the kinds of nodes are told apart. */
import { readCall, readMember } from './calls';
import { readNumber } from './numbers';
import { readNumericBlock } from './numeric-block';
import { readConditional, readNamed, readOperation, readYield } from './operators';
import { readLambda } from './parameters';
import { MAXIMUM_DEPTH, type Reading } from './reading';
import { readComprehension, readDict, readElements } from './sequences';
import { readString } from './string-expressions';
import type { Expression } from './syntax';

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
  // A string that is not closed says more than what lezer makes of its end.
  const damage =
    (tree.name(node) === 'String' ? scan.damage.get(start) : undefined) ?? reading.damageIn(node);
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
  if (hole.kind === 'expression') return reading.readers.readSlice(hole.start, hole.end, depth + 1);
  if (hole.kind === 'unread') {
    return reading.broken(hole.start, hole.end, scan.damage.get(start) ?? 'this literal could not be read');
  }
  const block = readNumericBlock(reading.text, hole.start, hole.end);
  if (block.ok) return block.value;
  const { failure } = block;
  // Lists of different lengths are valid Python: whoever makes a tensor of them says so there.
  if (!failure.isSyntaxError && hole.end - hole.start <= MAXIMUM_RAGGED_LENGTH) {
    return reading.readers.readSlice(hole.start, hole.end, depth + 1, Infinity);
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
