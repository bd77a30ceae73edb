/** `str.format`: fields by position or name, with conversions and specifications. */
import { NotKnown, PythonError } from '../../frameworks/errors';
import type { Runtime } from '../../frameworks/runtime';
import { int, str, type Value } from '../../frameworks/values';
import { formatWithSpec } from '../format-spec';

const FIELD = /\{\{|\}\}|\{([^{}:!]*)(?:!([rsa]))?(?::((?:[^{}]|\{[^{}]*\})*))?\}/g;

export function formatMethod(
  runtime: Runtime,
  template: string,
  positional: readonly Value[],
  keywords: Readonly<Record<string, Value>>,
): Value {
  let next = 0;
  const fieldValue = (field: string): Value => {
    const [name = '', ...path] = field.split(/(?=[.[])/);
    let value =
      name === '' ? positional[next++] : /^\d+$/.test(name) ? positional[Number(name)] : keywords[name];
    if (!value)
      throw new PythonError(
        name === '' || /^\d/.test(name) ? 'IndexError' : 'KeyError',
        `Replacement index ${name} out of range`,
      );
    for (const part of path) {
      const inside = part.slice(1).replace(/\]$/, '');
      value = part.startsWith('.')
        ? runtime.getAttribute(value, inside)
        : runtime.getItem(value, /^\d+$/.test(inside) ? int(Number(inside)) : str(inside));
    }
    return value;
  };
  const text = template.replace(
    FIELD,
    (all, field: string | undefined, conversion: string | undefined, spec: string | undefined) => {
      if (all === '{{' || all === '}}') return all[0]!;
      const value = fieldValue(field ?? '');
      const inner = (spec ?? '').replace(
        /\{([^{}]*)\}/g,
        (_, name: string) => runtime.format(fieldValue(name), 'str') ?? '',
      );
      const converted = conversion ? runtime.format(value, conversion === 's' ? 'str' : 'repr') : undefined;
      if (conversion && converted === undefined) throw new NotKnown('a text with something unknown in it');
      const formatted = formatWithSpec(runtime, converted === undefined ? value : str(converted), inner);
      if (formatted === undefined) throw new NotKnown('a text with something unknown in it');
      return formatted;
    },
  );
  return str(text);
}
