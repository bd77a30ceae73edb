/** `str()` and `repr()` as Python prints; undefined where something in a value is not known. */
import { formatTensor } from '../frameworks/format-tensor';
import { linearize, type Value } from '../frameworks/values';
import { findMethod } from './attributes';
import type { Interpreter } from './interpreter';

export function formatValue(interpreter: Interpreter, value: Value, how: 'str' | 'repr'): string | undefined {
  const inner = (item: Value): string | undefined => formatValue(interpreter, item, 'repr');
  switch (value.kind) {
    case 'None':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return String(value.value);
    case 'float':
      return formatFloat(value.value);
    case 'str':
      return how === 'str' ? value.value : quote(value.value);
    case 'Ellipsis':
      return 'Ellipsis';
    case 'list':
      return value.open ? undefined : surround('[', all(value.items, inner), ']');
    case 'tuple': {
      if (value.names) {
        const fields = all(
          value.items.map((item, at) => [value.names![at]!, item] as const),
          ([name, item]) => {
            const text = inner(item);
            return text === undefined ? undefined : `${name}=${text}`;
          },
        );
        return fields && `${value.type ?? ''}(\n${fields.join(',\n')})`;
      }
      const items = all(value.items, inner);
      return items && (items.length === 1 ? `(${items[0]!},)` : `(${items.join(', ')})`);
    }
    case 'size':
      return surround('torch.Size([', all(value.items, inner), '])');
    case 'set':
      return value.items.size === 0 ? 'set()' : surround('{', all([...value.items.values()], inner), '}');
    case 'dict':
      if (value.open) return undefined;
      return surround(
        '{',
        all([...value.entries.values()], ([key, entry]) => {
          const left = inner(key);
          const right = inner(entry);
          return left === undefined || right === undefined ? undefined : `${left}: ${right}`;
        }),
        '}',
      );
    case 'range':
      return value.step === 1
        ? `range(${value.start}, ${value.stop})`
        : `range(${value.start}, ${value.stop}, ${value.step})`;
    case 'tensor':
      return formatTensor(value, how);
    case 'dtype':
      return value.framework === 'torch' ? `torch.${value.dtype}` : value.dtype;
    case 'instance': {
      const method =
        (how === 'str' ? findMethod(value, '__str__') : undefined) ?? findMethod(value, '__repr__');
      if (method) {
        const text = interpreter.call(method, []);
        return text.kind === 'str' ? text.value : undefined;
      }
      const message = value.state.get('message');
      if (typeof message === 'string') return message;
      const native = linearize(value.class).find((base) => base.describe);
      return native?.describe?.(value, interpreter);
    }
    default:
      // Functions, classes and modules print their address or file: nothing that reading could tell.
      return undefined;
  }
}

const surround = (open: string, items: readonly string[] | undefined, close: string): string | undefined =>
  items && `${open}${items.join(', ')}${close}`;

function all<Item>(items: readonly Item[], text: (item: Item) => string | undefined): string[] | undefined {
  const texts: string[] = [];
  for (const item of items) {
    const one = text(item);
    if (one === undefined) return undefined;
    texts.push(one);
  }
  return texts;
}

/** Python's repr of a float: the shortest digits that read back, in its own notation. */
export function formatFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string];
    const power = Number(exponent);
    return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

/** Python's repr of a string. */
export function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r');
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`;
}
