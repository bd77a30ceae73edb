/** `str()` and `repr()` as Python prints; undefined where something in a value is not known. */
import { SHAPE_TYPE } from '../frameworks/tensorflow/tensor-shape';
import { formatFloat } from '../base/python-float';
import { decimal } from '../frameworks/integers';
import { formatTensor } from '../frameworks/format-tensor';
import {
  inheritsFrom,
  linearize,
  plain,
  type ClassValue,
  type DictValue,
  type InstanceValue,
  type SetValue,
  type Value,
} from '../frameworks/values';
import { findMethod } from './attributes';
import { dataclassItems, fieldOption } from './dataclasses';
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
    case 'long':
      return decimal(value.value);
    case 'float':
      return formatFloat(value.value);
    case 'str':
      if (how === 'str') return value.value;
      return value.isNumpys ? `np.str_(${quote(value.value)})` : quote(value.value);
    case 'Ellipsis':
      return 'Ellipsis';
    case 'list': {
      if (value.open) return undefined;
      const items = surround('[', all(value.items, inner), ']');
      if (!value.type || items === undefined) return items;
      return `${value.type}(${items}${value.maximum === undefined ? '' : `, maxlen=${value.maximum}`})`;
    }
    case 'tuple': {
      if (value.names && !value.type?.startsWith('torch.')) {
        const fields = all([...value.items.entries()], ([at, item]) => {
          const text = inner(item);
          return text === undefined ? undefined : `${value.names![at]!}=${text}`;
        });
        return surround(`${value.type ?? ''}(`, fields, ')');
      }
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
      if (value.type === SHAPE_TYPE && how === 'repr') return surround('TensorShape([', items, '])');
      return items && (items.length === 1 ? `(${items[0]!},)` : `(${items.join(', ')})`);
    }
    case 'size':
      return surround('torch.Size([', all(value.items, inner), '])');
    case 'set':
      return formatSet(value, inner);
    case 'dict':
      return formatDict(value, inner);
    case 'range':
      return value.step === 1
        ? `range(${value.start}, ${value.stop})`
        : `range(${value.start}, ${value.stop}, ${value.step})`;
    case 'tensor':
      return formatTensor(value, how, interpreter.printing);
    case 'dtype':
      if (value.framework === 'tensorflow') {
        return how === 'str' ? `<dtype: '${value.dtype}'>` : `tf.${value.dtype}`;
      }
      if (value.isClass) return `<class 'numpy.${value.dtype}'>`;
      if (value.framework === 'torch') return `torch.${value.dtype}`;
      return how === 'str' ? value.dtype : `dtype('${value.dtype}')`;
    case 'instance': {
      const method =
        (how === 'str' ? findMethod(value, '__str__') : undefined) ?? findMethod(value, '__repr__');
      if (method) {
        const text = interpreter.call(method, []);
        return text.kind === 'str' ? text.value : undefined;
      }
      const message = value.state.get('message');
      if (typeof message === 'string') return how === 'str' ? message : exceptionText(value, message, inner);
      const native = linearize(value.class).find((base) => base.describe);
      if (native) return native.describe?.(value, interpreter, how);
      return (
        formatFields(value, inner) ?? formatMember(value, inner, how) ?? formatPlain(interpreter, value, how)
      );
    }
    case 'class': {
      const method =
        (how === 'str' ? findMethod(value, '__str__') : undefined) ?? findMethod(value, '__repr__');
      if (!method) return classText(value);
      const text = interpreter.call(method, []);
      return text.kind === 'str' ? text.value : undefined;
    }
    case 'slice':
      return surround('slice(', all([value.lower, value.upper, value.step], inner), ')');
    default:
      // Functions, classes and modules print their address or file: nothing that reading could tell.
      return undefined;
  }
}

/**
 * The items of a set in the order in which CPython prints them: by their place in its hash table. Whole numbers stand
 * where their value says; how large the table is depends on the set's history, so the order is known only where tables
 * of two sizes agree and nothing collides. Texts are hashed differently in each run: undefined.
 */
function inTableOrder(items: readonly Value[]): readonly Value[] | undefined {
  if (items.length < 2) return items;
  const numbers = items.flatMap((item) => (item.kind === 'int' ? [item.value] : []));
  if (numbers.length < items.length) return undefined;
  // A table grows fourfold when three fifths of it are in use.
  let size = 8;
  while (items.length * 5 >= (size - 1) * 3) size *= 4;
  const orders = [size, size * 4].map((slots) => {
    const places = numbers.map((value) => {
      const hash = value === -1 ? -2 : value;
      return ((hash % slots) + slots) % slots;
    });
    if (new Set(places).size < places.length) return undefined;
    return places.map((_, at) => at).sort((a, b) => places[a]! - places[b]!);
  });
  const [first, second] = orders;
  if (!first || !second || first.some((at, place) => at !== second[place])) return undefined;
  return first.map((at) => items[at]!);
}

