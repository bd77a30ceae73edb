/** The same tensors through every loss that may have been meant: one program, a row for each spelling. */
import { isFloating } from '../../engine/dtype';
import { formatNumber } from '../../inspect/summary';
import type { Inspection, LossCall } from '../../inspect/inspection';
import type { NumberText } from '../../protocol/model';
import type { CompareModel, CompareRow } from '../../protocol/what-if';
import { targetNames } from '../../inspect/target-names';
import { arrayText } from './loss-script';
import type { LossSetting, SettingTensor } from './loss-setting';
import { spellings, type Spelling } from './spellings';

/** Values that differ by less, relative to their size, are the same loss: float32 has seven digits. */
const SAME = 2e-6;

export interface CompareProgram {
  readonly text: string;
  /** The spelling at each line of the text, counted from 1. */
  readonly lines: ReadonlyMap<number, Spelling>;
  readonly refused: readonly { readonly spelling: Spelling; readonly reason: string }[];
}

/** The model's output and the target of a setting; null where it is no loss of these two. */
export function pairOf({ tensors, prediction }: LossSetting): [SettingTensor, SettingTensor] | null {
  const output = tensors.find(({ name }) => name === prediction);
  const target = tensors.find(({ name }) => targetNames.has(name));
  return output && target ? [output, target] : null;
}

/** The program of the comparison, or a sentence that says why there is none. */
export function compareProgram(setting: LossSetting): CompareProgram | string {
  const pair = pairOf(setting);
  if (!pair) return 'Only losses of an output and a target are compared.';
  const [output, target] = pair;
  const text: string[] = [
    'import torch',
    'import torch.nn.functional as F',
    'from torchvision.ops import sigmoid_focal_loss',
    'import numpy as np',
    'import keras',
    'import jax.numpy as jnp',
    'import optax',
  ];
  const lines = new Map<number, Spelling>();
  const refused: { spelling: Spelling; reason: string }[] = [];
  let framework = '';
  for (const spelling of spellings) {
    if (spelling.sameShape && output.shape.join() !== target.shape.join()) {
      refused.push({ spelling, reason: `the shapes ${shapeText(output)} and ${shapeText(target)} differ` });
      continue;
    }
    const family = spelling.framework === 'torchvision' ? 'PyTorch' : spelling.framework;
    if (family !== framework) {
      framework = family;
      const dialect = dialects[family];
      text.push(
        `input = ${arrayText(dialect, output, true)}`,
        `target = ${arrayText(dialect, target, false)}`,
      );
    }
    text.push(`row_${text.length} = ${written(spelling, output)}`);
    lines.set(text.length, spelling);
    if (family === 'PyTorch' && isFloating(output.dtype)) {
      text.push(
        `slope_${text.length - 1} = float(torch.autograd.grad(row_${text.length - 1}, input)[0].abs().max())`,
      );
    }
  }
  return { text: `${text.join('\n')}\n`, lines, refused };
}

/** By the framework of a spelling: the package that its arrays come from. */
const dialects = { PyTorch: 'torch', Keras: 'keras', optax: 'optax' } as const;

const shapeText = ({ shape }: SettingTensor): string => `[${shape.join(', ')}]`;

/** The classes of a batch stand in dim 1; those of a single sample in dim 0. */
const written = ({ text }: Spelling, output: SettingTensor): string =>
  text.replace('DIM', output.shape.length > 1 ? '1' : '0');

