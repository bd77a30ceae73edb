/**
 * Which loss the targets ask for. Their shape, dtype and values tell what they are; that decides
 * the loss, with and without its activation inside, as fastai chooses a loss for its
 * data and as teachers explain it.
 */
import { isFloating } from '../../engine/dtype';
import type { LossCall } from '../../inspect/inspection';
import type { Role } from '../../engine/role';
import type { ChoiceModel, ChoiceRow } from '../../protocol/what-if';
import { pairOf } from './compare';
import type { LossSetting, SettingTensor } from './loss-setting';

type Targets =
  | 'class indices'
  | 'one-hot'
  | 'class probabilities'
  | 'multi-hot'
  | 'binary'
  | 'soft binary'
  | 'signs'
  | 'real numbers';

interface Choice {
  readonly outputs: string;
  /** The engine's names of the losses that fit. */
  readonly losses: readonly string[];
  readonly loss: string;
  readonly predictions: string;
  readonly names: readonly (readonly [framework: string, name: string])[];
}

const softmaxChoice = (sparse: boolean): Choice => ({
  outputs: 'raw scores',
  losses: ['cross_entropy'],
  loss: 'cross-entropy, the softmax is inside',
  predictions: 'softmax(dim=1) for probabilities, argmax(dim=1) for the class',
  names: [
    ['PyTorch', 'nn.CrossEntropyLoss()'],
    ['fastai', 'CrossEntropyLossFlat()'],
    ['Keras', `${sparse ? 'SparseCategoricalCrossentropy' : 'CategoricalCrossentropy'}(from_logits=True)`],
    [
      'TensorFlow',
      sparse ? 'tf.nn.sparse_softmax_cross_entropy_with_logits' : 'tf.nn.softmax_cross_entropy_with_logits',
    ],
    ['optax', sparse ? 'softmax_cross_entropy_with_integer_labels' : 'softmax_cross_entropy'],
  ],
});

const nllChoice: Choice = {
  outputs: 'log-probabilities (log_softmax is in the model)',
  losses: ['nll_loss'],
  loss: 'negative log-likelihood',
  predictions: 'exp() for probabilities, argmax(dim=1) for the class',
  names: [['PyTorch', 'nn.NLLLoss()']],
};

const categoricalChoice = (sparse: boolean): Choice => ({
  outputs: 'probabilities (softmax is in the model)',
  losses: ['categorical_crossentropy', 'sparse_categorical_crossentropy'],
  loss: 'cross-entropy of probabilities; less stable',
  predictions: 'as they are, argmax(dim=1) for the class',
  names: [
    ['Keras', `${sparse ? 'SparseCategoricalCrossentropy' : 'CategoricalCrossentropy'}()`],
    ['PyTorch', 'nn.NLLLoss() of torch.log(p)'],
  ],
});

const klChoice: Choice = {
  outputs: 'log-probabilities (log_softmax is in the model)',
  losses: ['kl_div'],
  loss: 'Kullback-Leibler divergence: cross-entropy less the entropy of the targets',
  predictions: 'exp() for probabilities',
  names: [
    ['PyTorch', "nn.KLDivLoss(reduction='batchmean')"],
    ['Keras', 'KLDivergence() of probabilities'],
    ['optax', 'kl_divergence'],
  ],
};

const sigmoidChoice: Choice = {
  outputs: 'raw scores',
  losses: [
    'binary_cross_entropy_with_logits',
    'sigmoid_focal_loss',
    'multilabel_soft_margin_loss',
    'binary_focal_crossentropy',
  ],
  loss: 'binary cross-entropy, the sigmoid is inside',
  predictions: 'sigmoid() for probabilities, score > 0 for yes',
  names: [
    ['PyTorch', 'nn.BCEWithLogitsLoss()'],
    ['fastai', 'BCEWithLogitsLossFlat()'],
    ['Keras', 'BinaryCrossentropy(from_logits=True)'],
    ['TensorFlow', 'tf.nn.sigmoid_cross_entropy_with_logits'],
    ['optax', 'sigmoid_binary_cross_entropy'],
  ],
};

const bceChoice: Choice = {
  outputs: 'probabilities (sigmoid is in the model)',
  losses: ['binary_cross_entropy', 'binary_crossentropy'],
  loss: 'binary cross-entropy of probabilities; less stable',
  predictions: 'as they are, p > 0.5 for yes',
  names: [
    ['PyTorch', 'nn.BCELoss()'],
    ['fastai', 'BCELossFlat()'],
    ['Keras', 'BinaryCrossentropy()'],
  ],
};

