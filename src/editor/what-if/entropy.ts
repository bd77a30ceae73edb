/** The floor of a cross-entropy whose targets are probabilities: their own entropy, which no output goes below. */
import { isFloating } from '../../engine/dtype';
import type { Inspection } from '../../inspect/inspection';
import { pairOf } from './compare';
import { lossCallOf, lossGround, type LossProgram } from './loss-script';
import type { LossSetting } from './loss-setting';

/** What the output has to be for the loss to be as small as it can be, by the engine's name of the loss. */
const perfect: Readonly<Record<string, (target: string) => string>> = {
  cross_entropy: (target) => `${target}.clamp(min=1e-30).log()`,
  binary_cross_entropy_with_logits: (target) => `torch.logit(${target}, eps=1e-7)`,
  binary_cross_entropy: (target) => target,
};

/** The program that computes the floor as `entropy`; null where the targets are no probabilities strictly between 0 and 1, or the floor is another. */
export function entropyProgram(setting: LossSetting): LossProgram | null {
  const output = perfect[setting.loss];
  const pair = pairOf(setting);
  const ground = lossGround(setting);
  const isPlain = setting.tensors.length === 2 && !setting.options['label_smoothing'];
  if (!output || !pair || !ground || !isPlain || !setting.function.startsWith('torch.')) return null;
  const [{ name: input }, { name: target, values, dtype }] = pair;
  const all = Array.from(values);
  const areProbabilities =
    all.every((value) => value >= 0 && value <= 1) && all.some((value) => value > 0 && value < 1);
  if (!isFloating(dtype) || !areProbabilities || setting.reduction === 'none') return null;
  const call = lossCallOf(setting, (name) => (name === input ? output(target) : name));
  if (call === null) return null;
  return { text: [...ground.imports, `entropy = float(${call})`, ''].join('\n'), given: ground.given };
}

/** The number that a variable of a program holds at its end; null where it holds none. */
export function numberOf({ variables }: Inspection, name: string): number | null {
  const variable = variables[name];
  return variable?.kind === 'scalar' && typeof variable.value === 'number' && Number.isFinite(variable.value)
    ? variable.value
    : null;
}
