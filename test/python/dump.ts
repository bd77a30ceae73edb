/** A tree in the plain form that scripts/goldens/python_ast.py writes, so that it can be compared with Python's own. */
import type { FormattedValue, JoinedString, Module } from '../../src/python/syntax';

export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [field: string]: Plain };

/** Fields that Python's `ast` does not have. */
const OURS_ALONE = new Set([
  'kind',
  'start',
  'end',
  'nameSpan',
  'attributeSpan',
  'pattern',
  'meaning',
  'parameters',
]);

/** The statements of a module with kinds, offsets and fields; what stands inside f-strings has no offsets. */
export function dumpModule(module: Module): Plain {
  return module.body.map((statement) => dump(statement, true));
}

function dump(value: unknown, placed: boolean): Plain {
  if (Array.isArray(value)) return value.map((one) => dump(one, placed));
  if (typeof value === 'bigint') return `0x${value.toString(16)}`;
  if (typeof value === 'number') return Number.isFinite(value) ? value : value > 0 ? 'inf' : '-inf';
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  if (!isRecord(value)) throw new Error(`a tree holds ${typeof value}`);
  if (value['kind'] === 'JoinedString') {
    const string = value as unknown as JoinedString;
    const parts = joinTexts(string.parts);
    return { kind: 'JoinedString', ...(placed ? { at: [string.start, string.end] } : {}), parts };
  }
  const tree: Record<string, Plain> = {};
  const isParameter = 'default' in value && 'annotation' in value;
  if (isParameter || !('start' in value)) {
    if (isParameter) tree['kind'] = String(value['kind']);
  } else {
    if (typeof value['kind'] === 'string') tree['kind'] = value['kind'];
    if (placed) tree['at'] = [Number(value['start']), Number(value['end'])];
  }
  for (const [field, inner] of Object.entries(value)) {
    if (field === 'parameters' && isRecord(inner)) tree['parameters'] = dump(inner['items'], placed);
    else if (field === 'names' && 'pattern' in value && Array.isArray(inner))
      tree['names'] = inner.map(String).sort();
    else if (!OURS_ALONE.has(field)) tree[field] = dump(inner, placed);
  }
  return tree;
}

/** Python puts the text of `{value=}` into the text before the field, and then shows it by repr. */
function joinTexts(parts: readonly (string | FormattedValue)[]): Plain[] {
  const joined: Plain[] = [];
  const addText = (text: string): void => {
    const last = joined[joined.length - 1];
    if (typeof last === 'string') joined[joined.length - 1] = last + text;
    else joined.push(text);
  };
  for (const part of parts) {
    if (typeof part === 'string') {
      addText(part);
      continue;
    }
    if (part.debugText !== null) addText(part.debugText);
    const isRepr = part.debugText !== null && part.format.length === 0;
    joined.push({
      value: dump(part.value, false),
      conversion: part.conversion ?? (isRepr ? 'r' : null),
      format: joinTexts(part.format),
    });
  }
  return joined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
