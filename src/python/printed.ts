/** One tensor at one place of a text: a call such as `tensor([…], device='cuda:0')`, or a bare nest of numbers. */
import { fail, succeed, type Result } from '../base/result';
import { readNumberNest, where, type NumberNest } from './number-nest';
import type { TensorText, TextFailure } from './tensor-text';

export interface PrintedTensor {
  readonly tensor: TensorText;
  /** Just after it. */
  readonly end: number;
}

type Framework = TensorText['framework'];

/** What a call's name says about the numbers in it. */
interface Form {
  readonly framework: Framework;
  readonly dtype?: string;
  /** How the elements of the result are stored, whatever is written: `torch.Tensor([1, 2])` holds floats. */
  readonly elementType?: TensorText['elementType'];
}

const TORCH_CLASSES: Readonly<Record<string, Form>> = {
  Tensor: { framework: 'torch', dtype: 'torch.float32', elementType: 'float' },
  FloatTensor: { framework: 'torch', dtype: 'torch.float32', elementType: 'float' },
  DoubleTensor: { framework: 'torch', dtype: 'torch.float64', elementType: 'float' },
  HalfTensor: { framework: 'torch', dtype: 'torch.float16', elementType: 'float' },
  BFloat16Tensor: { framework: 'torch', dtype: 'torch.bfloat16', elementType: 'float' },
  LongTensor: { framework: 'torch', dtype: 'torch.int64', elementType: 'int' },
  IntTensor: { framework: 'torch', dtype: 'torch.int32', elementType: 'int' },
  ShortTensor: { framework: 'torch', dtype: 'torch.int16', elementType: 'int' },
  CharTensor: { framework: 'torch', dtype: 'torch.int8', elementType: 'int' },
  ByteTensor: { framework: 'torch', dtype: 'torch.uint8', elementType: 'int' },
  BoolTensor: { framework: 'torch', dtype: 'torch.bool', elementType: 'bool' },
};

