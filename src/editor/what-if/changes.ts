/** What a person changed of a loss while playing, and the setting that comes of it. */
import { fail, succeed, type Result } from '../../base/result';
import { isFloating } from '../../engine/dtype';
import type { Change } from '../../protocol/what-if';
import type { LossSetting, SettingTensor } from './loss-setting';

/** Every change so far; plain data, each new one makes a new value. */
export interface Changes {
  /** By a tensor's name: the new values by their index among the row-major ones. */
  readonly values: Readonly<Record<string, Readonly<Record<number, number>>>>;
  readonly options: Readonly<Record<string, number | string>>;
  /** Tensors of ones that the call does not have: `weight`, `pos_weight`. */
  readonly added: readonly SettingTensor[];
  readonly temperature: number;
  readonly reduction: string | null;
}

export const noChanges: Changes = { values: {}, options: {}, added: [], temperature: 1, reduction: null };

export const isChanged = (changes: Changes): boolean =>
  changes.temperature !== 1 ||
  changes.reduction !== null ||
  changes.added.length > 0 ||
  Object.keys(changes.options).length > 0 ||
  Object.keys(changes.values).length > 0;

/** The setting as it was changed. */
export function changed(setting: LossSetting, changes: Changes): LossSetting {
  const tensors = [...setting.tensors, ...changes.added].map((tensor) => {
    const edits = changes.values[tensor.name];
    if (!edits) return tensor;
    const values = Float64Array.from(tensor.values);
    for (const [index, value] of Object.entries(edits)) values[Number(index)] = value;
    return { ...tensor, values };
  });
  return {
    ...setting,
    tensors,
    options: { ...setting.options, ...changes.options },
    temperature: changes.temperature,
    reduction: changes.reduction ?? setting.reduction,
  };
}

/** One more change, or a sentence that says what is wrong with it and what was expected. */
export function withChange(setting: LossSetting, changes: Changes, change: Change): Result<Changes, string> {
  switch (change.kind) {
    case 'reset':
      return succeed(noChanges);
    case 'value':
      return withValue(setting, changes, change);
    case 'add':
      return withAdded(setting, changes, change.input);
    case 'option':
      return succeed(withOption(setting, changes, change.name, change.value));
    default:
      return change satisfies never;
  }
}

function withValue(
  setting: LossSetting,
  changes: Changes,
  { input, index, text }: Extract<Change, { kind: 'value' }>,
): Result<Changes, string> {
  const tensor = [...setting.tensors, ...changes.added].find(({ name }) => name === input);
  if (!tensor || index >= tensor.values.length) return fail(`There is no element ${index} of ${input}.`);
  const value = numberOf(text, tensor);
  if (value === null) {
    return fail(`“${text}” is no value of ${input}, which is ${tensor.dtype}: type ${expectedOf(tensor)}.`);
  }
  const { [index]: _, ...others } = changes.values[input] ?? {};
  const edits = Object.is(value, tensor.values[index]) ? others : { ...others, [index]: value };
  const { [input]: __, ...rest } = changes.values;
  return succeed({
    ...changes,
    values: Object.keys(edits).length === 0 ? rest : { ...rest, [input]: edits },
  });
}

function numberOf(text: string, { dtype }: SettingTensor): number | null {
  const word = text.trim().toLowerCase();
  if (dtype === 'bool')
    return word === 'true' || word === '1' ? 1 : word === 'false' || word === '0' ? 0 : null;
  const special: Readonly<Record<string, number>> = {
    nan: Number.NaN,
    inf: Number.POSITIVE_INFINITY,
    '-inf': Number.NEGATIVE_INFINITY,
  };
  if (isFloating(dtype) && Object.hasOwn(special, word)) return special[word]!;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(word)) return null;
  const value = Number(word);
  if (!isFloating(dtype)) return Number.isSafeInteger(value) ? value : null;
  return dtype === 'float64' ? value : Math.fround(value);
}

function expectedOf({ dtype }: SettingTensor): string {
  if (dtype === 'bool') return 'True or False';
  return isFloating(dtype) ? 'a number, nan, inf or -inf' : 'a whole number';
}

function withAdded(setting: LossSetting, changes: Changes, name: string): Result<Changes, string> {
  const addable = addableOf(setting, changes).find((tensor) => tensor.name === name);
  return addable
    ? succeed({ ...changes, added: [...changes.added, addable] })
    : fail(`${setting.loss} takes no ${name} that could be added.`);
}

/** The tensors of ones that PyTorch's loss would take besides those that it was given. */
export function addableOf(
  { function: called, loss, tensors, prediction }: LossSetting,
  changes: Changes,
): SettingTensor[] {
  if (!called.startsWith('torch.')) return [];
  const output = tensors.find(({ name }) => name === prediction);
  if (!output) return [];
  const ones = (name: string, count: number): SettingTensor => ({
    name,
    shape: [count],
    dtype: output.dtype,
    values: new Float64Array(count).fill(1),
  });
  const { shape } = output;
  const possible: Readonly<Record<string, SettingTensor[]>> = {
    cross_entropy: [ones('weight', shape[shape.length > 1 ? 1 : 0] ?? 1)],
    nll_loss: [ones('weight', shape[shape.length > 1 ? 1 : 0] ?? 1)],
    binary_cross_entropy_with_logits: [ones('pos_weight', shape.at(-1) ?? 1)],
  };
  const given = new Set([...tensors, ...changes.added].map(({ name }) => name));
  return (possible[loss] ?? []).filter(({ name }) => !given.has(name));
}

function withOption(setting: LossSetting, changes: Changes, name: string, value: number | string): Changes {
  if (name === 'temperature')
    return { ...changes, temperature: typeof value === 'number' && value > 0 ? value : 1 };
  if (name === 'reduction')
    return { ...changes, reduction: value === setting.reduction ? null : String(value) };
  const { [name]: _, ...others } = changes.options;
  return { ...changes, options: setting.options[name] === value ? others : { ...others, [name]: value } };
}
