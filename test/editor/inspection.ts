/** A small Inspection made by hand: BCE-with-logits of three logits, for the printers of the editor. */
import { LineIndex } from '../../src/base/line-index';
import type { Place } from '../../src/base/place';
import type { Inspection, LossCall, TensorRecord } from '../../src/inspect/inspection';
import { statisticsOf } from '../../src/inspect/statistics';

export const text = [
  'logits = torch.tensor([0.9, 0.1, 0.1])',
  'target = torch.tensor([1.0, 0.0, 0.0])',
  'loss = F.binary_cross_entropy_with_logits(logits, target)',
  '',
].join('\n');

/** The place of the `occurrence`th `part` in a text. */
export function placeOf(part: string, occurrence = 0, within = text, source = 0): Place {
  let start = -1;
  for (let count = 0; count <= occurrence; count++) start = within.indexOf(part, start + 1);
  if (start < 0) throw new Error(`«${part}» is not in the text`);
  return new LineIndex(within).place({ start, end: start + part.length }, source);
}

export function tensorOf(
  id: number,
  values: readonly number[] | null,
  change: Partial<TensorRecord> = {},
): TensorRecord {
  const data = values === null ? null : Float32Array.from(values);
  const shape = change.shape ?? [values?.length ?? 3];
  return {
    id,
    dtype: 'float32',
    role: { kind: 'values' },
    data,
    elided: false,
    statistics: data && statisticsOf(data, shape.map(Number), 'float32'),
    underNoGrad: false,
    requiresGrad: false,
    sampled: false,
    producer: null,
    place: null,
    grad: null,
    layer: null,
    ...change,
    shape,
  };
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const logits = [0.9, 0.1, 0.1];
const target = [1, 0, 0];
export const losses = logits.map((x, at) => -Math.log(target[at] === 1 ? sigmoid(x) : 1 - sigmoid(x)));
export const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
export const gradient = logits.map((x, at) => (sigmoid(x) - target[at]!) / logits.length);

const call = 'F.binary_cross_entropy_with_logits(logits, target)';

export const lossCall: LossCall = {
  place: placeOf(call),
  function: 'torch.nn.functional.binary_cross_entropy_with_logits',
  loss: 'binary_cross_entropy_with_logits',
  reduction: 'mean',
  value: mean,
  reason: null,
  output: 4,
  perElement: 3,
  activation: { name: 'sigmoid', tensor: 2 },
  steps: [],
  classDim: null,
  weights: null,
  inputs: [
    { name: 'input', expression: 'logits', place: placeOf('logits', 2), tensor: 0, expects: 'raw scores' },
    { name: 'target', expression: 'target', place: placeOf('target', 1), tensor: 1, expects: '' },
  ],
  options: { reduction: 'mean' },
  gradients: [{ of: 'input', tensor: 5 }],
  constructed: null,
  evaluations: 1,
  prediction: 'input',
  underNoGrad: false,
  conditions: 0,
  chosen: null,
  warnings: [],
  error: null,
};

export const inspection: Inspection = {
  sources: [{ file: 'a.py' }],
  tensors: [
    tensorOf(0, logits, { role: { kind: 'logits' } }),
    tensorOf(1, target, { role: { kind: 'binary-targets' } }),
    tensorOf(2, logits.map(sigmoid)),
    tensorOf(3, losses),
    tensorOf(4, [mean], { shape: [] }),
    tensorOf(5, gradient),
  ],
  losses: [lossCall],
  unfollowedLosses: [],
  expressions: [
    { place: placeOf('logits'), text: 'logits', tensor: 0 },
    { place: placeOf('logits', 2), text: 'logits', tensor: 0 },
    { place: placeOf('target', 1), text: 'target', tensor: 1 },
    { place: placeOf(call), text: call, tensor: 4 },
  ],
  operations: [],
  variables: { logits: { kind: 'tensor', tensor: 0 }, target: { kind: 'tensor', tensor: 1 } },
  unknowns: [],
  printed: [],
  syntaxProblems: [],
  limits: [],
};