function formatSet(value: SetValue, inner: (item: Value) => string | undefined): string | undefined {
  if (value.open) return undefined;
  const name = value.isFrozen ? 'frozenset' : 'set';
  if (value.items.size === 0) return `${name}()`;
  const ordered = inTableOrder([...value.items.values()]);
  const items = ordered && surround('{', all(ordered, inner), '}');
  return items && value.isFrozen ? `${name}(${items})` : items;
}

function formatDict(value: DictValue, inner: (item: Value) => string | undefined): string | undefined {
  if (value.open) return undefined;
  const entries = [...value.entries.values()];
  const pairs = (between: string, sorted = entries): string[] | undefined =>
    all(sorted, ([key, entry]) => {
      const [left, right] = [inner(key), inner(entry)];
      return left === undefined || right === undefined ? undefined : `${left}${between}${right}`;
    });
  switch (value.type) {
    case 'OrderedDict':
      if (entries.length === 0) return 'OrderedDict()';
      return surround('OrderedDict([(', pairs(', '), ')])', '), (');
    case 'Counter': {
      if (entries.length === 0) return 'Counter()';
      const count = ([, of]: readonly [Value, Value]): number => (of.kind === 'int' ? of.value : 0);
      return surround(
        'Counter({',
        pairs(
          ': ',
          [...entries].sort((a, b) => count(b) - count(a)),
        ),
        '})',
      );
    }
    case 'defaultdict': {
      const factory = value.factory && inner(value.factory);
      return factory && surround(`defaultdict(${factory}, {`, pairs(': '), '})');
    }
    default:
      return surround('{', pairs(': '), '}');
  }
}

/** `Config(lr=0.1)`, as a dataclass prints. */
function formatFields(value: InstanceValue, inner: (item: Value) => string | undefined): string | undefined {
  const items = dataclassItems(value);
  if (!items) return undefined;
  const shown = items.filter(([name]) => fieldOption(value.class, name, 'repr'));
  const fields = all(shown, ([name, item]) => {
    const text = inner(item);
    return text === undefined ? undefined : `${name}=${text}`;
  });
  return surround(`${value.class.name}(`, fields, ')');
}

/** An object that is a dict, a list or a text prints as that does; the dicts of `collections` say their class. */
function formatPlain(
  interpreter: Interpreter,
  value: InstanceValue,
  how: 'str' | 'repr',
): string | undefined {
  const own = plain(value);
  return own === value || (own.kind === 'dict' && own.type) ? undefined : formatValue(interpreter, own, how);
}

/** `Color.RED` and `<Color.RED: 1>`, as a member of an enumeration prints. */
function formatMember(
  value: InstanceValue,
  inner: (item: Value) => string | undefined,
  how: 'str' | 'repr',
): string | undefined {
  const [name, held] = [value.attributes.get('name'), value.attributes.get('value')];
  if (!value.state.has('member') || name?.kind !== 'str' || !held) return undefined;
  const isPlain = linearize(value.class).some(({ name: base }) =>
    ['enum.IntEnum', 'enum.StrEnum'].includes(base),
  );
  if (how === 'str')
    return isPlain && held.kind === 'str'
      ? held.value
      : isPlain
        ? inner(held)
        : `${value.class.name}.${name.value}`;
  return `<${value.class.name}.${name.value}: ${inner(held) ?? '?'}>`;
}

/** `<class 'int'>`; undefined for a class whose module is another than the name under which it is used. */
function classText({ name, isUser }: ClassValue): string | undefined {
  if (isUser) return `<class '__main__.${name}'>`;
  if (name.startsWith('builtins.')) return `<class '${name.slice('builtins.'.length)}'>`;
  if (name === 'torch.nn.Parameter') return "<class 'torch.nn.parameter.Parameter'>";
  const isOwnName = /^(torch\.Tensor$|numpy\.|collections\.)/.test(name);
  return isOwnName ? `<class '${name}'>` : undefined;
}

/** `ValueError('…')`: what an exception is made of. */
function exceptionText(
  { class: type, attributes }: InstanceValue,
  message: string,
  inner: (value: Value) => string | undefined,
): string | undefined {
  const name = type.name.replace('builtins.', '');
  if (inheritsFrom(type, 'builtins.KeyError')) return `${name}(${message})`;
  const args = attributes.get('args');
  return args?.kind === 'tuple' ? surround(`${name}(`, all(args.items, inner), ')') : undefined;
}

const surround = (
  open: string,
  items: readonly string[] | undefined,
  close: string,
  between = ', ',
): string | undefined => items && `${open}${items.join(between)}${close}`;

function all<Item>(items: readonly Item[], text: (item: Item) => string | undefined): string[] | undefined {
  const texts: string[] = [];
  for (const item of items) {
    const one = text(item);
    if (one === undefined) return undefined;
    texts.push(one);
  }
  return texts;
}

/** Characters below 256 that Python's repr writes as numbers. */
const UNPRINTABLE = /[\p{Cc}\xa0\xad]/gu;

/** Python's repr of a string. */
export function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
    .replace(UNPRINTABLE, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `${mark}${mark === "'" ? escaped.replaceAll("'", "\\'") : escaped}${mark}`;
}
