/** The controls that play with a loss: which of its options a slider or a choice stands for, and in which range. */
import type { Control } from '../../protocol/what-if';
import type { Changes } from './changes';
import type { LossSetting } from './loss-setting';

interface Span {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Options that change what is learned; those that only guard against a division by zero (eps) are left out. */
const spans: Readonly<Record<string, Span>> = {
  label_smoothing: { min: 0, max: 1, step: 0.01 },
  gamma: { min: 0, max: 5, step: 0.1 },
  alpha: { min: 0, max: 1, step: 0.01 },
  beta: { min: 0, max: 5, step: 0.05 },
  delta: { min: 0.05, max: 5, step: 0.05 },
  margin: { min: -1, max: 5, step: 0.05 },
  ignore_index: { min: -100, max: 100, step: 1 },
};

const temperature: Span = { min: 0.1, max: 5, step: 0.05 };

/** Losses with their activation inside: dividing what they get by a temperature means something. */
const takeScores: ReadonlySet<string> = new Set([
  'cross_entropy',
  'binary_cross_entropy_with_logits',
  'sigmoid_focal_loss',
  'multilabel_soft_margin_loss',
  'soft_margin_loss',
]);

export function controlsOf(setting: LossSetting, changes: Changes): Control[] {
  const controls: Control[] = [];
  if (takeScores.has(setting.loss) && setting.options['from_logits'] !== false) {
    controls.push({
      kind: 'number',
      name: 'temperature',
      value: changes.temperature,
      original: 1,
      ...temperature,
    });
  }
  for (const [name, original] of Object.entries(setting.options)) {
    const span = spans[name];
    if (!span || typeof original !== 'number') continue;
    const now = changes.options[name];
    controls.push({
      kind: 'number',
      name,
      value: typeof now === 'number' ? now : original,
      original,
      ...span,
    });
  }
  const choices = reductionsOf(setting);
  if (choices.includes(setting.reduction)) {
    const { reduction: original } = setting;
    controls.push({
      kind: 'choice',
      name: 'reduction',
      value: changes.reduction ?? original,
      original,
      choices,
    });
  }
  return controls;
}

function reductionsOf({ function: called, loss }: LossSetting): readonly string[] {
  if (/^torch(vision)?\./.test(called)) {
    return loss === 'kl_div' ? ['batchmean', 'mean', 'sum', 'none'] : ['mean', 'sum', 'none'];
  }
  return /^keras\.losses\.[A-Z]/.test(called) ? ['sum_over_batch_size', 'sum', 'none'] : [];
}