const choices: Readonly<Record<Targets, { readonly words: string; readonly rows: readonly Choice[] }>> = {
  'class indices': {
    words: 'one class index for each row',
    rows: [softmaxChoice(true), nllChoice, categoricalChoice(true)],
  },
  'one-hot': {
    words: 'one class for each row, one-hot',
    rows: [softmaxChoice(false), categoricalChoice(false)],
  },
  'class probabilities': {
    words: 'a probability for each class',
    rows: [softmaxChoice(false), klChoice, categoricalChoice(false)],
  },
  'multi-hot': { words: 'any number of labels for each row, multi-hot', rows: [sigmoidChoice, bceChoice] },
  binary: { words: 'yes or no for each element', rows: [sigmoidChoice, bceChoice] },
  'soft binary': { words: 'a probability of yes for each element', rows: [sigmoidChoice, bceChoice] },
  signs: {
    words: '−1 or +1 for each element',
    rows: [
      {
        outputs: 'raw scores',
        losses: [
          'soft_margin_loss',
          'hinge_embedding_loss',
          'margin_ranking_loss',
          'cosine_embedding_loss',
          'hinge',
          'squared_hinge',
        ],
        loss: 'a margin loss of signs',
        predictions: 'sign()',
        names: [
          ['PyTorch', 'nn.SoftMarginLoss()'],
          ['Keras', 'Hinge()'],
          ['optax', 'hinge_loss'],
        ],
      },
    ],
  },
  'real numbers': {
    words: 'real numbers',
    rows: [
      {
        outputs: 'real numbers, without an activation at the end',
        losses: ['mse_loss', 'mean_squared_error', 'gaussian_nll_loss'],
        loss: 'squared error',
        predictions: 'as they are',
        names: [
          ['PyTorch', 'nn.MSELoss()'],
          ['fastai', 'MSELossFlat()'],
          ['Keras', 'MeanSquaredError()'],
          ['optax', 'squared_error (twice l2_loss)'],
        ],
      },
      {
        outputs: 'real numbers; outliers count less',
        losses: ['huber_loss', 'smooth_l1_loss', 'l1_loss', 'huber', 'mean_absolute_error', 'log_cosh'],
        loss: 'absolute or Huber error',
        predictions: 'as they are',
        names: [
          ['PyTorch', 'nn.HuberLoss(), nn.SmoothL1Loss(), nn.L1Loss()'],
          ['Keras', 'Huber(), MeanAbsoluteError()'],
          ['optax', 'huber_loss'],
        ],
      },
    ],
  },
};

/** Null where there is no target, or nothing is known of it. */
export function choiceModel(setting: LossSetting, call: LossCall, role: Role): ChoiceModel | null {
  const pair = pairOf(setting);
  if (!pair) return null;
  const [output, target] = pair;
  const kind = kindOf(output, target);
  if (kind === null) return null;
  const { words, rows } = choices[kind];
  const fitting = rows.filter(({ losses }) => losses.includes(call.loss));
  const isPresent = (row: Choice): boolean => fitting.includes(row);
  return {
    targets: words,
    evidence: evidenceOf(target),
    rows: rows.map((row): ChoiceRow => ({
      outputs: row.outputs,
      loss: row.loss,
      predictions: row.predictions,
      names: row.names.map(([framework, name]) => ({ framework, name })),
      isPresent: isPresent(row),
    })),
    verdict: verdictOf(call.loss, words, fitting[0], rows, role),
  };
}

function verdictOf(
  loss: string,
  words: string,
  fitting: Choice | undefined,
  rows: readonly Choice[],
  { kind }: Role,
): ChoiceModel['verdict'] {
  if (!fitting) {
    const known = Object.values(choices).some((choice) =>
      choice.rows.some(({ losses }) => losses.includes(loss)),
    );
    if (!known) return null;
    return {
      fits: false,
      reason: `${loss} is for other targets than ${words}; take ${rows[0]?.names[0]?.[1] ?? 'one of these'}.`,
    };
  }
  const clash = clashOf(fitting, kind);
  return clash === null
    ? { fits: true, reason: `${loss} fits targets that are ${words}.` }
    : { fits: false, reason: `${loss} takes ${fitting.outputs}, and gets ${clash}.` };
}

/** What the outputs are, when the loss takes something else. */
function clashOf({ outputs }: Choice, kind: Role['kind']): string | null {
  const isProbability = kind === 'probabilities' || kind === 'sigmoid-probabilities';
  if (outputs === 'raw scores' && isProbability) return 'probabilities: the activation is applied twice';
  if (outputs.startsWith('probabilities') && kind === 'logits') return 'raw scores';
  if (outputs.startsWith('log-probabilities') && (isProbability || kind === 'logits')) {
    return isProbability ? 'probabilities without their logarithm' : 'raw scores';
  }
  return null;
}

function kindOf(output: SettingTensor, target: SettingTensor): Targets | null {
  const { values, shape, dtype } = target;
  if (values.length === 0) return null;
  const all = (is: (value: number) => boolean): boolean => {
    for (let at = 0; at < values.length; at++) if (!is(values[at]!)) return false;
    return true;
  };
  const sameShape = shape.join() === output.shape.join();
  const whole = all(Number.isInteger);
  const fewerDims = shape.length < output.shape.length || (shape.at(-1) === 1 && output.shape.at(-1) !== 1);
  if (whole && fewerDims && (output.shape.at(-1) ?? 1) > 1) return 'class indices';
  if (!sameShape && !isFloating(dtype)) return null;
  const binary = all((value) => value === 0 || value === 1);
  const classes = shape.length > 1 ? (shape[1] ?? 1) : 1;
  if (binary) {
    if (classes < 2 || shape.length !== 2) return 'binary';
    return rowsAddUp(target) ? 'one-hot' : 'multi-hot';
  }
  if (all((value) => value === -1 || value === 1)) return 'signs';
  if (isFloating(dtype) && all((value) => value >= 0 && value <= 1)) {
    return shape.length === 2 && classes > 1 && rowsAddUp(target) ? 'class probabilities' : 'soft binary';
  }
  return all(Number.isFinite) ? 'real numbers' : null;
}

function rowsAddUp({ values, shape }: SettingTensor): boolean {
  const width = shape[1] ?? 1;
  for (let row = 0; row < values.length; row += width) {
    let sum = 0;
    for (let at = 0; at < width; at++) sum += values[row + at]!;
    if (Math.abs(sum - 1) > 1e-3) return false;
  }
  return true;
}

function evidenceOf({ values, shape, dtype }: SettingTensor): string {
  let [min, max] = [Infinity, -Infinity];
  for (let at = 0; at < values.length; at++) {
    min = Math.min(min, values[at]!);
    max = Math.max(max, values[at]!);
  }
  return `${dtype}, shape [${shape.join(', ')}], values from ${Number(min.toPrecision(4))} to ${Number(max.toPrecision(4))}`;
}