const CALL = /((?:[A-Za-z_]\w*\s*\.\s*)*[A-Za-z_]\w*)\s*\(/y;
const PARAMETER = /Parameter containing:\s*/y;
const TENSORFLOW_OBJECT = /<tf\.(Tensor|Variable)\b/y;
const ATTRIBUTE = /[\s,]*([A-Za-z_]\w*)\s*=\s*/y;
const SPACE = /[\s,]*/y;

/**
 * Reads the tensor that starts at `start` of `text`, and tells where it ends. A form with `...` in it
 * gives what is seen and `elided`.
 */
export function readPrintedTensor(text: string, start: number): Result<PrintedTensor, TextFailure> {
  const parameter = matchAt(PARAMETER, text, start);
  if (parameter) {
    const inner = readPrintedTensor(text, start + parameter[0].length);
    if (!inner.ok) return inner;
    const tensor = { requiresGrad: true, ...inner.value.tensor, wrapper: 'Parameter containing:' };
    return succeed({ tensor, end: inner.value.end });
  }
  const object = matchAt(TENSORFLOW_OBJECT, text, start);
  if (object) return readTensorflowObject(text, start, start + object[0].length, object[1] === 'Variable');
  const call = matchAt(CALL, text, start);
  if (call) {
    const name = call[1]!.replace(/\s/g, '');
    const form = formOf(name);
    if (form) return readCall(text, start, start + call[0].length, name, form);
    if (!/^(?:float)$/.test(name)) {
      return fail({
        start,
        end: start + call[0].length,
        message: `${where(text, start)}'${name}(…)' is no form of tensor that can be read without running it`,
      });
    }
  }
  const nest = readNumberNest(text, start);
  if (!nest.ok) return nest;
  const { value } = nest;
  // Ones that are printed by numpy have white space between the elements, Python's and JSON's have commas.
  const framework: Framework = value.separator === 'space' ? 'numpy' : value.hasJsonWords ? 'json' : 'python';
  const isNumpyTruth = matchAt(/(?:np|numpy)\.(?:True|False)_/y, text, start) !== null;
  const form: Form = isNumpyTruth ? { framework: 'numpy', dtype: 'bool' } : { framework };
  return succeed({ tensor: tensorOf(value, form, {}), end: value.end });
}

/** What a name of a call stands for, or null. */
function formOf(name: string): Form | null {
  const parts = name.split('.');
  const last = parts[parts.length - 1]!;
  const module = parts.slice(0, -1).join('.');
  if (module === 'tf' || module === 'tensorflow') {
    return /^(?:Tensor|constant|convert_to_tensor|Variable)$/.test(last) ? { framework: 'tensorflow' } : null;
  }
  if (module === 'jnp' || module === 'jax.numpy') {
    return /^(?:array|asarray)$/.test(last) ? { framework: 'jax' } : null;
  }
  if (module === 'np' || module === 'numpy') {
    if (/^(?:array|asarray|asanyarray)$/.test(last)) return { framework: 'numpy' };
    if (/^(?:float|int|uint)\d+$/.test(last)) {
      return { framework: 'numpy', dtype: last, elementType: last.startsWith('float') ? 'float' : 'int' };
    }
    return /^bool_?$/.test(last) ? { framework: 'numpy', dtype: 'bool', elementType: 'bool' } : null;
  }
  if (module !== '' && module !== 'torch' && module !== 'torch.cuda') return null;
  if (/^(?:tensor|as_tensor)$/.test(last)) return { framework: 'torch' };
  const torchClass = TORCH_CLASSES[last];
  if (torchClass) return torchClass;
  if (module !== '') return null;
  if (last === 'array') return { framework: 'numpy' };
  return last === 'Array' || last === 'DeviceArray' ? { framework: 'jax' } : null;
}

/** Reads `name(` nest `, key=value…)`; `inside` is the offset after the bracket. */
function readCall(
  text: string,
  start: number,
  inside: number,
  name: string,
  form: Form,
): Result<PrintedTensor, TextFailure> {
  let at = inside + matchAt(/\s*/y, text, inside)![0].length;
  let nest: NumberNest | null = null;
  const named = matchAt(/(?:data|value|object|initial_value)\s*=\s*/y, text, at);
  if (named) at += named[0].length;
  // Code may name another array: torch.tensor(np.array([…])).
  const inner = matchAt(CALL, text, at);
  let wrapped: TensorText | null = null;
  if (inner && formOf(inner[1]!.replace(/\s/g, ''))) {
    const read = readPrintedTensor(text, at);
    if (!read.ok) return read;
    wrapped = read.value.tensor;
    at = read.value.end;
  } else {
    const read = readNumberNest(text, at);
    if (!read.ok) return read;
    nest = read.value;
    at = nest.end;
  }
  const attributes = readAttributes(text, at, ')');
  if (!attributes.ok) {
    const message =
      attributes.failure.start >= text.length
        ? `${where(text, start)}the text ends before '${name}(' is closed: ')' was expected`
        : attributes.failure.message;
    return fail({ ...attributes.failure, message });
  }
  const { said, end } = attributes.value;
  const tensor = wrapped
    ? { ...wrapped, ...attributesOf(said), framework: form.framework }
    : tensorOf(nest!, form, said);
  return checked(text, { tensor, end }, start);
}

/** `<tf.Tensor: shape=(2,), dtype=float32, numpy=array([…], dtype=float32)>`, and the same of a variable. */
function readTensorflowObject(
  text: string,
  start: number,
  from: number,
  isVariable: boolean,
): Result<PrintedTensor, TextFailure> {
  const colon = matchAt(/:?\s*(?:'[^']*'\s*|"[^"]*"\s*)?/y, text, from)!;
  const attributes = readAttributes(text, from + colon[0].length, '>');
  if (!attributes.ok) return attributes;
  const { said, end, numpyAt } = attributes.value;
  if (numpyAt < 0) {
    return fail({
      start,
      end,
      message: `${where(text, start)}this print of a tensor shows no numbers: 'numpy=' was expected`,
    });
  }
  const inner = readPrintedTensor(text, numpyAt);
  if (!inner.ok) return inner;
  const own = attributesOf(said);
  const shape = inner.value.tensor.elided && own.shapeSaid ? own.shapeSaid : inner.value.tensor.shape;
  const tensor: TensorText = {
    ...inner.value.tensor,
    ...own,
    shape,
    framework: 'tensorflow',
    ...(isVariable ? { wrapper: 'tf.Variable', requiresGrad: true } : {}),
  };
  return checked(text, { tensor, end }, start);
}

interface Attributes {
  readonly said: Readonly<Record<string, string>>;
  readonly end: number;
  /** Where the value of `numpy=` starts; -1 without one. */
  readonly numpyAt: number;
}

/** Reads `, key=value, key=value` up to `closer`. */
function readAttributes(text: string, from: number, closer: ')' | '>'): Result<Attributes, TextFailure> {
  const said: Record<string, string> = {};
  let numpyAt = -1;
  let at = from;
  for (;;) {
    const next = at + matchAt(SPACE, text, at)![0].length;
    if (text[next] === closer) return succeed({ said, end: next + 1, numpyAt });
    const attribute = matchAt(ATTRIBUTE, text, at);
    if (!attribute) {
      const positional = matchAt(/[\s,]+((?:torch|np|tf|jnp|numpy)\.\w+)/y, text, at);
      if (positional) {
        said['dtype'] = positional[1]!;
        at += positional[0].length;
        continue;
      }
      const found = text.slice(next, next + 20).split(/\s/, 1)[0] ?? '';
      return fail({
        start: next,
        end: next + found.length,
        message:
          found === ''
            ? `${where(text, next)}the text ends where '${closer}' was expected`
            : `${where(text, next)}found '${found}' where '${closer}' or a name with '=' was expected`,
      });
    }
    at += attribute[0].length;
    if (attribute[1] === 'numpy') {
      numpyAt = at;
      const inner = readPrintedTensor(text, at);
      if (!inner.ok) return inner;
      at = inner.value.end;
      continue;
    }
    const end = valueEnd(text, at);
    said[attribute[1]!] = text.slice(at, end);
    at = end;
  }
}

/** Where the value of an attribute ends: a string, something in brackets, a `<…>`, or a name. */
function valueEnd(text: string, from: number): number {
  let depth = 0;
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const character = text[at]!;
    if (quote !== '') {
      if (character === quote) quote = '';
    } else if (character === "'" || character === '"') quote = character;
    else if ('([<{'.includes(character)) depth++;
    else if (')]>}'.includes(character)) {
      if (depth === 0) return at;
      depth--;
    } else if (depth === 0 && (character === ',' || /\s/.test(character))) return at;
  }
  return text.length;
}

/** The attributes that say something about the tensor, by our names. */
function attributesOf(said: Readonly<Record<string, string>>): Partial<TensorText> {
  const { dtype, device, grad_fn: gradFn, requires_grad: requiresGrad } = said;
  const size = said['size'] ?? said['shape'];
  const shapeSaid = size === undefined ? null : readShape(size);
  return {
    ...(dtype === undefined ? {} : { dtype: dtype.replace(/^['"]|['"]$/g, '') }),
    ...(device === undefined ? {} : { device: device.replace(/^['"]|['"]$/g, '') }),
    ...(gradFn === undefined ? {} : { gradFn: gradFn.replace(/^<|>$/g, '').replace(/ object at .*$/, '') }),
    ...(requiresGrad === undefined
      ? gradFn === undefined
        ? {}
        : { requiresGrad: true }
      : { requiresGrad: requiresGrad === 'True' }),
    ...(shapeSaid === null ? {} : { shapeSaid }),
  };
}

function readShape(written: string): readonly number[] | null {
  const inside = /^(?:torch\.Size|TensorShape)?\(?\s*[([]([\d\s,]*)[)\]]\s*\)?$/.exec(written)?.[1];
  if (inside === undefined) return null;
  return inside
    .split(',')
    .map((size) => size.trim())
    .filter((size) => size !== '')
    .map(Number);
}

function tensorOf(nest: NumberNest, form: Form, said: Readonly<Record<string, string>>): TensorText {
  const attributes = attributesOf(said);
  const dtype = attributes.dtype ?? form.dtype;
  const { shapeSaid } = attributes;
  // An empty print says its shape apart: tensor([], size=(0, 3)).
  const isEmpty = nest.values.length === 0 && shapeSaid?.includes(0);
  const shape = (isEmpty || nest.elided) && shapeSaid ? shapeSaid : nest.shape;
  const notes = nest.nulls > 0 ? [`${nest.nulls} × null has no number and was read as nan`] : [];
  return {
    shape,
    values: nest.values,
    elementType: form.elementType ?? typeOfDtype(dtype) ?? nest.elementType,
    framework: form.framework,
    ...attributes,
    ...(dtype === undefined ? {} : { dtype }),
    elided: nest.elided,
    ...(notes.length > 0 ? { notes } : {}),
  };
}

/** How numbers of a dtype are stored, where the dtype is a known one. */
export function typeOfDtype(dtype: string | undefined): TensorText['elementType'] | null {
  const name = dtype?.replace(/^.*\./, '') ?? '';
  if (/^(?:float|double|half|bfloat)/.test(name)) return 'float';
  if (/^(?:u?int|long|short)/.test(name)) return 'int';
  return /^bool/.test(name) ? 'bool' : null;
}

/** What a print says of its shape must be what it shows. */
function checked(text: string, printed: PrintedTensor, start: number): Result<PrintedTensor, TextFailure> {
  const { shape, shapeSaid, elided } = printed.tensor;
  if (elided || !shapeSaid) return succeed(printed);
  if (shape.length === shapeSaid.length && shape.every((size, index) => size === shapeSaid[index]))
    return succeed(printed);
  return fail({
    start,
    end: printed.end,
    message:
      `${where(text, start)}the text says shape (${shapeSaid.join(', ')}) and shows (${shape.join(', ')}): ` +
      'some of it may be missing',
  });
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
