/** f-strings: `f"{loss:.3f}"`, `f"{x=}"`. */
import { str, type Value } from '../frameworks/values';
import { madeOfUsual, usualOf } from '../frameworks/usual';
import type { FormattedValue, JoinedString } from '../python/syntax';
import { evaluate } from './expressions';
import { formatWithSpec } from './format-spec';
import type { Interpreter } from './interpreter';
import { markedCall } from './sampled';
import type { Scope } from './scope';

export function joinedString(interpreter: Interpreter, node: JoinedString, scope: Scope): Value {
  const parts: Value[] = [];
  const text = formatParts(interpreter, node.parts, scope, parts);
  if (text === undefined) return interpreter.unknown('a text with something unknown in it');
  return madeOfUsual(parts, () => str(text)) ?? markedCall(str(text), 'format', parts);
}

function formatParts(
  interpreter: Interpreter,
  parts: readonly (string | FormattedValue)[],
  scope: Scope,
  values: Value[],
): string | undefined {
  let text: string | undefined = '';
  for (const part of parts) {
    const piece: string | undefined =
      typeof part === 'string' ? part : formatField(interpreter, part, scope, values);
    text = text === undefined || piece === undefined ? undefined : text + piece;
  }
  return text;
}

function formatField(
  interpreter: Interpreter,
  field: FormattedValue,
  scope: Scope,
  values: Value[],
): string | undefined {
  const given = evaluate(interpreter, field.value, scope);
  values.push(given);
  const value = usualOf(given)?.value ?? given;
  const spec = formatParts(interpreter, field.format, scope, values);
  if (spec === undefined) return undefined;
  const isDebug = field.debugText !== null;
  const conversion = field.conversion ?? (isDebug && spec === '' ? 'r' : null);
  let text: string | undefined;
  if (conversion) {
    const converted = interpreter.format(value, conversion === 's' ? 'str' : 'repr');
    text = converted === undefined ? undefined : formatWithSpec(interpreter, str(converted), spec);
  } else text = formatWithSpec(interpreter, value, spec);
  return text === undefined ? undefined : `${field.debugText ?? ''}${text}`;
}
