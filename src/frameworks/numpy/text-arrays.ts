/** numpy's arrays of texts, such as the names of classes: they have no numbers, and so are no nodes of the graph. */
import { openClass } from '../define';
import { allocate } from '../../engine/dtype';
import { ops } from '../../engine/ops/index';
import { numelOf } from '../../engine/shape';
import { Tensor } from '../../engine/tensor';
import { knownShape, largestOf, vector } from '../arrays/held-values';
import { NotKnown } from '../errors';
import { signature } from '../signature';
import { readItem } from '../tensor-index';
import { toList } from '../torch/tensor/object';
import {
  int,
  iteratorOver,
  list,
  tensorValue,
  tuple,
  type ClassValue,
  type InstanceValue,
  type NativeFunction,
  type NativeMethod,
  type StrValue,
  type Value,
} from '../values';
import { formatNumpyArray } from './format';

interface Texts {
  readonly shape: readonly number[];
  readonly texts: readonly string[];
  /** The characters that its dtype has room for: those of the longest text when it was made. */
  readonly width: number;
}

/** A text that numpy gives: Python's, but for how it is shown among others. */
export const numpyText = (value: string): StrValue => ({ kind: 'str', value, isNumpys: true });

export const textsOf = (value: Value): Texts | undefined =>
  value.kind === 'instance' && value.class === textArrayClass
    ? (value.state.get('texts') as Texts)
    : undefined;

const own = (self: InstanceValue): Texts => self.state.get('texts') as Texts;

export const textArray = (
  shape: readonly number[],
  texts: readonly string[],
  width = Math.max(1, largestOf(texts.map((text) => [...text].length))),
): InstanceValue => ({
  kind: 'instance',
  class: textArrayClass,
  attributes: new Map(),
  state: new Map<string, unknown>([['texts', { shape, texts, width }]]),
  place: undefined,
});

/** Nested lists of texts as an array of them; undefined where something else is in them. */
export function readTexts(value: Value): InstanceValue | undefined {
  const given = textsOf(value);
  if (given) return textArray(given.shape, given.texts, given.width);
  if ((value.kind !== 'list' && value.kind !== 'tuple') || value.items.length === 0) return undefined;
  if (value.kind === 'list' && value.open) return undefined;
  const first = value.items[0]!;
  if (first.kind === 'str') {
    const texts = value.items.flatMap((item) => (item.kind === 'str' ? [item.value] : []));
    return texts.length === value.items.length ? textArray([texts.length], texts) : undefined;
  }
  // Arrays of numbers are read often, and seen to be such by their first item.
  if (first.kind !== 'list' && first.kind !== 'tuple') return undefined;
  if (!readTexts(first)) return undefined;
  const rows = value.items.flatMap((item) => {
    const row = item.kind === 'list' || item.kind === 'tuple' ? readTexts(item) : undefined;
    return row ? [own(row)] : [];
  });
  const [row] = rows;
  if (!row || rows.length !== value.items.length) return undefined;
  if (rows.some(({ shape }) => String(shape) !== String(row.shape))) return undefined;
  return textArray(
    [rows.length, ...row.shape],
    rows.flatMap(({ texts }) => texts),
  );
}

/** The places of the texts as an array, of which an index picks as it would of the texts. */
const placesOf = ({ shape, texts }: Texts): Value =>
  tensorValue(
    Tensor.apply(
      ops.reshape,
      [
        vector(
          texts.map((_, at) => at),
          'int64',
        ),
      ],
      { shape },
    ),
    'numpy',
  );

/** The texts at some of the places; one alone is a text. */
export function pickedTexts(from: Texts, places: Tensor): Value {
  const shape = knownShape(places);
  const texts = Array.from(places.values(), (at) => from.texts[at]!);
  return shape.length === 0 ? numpyText(texts[0]!) : textArray(shape, texts, from.width);
}

function picked(self: InstanceValue, index: Value): Value {
  const places = placesOf(own(self));
  const found = places.kind === 'tensor' ? readItem(places, index) : undefined;
  if (found?.kind !== 'tensor' || !found.tensor.hasValues)
    throw new NotKnown('which texts are picked is not known');
  return pickedTexts(own(self), found.tensor);
}

/** Which texts are a given one, or those at the same places of another array. */
function compared(self: InstanceValue, other: Value, isEqual: boolean): Value {
  const { shape, texts } = own(self);
  const others = textsOf(other) ?? (other.kind === 'list' ? textsOf(readTexts(other) ?? other) : undefined);
  if (other.kind !== 'str' && String(others?.shape) !== String(shape))
    throw new NotKnown('what texts are compared with is not known, or is of another shape');
  const values = allocate('bool', numelOf(shape));
  texts.forEach((text, at) => {
    const same = text === (other.kind === 'str' ? other.value : others!.texts[at]);
    values[at] = Number(same === isEqual);
  });
  return tensorValue(Tensor.leaf({ shape, dtype: 'bool', values }), 'numpy');
}

