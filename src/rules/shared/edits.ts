/**
 * Edits of Python text made with its syntax tree: take an activation away from
 * around an expression, take an item out of a list, call something by another
 * name. Each gives edits as data; `certainFix` tries them and keeps only those
 * after which the text is still valid Python.
 */
import type { Span } from '../../base/place';
import { parseModule } from '../../python/parse';
import type { Call, Expression } from '../../python/syntax';
import { importOf, parentOf, type EditedSource } from './code-shape';
import type { Edit, Fix, RuleContext } from '../rule';

/** Replaces a span of a source. */
export const replaceSpan = (source: EditedSource, span: Span, newText: string): Edit => ({
  source: source.index,
  start: span.start,
  end: span.end,
  newText,
});

/**
 * A fix whose edits were tried: null when there are none, when they overlap, or when
 * a text would have syntax problems that it did not have before.
 */
export function certainFix(
  context: Pick<RuleContext, 'source'>,
  title: string,
  edits: readonly Edit[] | null,
): Fix | null {
  if (!edits || edits.length === 0) return null;
  for (const index of new Set(edits.map((edit) => edit.source))) {
    const { text, module } = context.source(index);
    const edited = applyEdits(
      text,
      edits.filter((edit) => edit.source === index),
    );
    if (edited === null || parseModule(edited).problems.length > module.problems.length) return null;
  }
  return { title, edits };
}

/** The text after edits that do not overlap; null when they do. */
export function applyEdits(text: string, edits: readonly Edit[]): string | null {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  let result = '';
  let at = 0;
  for (const edit of sorted) {
    if (edit.start < at) return null;
    result += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return result + text.slice(at);
}

/** The text of an expression, in brackets where it would otherwise fall apart in front of `.` or beside an operator. */
export function asOperand(source: EditedSource, expression: Expression): string {
  const text = source.text.slice(expression.start, expression.end);
  return isPrimary(expression) ? text : `(${text})`;
}

const isPrimary = (expression: Expression): boolean =>
  ['Name', 'Attribute', 'Call', 'Subscript', 'List', 'ListComp', 'Dict', 'SetDisplay'].includes(
    expression.kind,
  );

/**
 * `F.softmax(x, dim=1)` → `x`: puts an operand in the place of the call around it.
 * The operand is bracketed unless what surrounds the call takes any expression.
 */
export function unwrapCall(source: EditedSource, call: Call, operand: Expression): Edit {
  const parent = parentOf(source, call);
  const takesAny =
    !parent ||
    ['Assign', 'AnnAssign', 'Return', 'ExpressionStatement', 'Lambda', 'NamedExpr'].includes(parent.kind) ||
    (parent.kind === 'Call' && parent.func !== call);
  const text = source.text.slice(operand.start, operand.end);
  const fits = takesAny && operand.kind !== 'Starred' && !text.includes('\n');
  return replaceSpan(source, call, fits ? text : asOperand(source, operand));
}

/**
 * Calls what `callee` names by another last name: `F.nll_loss` → `F.cross_entropy`,
 * `nn.NLLLoss` → `nn.CrossEntropyLoss`. A bare name has to come from an import of its own,
 * and the import is extended. Null when the callee's last name is not `from`.
 */
export function renameCallee(
  source: EditedSource,
  callee: Expression,
  from: string,
  to: string,
): readonly Edit[] | null {
  if (callee.kind === 'Attribute') {
    return callee.attribute === from ? [replaceSpan(source, callee.attributeSpan, to)] : null;
  }
  if (callee.kind !== 'Name' || callee.id !== from) return null;
  const statement = importOf(source, from);
  if (!statement) return null;
  const own = replaceSpan(source, callee, to);
  if (statement.names.some((item) => item.name === to && item.alias === null)) return [own];
  const item = statement.names.find(({ name, alias }) => name === from && alias === null);
  return item ? [own, { source: source.index, start: item.end, end: item.end, newText: `, ${to}` }] : null;
}

/**
 * Gives a call the keyword `name=value`: in the place of the value that it has, else behind all arguments.
 * Null where unpacked arguments may hold it already.
 */
export function setKeyword(source: EditedSource, call: Call, name: string, value: string): Edit | null {
  const own = call.keywords.find((keyword) => keyword.name === name);
  if (own) return replaceSpan(source, own.value, value);
  const isUnpacked =
    call.keywords.some((keyword) => keyword.name === null) ||
    call.args.some((argument) => argument.kind === 'Starred');
  if (isUnpacked) return null;
  const last = [...call.args, ...call.keywords].reduce((end, item) => Math.max(end, item.end), 0);
  // Without arguments the keyword stands between the brackets, of which the closing one ends the call.
  const at = last === 0 ? call.end - 1 : last;
  const newText = `${last === 0 ? '' : ', '}${name}=${value}`;
  return { source: source.index, start: at, end: at, newText };
}

/**
 * Takes an item out of a list of arguments or elements, with its comma and, where
 * it stands alone on its lines, with them. Null for the only item.
 */
export function removeItem(source: EditedSource, items: readonly Span[], item: Span): Edit | null {
  const at = items.indexOf(item);
  if (at < 0 || items.length < 2) return null;
  const { text } = source;
  const lines = ownLines(text, item);
  if (lines) return replaceSpan(source, lines, '');
  const next = items[at + 1];
  if (next) return replaceSpan(source, { start: item.start, end: next.start }, '');
  return replaceSpan(source, { start: items[at - 1]!.end, end: item.end }, '');
}

/** The whole lines of an item when nothing but it, a comma and a comment stands on them. */
function ownLines(text: string, item: Span): Span | null {
  const start = text.lastIndexOf('\n', item.start - 1) + 1;
  if (text.slice(start, item.start).trim() !== '') return null;
  const rest = /^[ \t]*,?[ \t]*(?:#[^\n]*)?(?:\r?\n)/.exec(text.slice(item.end));
  return rest ? { start, end: item.end + rest[0].length } : null;
}

/** The whole line or lines of a statement that stands alone on them; null otherwise. */
export function statementLines(source: EditedSource, statement: Span): Span | null {
  const lines = ownLines(source.text, statement);
  return lines && !source.text.slice(statement.end, lines.end).trimStart().startsWith(',') ? lines : null;
}