/** @param present The loss of the program itself. */
export function compareModel(
  program: CompareProgram,
  inspection: Inspection,
  present: LossCall,
  setting: LossSetting,
): CompareModel {
  const [output] = pairOf(setting) ?? [];
  const found = [...program.lines].map(([line, spelling]) => ({
    line,
    spelling,
    call: inspection.losses.findLast(({ place }) => place.line === line),
    result: resultAt(inspection, line),
    reason: inspection.unknowns.find(({ place }) => place.line === line)?.reason,
  }));
  const groups = groupsOf(found.flatMap(({ result }) => (result === null ? [] : [result])));
  const rows = found.map(({ line, spelling, call, result, reason }): CompareRow => {
    const known = result !== null && Number.isFinite(result);
    return {
      ...rowOf(spelling, output),
      value: result === null ? null : numberText(result),
      gradient: known && call ? gradientOf(inspection, call, line) : null,
      group: result === null ? null : groups(result),
      refusal: result === null ? (call?.error?.message ?? reason ?? 'not known') : '',
      ...presence(spelling, present, result),
    };
  });
  const refused = program.refused.map(({ spelling, reason }): CompareRow => ({
    ...rowOf(spelling, output),
    value: null,
    gradient: null,
    group: null,
    refusal: reason,
    ...presence(spelling, present, null),
  }));
  return { rows: [...rows, ...refused], refusal: '' };
}

const rowOf = (
  spelling: Spelling,
  output: SettingTensor | undefined,
): Pick<CompareRow, 'spelling' | 'framework' | 'assumes'> => ({
  spelling: (output ? written(spelling, output) : spelling.text).replace(/^(keras\.losses|optax)\./, ''),
  framework: spelling.framework,
  assumes: spelling.takes,
});

/** The value of the row's variable: its number, whether a loss or a mean of one. */
function resultAt({ variables, tensors }: Inspection, line: number): number | null {
  const variable = variables[`row_${line - 1}`];
  if (variable?.kind === 'scalar') return typeof variable.value === 'number' ? variable.value : null;
  if (variable?.kind !== 'tensor') return null;
  const data = tensors[variable.tensor]?.data;
  return data?.length === 1 ? (data[0] ?? null) : null;
}

/** The largest size in the gradient of the output: what autograd gave, or the loss's own gradient where it has no activation before it. */
function gradientOf({ tensors, variables }: Inspection, call: LossCall, line: number): NumberText | null {
  const slope = variables[`slope_${line - 1}`];
  if (slope?.kind === 'scalar' && typeof slope.value === 'number') return numberText(slope.value);
  const gradient = call.gradients.find(({ of }) => of === call.prediction) ?? call.gradients[0];
  const data = gradient && tensors[gradient.tensor]?.data;
  if (!data || data.length === 0) return null;
  let largest = 0;
  for (const value of data) largest = Math.max(largest, Math.abs(value));
  // A loss that is reduced by `.mean()` afterwards has the gradient of its sum here.
  const count = call.reduction === 'none' ? (tensors[call.perElement ?? -1]?.data?.length ?? 1) : 1;
  return numberText(largest / count);
}

/** Gives each value the number of those that equal it; null for one that is alone. */
function groupsOf(values: readonly number[]): (value: number) => number | null {
  const firsts: { readonly value: number; count: number }[] = [];
  for (const value of values) {
    const known = firsts.find((first) => same(first.value, value));
    if (known) known.count++;
    else firsts.push({ value, count: 1 });
  }
  const shared = firsts.filter(({ count }) => count > 1);
  return (value) => {
    const at = shared.findIndex((first) => same(first.value, value));
    return at < 0 ? null : at;
  };
}

const same = (a: number, b: number): boolean =>
  a === b || Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));

function presence(
  spelling: Spelling,
  present: LossCall,
  result: number | null,
): Pick<CompareRow, 'isPresent' | 'isPlain'> {
  const isOwn = isPresent(spelling, present);
  const isOther = result !== null && present.value !== null && !same(result, present.value);
  return { isPresent: isOwn, isPlain: isOwn && isOther };
}

function isPresent(
  { function: called, text }: Spelling,
  { function: present, loss, options }: LossCall,
): boolean {
  if (/softmax\(|sigmoid\(/.test(text)) return false;
  if (called.startsWith('torch.') && present.startsWith('torch.')) return called.endsWith(`.${loss}`);
  if (called !== present) return false;
  const fromLogits = /from_logits=(True|False)/.exec(text)?.[1];
  return fromLogits === undefined || (fromLogits === 'True') === (options['from_logits'] === true);
}

const numberText = (value: number): NumberText => ({ text: formatNumber(value, 5), exact: String(value) });
