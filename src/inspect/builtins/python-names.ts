/**
 * The attributes that objects of Python's own types have beside their methods here, and those that they have in Python
 * and that are not followed: only what is in neither is an AttributeError.
 */
import { define } from '../../frameworks/define';
import { NotKnown, PythonError } from '../../frameworks/errors';
import { int, none, tuple, typeName, type SliceValue, type Value } from '../../frameworks/values';

/** `dir` of an object of each type in Python 3.11, without the names with underscores. */
const names: Readonly<Record<string, string>> = {
  int: 'as_integer_ratio bit_count bit_length conjugate denominator from_bytes imag numerator real to_bytes',
  float: 'as_integer_ratio conjugate fromhex hex imag is_integer real',
  str: 'capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill',
  list: 'append clear copy count extend index insert pop remove reverse sort',
  deque:
    'append appendleft clear copy count extend extendleft index insert maxlen pop popleft remove reverse rotate',
  dict: 'clear copy fromkeys get items keys pop popitem setdefault update values',
  OrderedDict: 'move_to_end',
  Counter: 'elements most_common subtract total',
  set: 'add clear copy difference difference_update discard intersection intersection_update isdisjoint issubset issuperset pop remove symmetric_difference symmetric_difference_update union update',
  tuple: 'count index',
  range: 'count index start step stop',
  slice: 'indices start step stop',
};

const namesOf = new Map(Object.entries(names).map(([type, listed]) => [type, new Set(listed.split(' '))]));

/** A method that an object of Python's own has in Python and that is not followed: it is there, and what it gives is not known. */
export function methodNotFollowed(value: Value, name: string): Value | undefined {
  if (!hasInPython(value, name)) return undefined;
  return define(`${typeName(value)}.${name}`, '(*args, **kwargs)', () => {
    throw new NotKnown(`'${name}' of a ${typeName(value)} is not followed`);
  });
}

function hasInPython(value: Value, name: string): boolean {
  const kind = value.kind === 'bool' || value.kind === 'long' ? 'int' : value.kind;
  const types = [
    kind,
    ...((value.kind === 'dict' || value.kind === 'list') && value.type ? [value.type] : []),
  ];
  return types.some((type) => namesOf.get(type)?.has(name));
}

/** What of a number, a range or a deque is there to be read. */
export function ownFact(value: Value, name: string): Value | undefined {
  switch (value.kind) {
    case 'bool':
      return ownFact(int(Number(value.value)), name);
    case 'int':
    case 'long':
      if (name === 'real' || name === 'numerator') return value;
      return name === 'imag' ? int(0) : name === 'denominator' ? int(1) : undefined;
    case 'float':
      if (name === 'real') return value;
      return name === 'imag' ? { kind: 'float', value: 0 } : undefined;
    case 'slice':
      if (name !== 'indices') return undefined;
      return define('slice.indices', '(length)', (args) => tuple(bounds(value, args.int('length')).map(int)));
    case 'range':
      return name === 'start' || name === 'stop' || name === 'step' ? int(value[name]) : undefined;
    case 'list':
      if (name !== 'maxlen' || value.type !== 'deque') return undefined;
      return value.maximum === undefined ? none : int(value.maximum);
    default:
      return undefined;
  }
}

/** Start, stop and step of a slice in a sequence of a length, as `slice.indices` gives them. */
function bounds(slice: SliceValue, length: number): readonly [number, number, number] {
  const given = (part: Value): number | undefined => {
    if (part.kind === 'None') return undefined;
    if (part.kind !== 'int') throw new NotKnown('the bounds of a slice are not known');
    return part.value;
  };
  const step = given(slice.step) ?? 1;
  if (step === 0) throw new PythonError('ValueError', 'slice step cannot be zero');
  const [lowest, highest] = step < 0 ? [-1, length - 1] : [0, length];
  const within = (place: number | undefined, otherwise: number): number => {
    if (place === undefined) return otherwise;
    return Math.min(highest, Math.max(lowest, place < 0 ? place + length : place));
  };
  return [
    within(given(slice.lower), step < 0 ? highest : lowest),
    within(given(slice.upper), step < 0 ? lowest : highest),
    step,
  ];
}