const method = (
  parameters: string,
  call: (self: InstanceValue, value: (name: string) => Value) => Value,
): NativeMethod => ({
  signature: signature(parameters),
  call: (self, args) => call(self, (name) => args.value(name)),
});

const textArrayClass: ClassValue = openClass('numpy.ndarray', {
  signature: signature('()'),
  methods: {
    __getitem__: method('(index)', (self, value) => picked(self, value('index'))),
    __len__: method('()', (self) => int(own(self).shape[0] ?? 0)),
    __iter__: method('()', (self) =>
      iteratorOver(Array.from({ length: own(self).shape[0] ?? 0 }, (_, at) => picked(self, int(at)))),
    ),
    __eq__: method('(other)', (self, value) => compared(self, value('other'), true)),
    __ne__: method('(other)', (self, value) => compared(self, value('other'), false)),
    tolist: method('()', (self) => {
      const places = placesOf(own(self));
      const named = (value: Value): Value =>
        value.kind === 'list'
          ? list(value.items.map(named))
          : { kind: 'str', value: own(self).texts[value.kind === 'int' ? value.value : 0]! };
      return places.kind === 'tensor' ? named(toList(places)) : places;
    }),
    copy: method('()', (self) => readTexts(self)!),
  },
  properties: {
    shape: (self) => tuple(own(self).shape.map(int)),
    size: (self) => int(own(self).texts.length),
    ndim: (self) => int(own(self).shape.length),
  },
  describe: (self, runtime, how) => {
    const { shape, texts, width } = own(self);
    const options = runtime.printing.numpy;
    if (!options) return undefined;
    const formatter = { all: (at: number) => runtime.format({ kind: 'str', value: texts[at]! }, 'repr')! };
    const values = Float64Array.from(texts, (_, at) => at);
    const body = formatNumpyArray(
      { shape, dtype: 'float64', values },
      'str',
      'array',
      { ...options, formatter },
      how === 'str' ? ' ' : ', ',
      how === 'str' ? 0 : 'array('.length,
    );
    return how === 'str' ? body : `array(${body}, dtype='<U${width}')`;
  },
});

/** `unique` of texts, in order. */
function uniqueTexts(given: Texts, wants: (option: string) => boolean): Value {
  const first = new Map<string, number>();
  given.texts.forEach((text, at) => {
    if (!first.has(text)) first.set(text, at);
  });
  const distinct = [...first.keys()].sort((a, b) => (a < b ? -1 : 1));
  const rankOf = new Map(distinct.map((text, rank) => [text, rank]));
  const ranks = given.texts.map((text) => rankOf.get(text)!);
  const counts = distinct.map(() => 0);
  for (const rank of ranks) counts[rank]!++;
  const numbers = (values: readonly number[]): Value => tensorValue(vector(values, 'int64'), 'numpy');
  const results: Value[] = [textArray([distinct.length], distinct)];
  if (wants('return_index')) results.push(numbers(distinct.map((text) => first.get(text)!)));
  if (wants('return_inverse')) results.push(numbers(ranks));
  if (wants('return_counts')) results.push(numbers(counts));
  return results.length === 1 ? results[0]! : tuple(results);
}

/** The functions of numpy that take texts as well as numbers: each tries the texts first. */
export function takingTexts(functions: readonly NativeFunction[]): NativeFunction[] {
  return functions.map((value) => {
    const name = value.name.replace('numpy.', '');
    const { call } = value;
    if (name === 'array' || name === 'asarray') {
      return {
        ...value,
        call: (args, runtime) => {
          const given = args.value('x');
          const texts = args.isNone('dtype') ? readTexts(given) : undefined;
          if (!texts && holdsText(given)) throw new NotKnown('an array of this content is not followed');
          return texts ?? call(args, runtime);
        },
      };
    }
    if (name === 'unique') {
      return {
        ...value,
        call: (args, runtime) => {
          const given = readTexts(args.value('ar'));
          return given ? uniqueTexts(own(given), (option) => args.bool(option)) : call(args, runtime);
        },
      };
    }
    return value;
  });
}

const holdsText = (value: Value): boolean =>
  value.kind === 'str' ||
  value.kind === 'None' ||
  ((value.kind === 'list' || value.kind === 'tuple') && value.items.some(holdsText));
