/** Tensors in any text that a person pastes, selects or points at: code, a notebook's output, a log, JSON. */
import { fail, succeed, type Result } from '../base/result';
import { where } from './number-nest';
import { readPrintedTensor, typeOfDtype } from './printed';
import type { FoundTensorText, TensorText, TextFailure } from './tensor-text';

export type { FoundTensorText, TensorText, TextFailure } from './tensor-text';

/** The longest text that is read as one tensor or searched for tensors, in UTF-16 units. */
export const MAXIMUM_TENSOR_TEXT = 100 * 1024 * 1024;

/** How far around an offset a tensor is looked for. */
const WINDOW = 500_000;

const LABEL = /[^\r\n[(]*?(?:[:=]|->|\s)[ \t]*/y;
const QUOTES: readonly string[] = ['```', '"""', "'''", '`', '"', "'"];

/** What may follow a tensor in code without changing its numbers, and what it says of the tensor. */
const SUFFIX = /\.\s*(\w+)\(([^()]*)\)/y;
const DTYPE_METHODS: Readonly<Record<string, string>> = {
  float: 'torch.float32',
  double: 'torch.float64',
  half: 'torch.float16',
  bfloat16: 'torch.bfloat16',
  long: 'torch.int64',
  int: 'torch.int32',
};

/**
 * Reads one tensor out of a text: PyTorch's, numpy's, JAX's or TensorFlow's print, a call such as
 * `torch.tensor([[…]])`, nested lists or tuples, or JSON. Tolerated around it: a name and `=`, a label and `:`,
 * a prompt, quotes, a comment. The failure says where, what was found and what was expected; offsets are those of `text`.
 */
export function readTensorText(text: string): Result<TensorText, TextFailure> {
  if (text.length > MAXIMUM_TENSOR_TEXT) {
    const message = `the text has ${text.length} characters, where at most ${MAXIMUM_TENSOR_TEXT} are read: select less`;
    return fail({ start: 0, end: 0, message });
  }
  let start = 0;
  let end = text.length;
  const trim = (): void => {
    while (start < end && /\s/.test(text[start]!)) start++;
    while (end > start && /\s/.test(text[end - 1]!)) end--;
  };
  trim();
  for (const quote of QUOTES) {
    if (end - start < 2 * quote.length || !text.startsWith(quote, start) || !text.endsWith(quote, end))
      continue;
    if (text.slice(end - quote.length, end) !== quote) continue;
    start += quote.length;
    end -= quote.length;
    trim();
  }
  if (start === end)
    return fail({ start, end, message: 'the text is empty: a tensor or a list of numbers was expected' });
  const body = end === text.length ? text : text.slice(0, end);
  const from = skipLabel(body, start);
  const read = readPrintedTensor(body, from);
  if (!read.ok) return read;
  return readRest(body, read.value.tensor, read.value.end);
}

/** Where the tensor itself starts: after `loss: `, `x = `, `>>> `, `Out[3]: `, `Epoch 1 loss tensor(…)`. */
function skipLabel(text: string, start: number): number {
  const prompt = /(?:>>>|\.\.\.|(?:In|Out)\s*\[\d*\]:)\s*/y;
  prompt.lastIndex = start;
  let at = start + (prompt.exec(text)?.[0].length ?? 0);
  for (let tries = 0; tries < 20; tries++) {
    if (startsTensor(text, at)) return at;
    LABEL.lastIndex = at;
    const label = LABEL.exec(text)?.[0];
    if (label === undefined || label === '') break;
    at += label.length;
    while (at < text.length && /\s/.test(text[at]!)) at++;
  }
  if (startsTensor(text, at)) return at;
  return start;
}

const STARTER =
  /Parameter containing:|(?:(?:torch|torch\.cuda|np|numpy|jnp|jax\.numpy|tf|tensorflow)\.)?(?:[tT]ensor|as_tensor|array|asarray|Array|DeviceArray|constant|convert_to_tensor|Variable|(?:Float|Double|Half|BFloat16|Long|Int|Short|Char|Byte|Bool)Tensor|float\d+|u?int\d+|bool_?)\s*\(|<tf\.|\[|\(|[+-]?(?:\d|\.\d)|[+-]?(?:nan|inf|True|False)\b/y;

function startsTensor(text: string, at: number): boolean {
  STARTER.lastIndex = at;
  const match = STARTER.exec(text);
  if (!match) return false;
  // `3 loss: …` is a label that starts with a number.
  if (/^[+-]?[\d.]/.test(match[0]))
    return /^[+-]?[\d._]+(?:e[+-]?\d+)?\s*(?:#.*)?$/i.test(text.slice(at, at + 200));
  return true;
}

/** Reads what follows the tensor: nothing, a comment, a comma, or methods that keep its numbers. */
function readRest(text: string, tensor: TensorText, from: number): Result<TensorText, TextFailure> {
  let at = from;
  let result = tensor;
  for (;;) {
    SUFFIX.lastIndex = at;
    const suffix = SUFFIX.exec(text);
    if (!suffix) break;
    const method = suffix[1]!;
    const parameters = suffix[2]!.trim();
    const dtype =
      DTYPE_METHODS[method] ??
      /(torch\.(?:float|u?int|bfloat|bool|long|double|half)\w*)/.exec(parameters)?.[1];
    if (method === 'requires_grad_') result = { ...result, requiresGrad: parameters !== 'False' };
    else if (method === 'cuda') result = { ...result, device: 'cuda' };
    else if (method === 'detach') result = { ...result, requiresGrad: false };
    else if (dtype !== undefined && (method === 'to' || method === 'type' || method in DTYPE_METHODS)) {
      result = { ...result, dtype, elementType: typeOfDtype(dtype) ?? result.elementType };
    } else if (!['to', 'cpu', 'clone', 'contiguous'].includes(method)) break;
    at = SUFFIX.lastIndex;
  }
  const rest = /^[\s,;.]*(?:#.*)?$/.test(text.slice(at));
  if (rest) return succeed(result);
  const found = text.slice(at).trimStart();
  const start = text.length - found.length;
  const word = /^(?:\.?\w+|\S)/.exec(found)?.[0] ?? found;
  return fail({
    start,
    end: start + word.length,
    message: `${where(text, start)}found '${word}' after the tensor, where it was expected to end: select the tensor alone`,
  });
}

const CANDIDATE =
  /Parameter containing:\s*(?=tensor\()|<tf\.(?:Tensor|Variable)\b|(?:(?:torch|torch\.cuda|np|numpy|jnp|jax\.numpy|tf|tensorflow)\.)?(?:[tT]ensor|as_tensor|array|asarray|Array|DeviceArray|constant|convert_to_tensor|(?:Float|Double|Half|BFloat16|Long|Int|Short|Char|Byte|Bool)Tensor|(?<=np\.)(?:float|int|uint)\d+)\s*\(|\[/g;

/**
 * Finds what looks like a tensor in a longer text, in its order and not overlapping: prints and calls with numbers, and
 * bare lists of at least two numbers that are no subscript.
 */
export function findTensorTexts(text: string): readonly FoundTensorText[] {
  const found: FoundTensorText[] = [];
  let at = 0;
  while (at < text.length && at < MAXIMUM_TENSOR_TEXT) {
    CANDIDATE.lastIndex = at;
    const match = CANDIDATE.exec(text);
    if (!match) break;
    const start = match.index;
    at = start + 1;
    if (/[\w.)\]]/.test(text[start - 1] ?? '') && (match[0] === '[' || /\w/.test(text[start - 1]!))) continue;
    // A shape is a list of sizes, no tensor.
    if (text.startsWith('Size(', start - 5)) continue;
    const read = readPrintedTensor(text, start);
    if (!read.ok) continue;
    const { tensor, end } = read.value;
    if (match[0] === '[' && tensor.values.length < 2) continue;
    found.push({ start, end, tensor });
    at = end;
  }
  return found;
}

/** The tensor that an offset of a longer text stands in, or null. Looked for nearby, so that a long log costs no more. */
export function tensorTextAt(text: string, offset: number): FoundTensorText | null {
  const from =
    offset <= WINDOW ? 0 : Math.max(text.lastIndexOf('\n', offset - WINDOW) + 1, offset - 2 * WINDOW);
  const near = text.slice(from, Math.min(text.length, offset + WINDOW));
  const found = findTensorTexts(near).find(
    ({ start, end }) => start + from <= offset && offset <= end + from,
  );
  return found ? { ...found, start: found.start + from, end: found.end + from } : null;
}
