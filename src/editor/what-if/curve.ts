/**
 * The loss as a function of one element of the model's output: one program that puts
 * every value into its place in turn, with two far away on each side for what the
 * loss tends to.
 */
import { isFloating } from '../../engine/dtype';
import type { Inspection } from '../../inspect/inspection';
import { rowIndex } from '../../protocol/sheet';
import type { CurveModel } from '../../protocol/what-if';
import { lossCallOf, lossGround, type LossProgram } from './loss-script';
import type { LossSetting, SettingTensor } from './loss-setting';

/** Points of the curve; at 300 pixels more would not be seen. */
const POINTS = 81;
const FAR = 1e4;
/** Two far values that differ by less have come to what they tend to. */
const SETTLED = 1e-4;

export interface CurveProgram extends LossProgram {
  readonly tensor: SettingTensor;
  readonly index: number;
  readonly name: string;
  readonly xs: Float64Array;
  /** Whether the far values are in the program. */
  readonly hasEnds: boolean;
}

/**
 * The program of a curve, or a sentence that says why there is none.
 *
 * @param written What the element is without changes: the curve stays where it is while the element is moved.
 */
export function curveProgram(
  setting: LossSetting,
  input: string,
  index: number,
  written: number | undefined,
): CurveProgram | string {
  const tensor = setting.tensors.find(({ name }) => name === input);
  if (!tensor || index >= tensor.values.length) return `There is no element ${index} of ${input}.`;
  if (!isFloating(tensor.dtype))
    return `${input} is ${tensor.dtype}: between two of its values there is nothing.`;
  const indices = rowIndex(tensor.shape, index);
  const [low, high] = rangeOf(setting, tensor, index, written);
  const xs = Float64Array.from({ length: POINTS }, (_, at) => low + ((high - low) * at) / (POINTS - 1));
  const isBounded = takesProbabilities(setting, input);
  const values = isBounded ? [...xs] : [...xs, -2 * FAR, -FAR, FAR, 2 * FAR];
  const changedName = `changed_${input}`;
  const [framework = ''] = setting.function.split('.', 1);
  const put = putting(framework, input, changedName, indices);
  if (put === null) return `A curve of ${framework}’s losses is not drawn.`;
  const call = lossCallOf({ ...setting, temperature: 1 }, (name) =>
    name === input
      ? setting.temperature === 1 || name !== setting.prediction
        ? changedName
        : `${changedName} / ${setting.temperature}`
      : name === setting.prediction && setting.temperature !== 1
        ? `${name} / ${setting.temperature}`
        : name,
  );
  const ground = lossGround(setting);
  if (call === null || ground === null) return 'This loss cannot be written down on its own.';
  const total = setting.reduction === 'none' || framework === 'optax' ? `(${call}).sum()` : call;
  const text = [
    ...ground.imports,
    'losses = []',
    `for value in [${values.join(', ')}]:`,
    ...put.map((line) => `    ${line}`),
    `    losses.append(float(${total}))`,
    '',
  ].join('\n');
  const name = tensor.shape.length === 0 ? input : `${input}[${indices.join(', ')}]`;
  return { text, given: ground.given, tensor, index, name, xs, hasEnds: !isBounded };
}

/** Whether both draw the same curve: only the element that it runs along may have another value. */
export function drawSame(a: CurveProgram, b: CurveProgram): boolean {
  if (a.text !== b.text || a.index !== b.index || a.tensor.name !== b.tensor.name) return false;
  return Object.entries(a.given).every(([name, { dtype, shape, values }]) => {
    const other = b.given[name];
    if (other?.dtype !== dtype || other.shape.join() !== shape.join()) return false;
    const isFree = name === a.tensor.name;
    return values.every((value, at) => Object.is(value, other.values[at]) || (isFree && at === a.index));
  });
}

/** The lines that make a copy with one element replaced; null for a framework without. */
function putting(framework: string, from: string, to: string, indices: readonly number[]): string[] | null {
  const at = indices.length === 0 ? '...' : indices.join(', ');
  switch (framework) {
    case 'torch':
    case 'torchvision':
    case 'fastai':
      return [`${to} = ${from}.detach().clone()`, `${to}[${at}] = value`];
    case 'keras':
      return [`${to} = ${from}.copy()`, `${to}[${at}] = value`];
    case 'optax':
      return [`${to} = ${from}.at[${at}].set(value)`];
    default:
      return null;
  }
}

const takesProbabilities = ({ loss, options, prediction }: LossSetting, input: string): boolean =>
  input === prediction && (loss === 'binary_cross_entropy' || options['from_logits'] === false);

function rangeOf(
  setting: LossSetting,
  tensor: SettingTensor,
  index: number,
  written: number | undefined,
): [number, number] {
  if (takesProbabilities(setting, tensor.name)) return [0, 1];
  const [middle = 0, now = middle] = [written, tensor.values[index]].filter(
    (value): value is number => value !== undefined && Number.isFinite(value),
  );
  const reach = Math.max(6, Math.abs(middle) * 1.5, Math.abs(now - middle));
  return [middle - reach, middle + reach];
}

/** @param slope The gradient's element, where the loss has one number and a gradient. */
export function curveModel(
  program: CurveProgram,
  inspection: Inspection,
  loss: number | null,
  slope: number | null,
  entropy: number | null,
): CurveModel {
  const { tensor, index, name, xs, hasEnds } = program;
  const all = numbersIn(inspection);
  const refusal = all === null ? (inspection.unknowns[0]?.reason ?? 'The losses could not be computed.') : '';
  const losses = Float64Array.from({ length: xs.length }, (_, at) => all?.[at] ?? Number.NaN);
  const x = tensor.values[index] ?? Number.NaN;
  const ends = hasEnds && all ? all.slice(xs.length) : [];
  const limit = (near: number | undefined, far: number | undefined): number | null =>
    near !== undefined && far !== undefined && Number.isFinite(far) && Math.abs(near - far) < SETTLED
      ? far
      : null;
  const stands = loss !== null && slope !== null && [x, loss, slope].every(Number.isFinite);
  return {
    input: tensor.name,
    index,
    name,
    at: stands ? { x, loss, slope } : null,
    xs,
    losses,
    left: limit(ends[1], ends[0]),
    right: limit(ends[2], ends[3]),
    entropy,
    refusal,
  };
}

function numbersIn({ variables }: Inspection): readonly number[] | null {
  const { losses } = variables;
  if (losses?.kind !== 'list') return null;
  return losses.items.map((item) =>
    item.kind === 'scalar' && typeof item.value === 'number' ? item.value : Number.NaN,
  );
}
