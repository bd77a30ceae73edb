import * as elsewhere from './examples/int-labels-to-dense-loss';
import { isFloating } from '../engine/dtype';
import type { LossCall, TensorRecord } from '../inspect/inspection';
import {
  isInteger,
  isOneHot,
  isOptax,
  isTensorflowNn,
  madeAt,
  named,
  pairOf,
  shapeText,
  type Pair,
} from './shared/class-targets';
import { callAt, sourceAt } from './shared/code-shape';
import { certainFix, renameCallee } from './shared/edits';
import { evidence, message, number, sampledNote } from './shared/evidence';
import { findingsAtLosses } from './shared/loss-findings';
import type { Finding, Fix, Rule, RuleContext } from './rule';

const NAME = 'int-labels-to-dense-loss';

/** The loss of rows and the loss of indices, by the last names of both. */
const counterparts: readonly { readonly dense: string; readonly sparse: string }[] = [
  { dense: 'softmax_cross_entropy', sparse: 'softmax_cross_entropy_with_integer_labels' },
  { dense: 'softmax_cross_entropy_with_logits', sparse: 'sparse_softmax_cross_entropy_with_logits' },
];

function judge(context: RuleContext, call: LossCall): Finding | null {
  if (!isOptax(call) && !isTensorflowNn(call)) return null;
  const name = call.function.slice(call.function.lastIndexOf('.') + 1);
  const pair = pairOf(context, call);
  if (!pair) return null;
  for (const { dense, sparse } of counterparts) {
    if (name === dense) return judgeIndices(context, call, pair, dense, sparse);
    if (name === sparse) return judgeRows(context, call, pair, dense, sparse);
  }
  return null;
}

/** Class indices where a row for each sample belongs: they are one dim short. */
function judgeIndices(
  context: RuleContext,
  call: LossCall,
  pair: Pair,
  dense: string,
  sparse: string,
): Finding | null {
  const { prediction, target, input, labels } = pair;
  if (!isInteger(labels)) return null;
  // Without both shapes it takes something that made class indices of the labels: rows of ones and zeros are integers too.
  if (
    !input.shape || !labels.shape
      ? labels.role.kind !== 'class-indices'
      : labels.shape.length !== input.shape.length - 1
  )
    return null;
  const isSilent = call.error === null;
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(target)} is ${labels.dtype}${afterSpace(labels)}, a class index for each sample, but ${dense} expects a row of probabilities for each: labels of the shape of ${named(prediction, 'the logits')}${afterSpace(input)}`,
      isSilent
        ? 'nothing raises where the shapes broadcast: the indices themselves are taken for the weights of the classes, the same for every sample, and the model learns from numbers without meaning'
        : 'the shapes do not broadcast, and nothing is trained',
      `write ${sparse}, or make rows of the labels with one_hot`,
    ]),
    evidence: evidence([
      isSilent ? comparison(context, call, pair) : `raises ${call.error!.type}: ${call.error!.message}`,
    ]),
    related: madeAt(call, labels, 'the class indices are made here'),
    fix: 'axis' in call.options && call.options['axis'] !== -1 ? null : renamed(context, call, dense, sparse),
  };
}

/** Rows where a class index belongs. */
function judgeRows(
  context: RuleContext,
  call: LossCall,
  pair: Pair,
  dense: string,
  sparse: string,
): Finding | null {
  const { prediction, target, input, labels } = pair;
  if (labels.dtype === null) return null;
  const areCertainlyOneHot = isOneHot(context, labels);
  const areRows =
    input.shape !== null && labels.shape !== null
      ? labels.shape.length === input.shape.length &&
        // Sizes that are not known have no name in common, though the classes may be the same.
        (labels.shape.at(-1) === input.shape.at(-1) || (areCertainlyOneHot && isAnySize(labels)))
      : areCertainlyOneHot;
  if (!areRows) return null;
  return {
    rule: NAME,
    severity: 'error',
    place: call.place,
    message: message([
      `${named(target)} is ${labels.dtype}${afterSpace(labels)}, a row for each sample, but ${sparse} expects one class index for each: integers without the last dim of ${named(prediction, 'the logits')}`,
      'the call raises, and nothing is trained',
      `write ${dense}, or pass the class indices`,
    ]),
    evidence: evidence([call.error ? `raises ${call.error.type}: ${call.error.message}` : null]),
    related: madeAt(call, labels, 'the rows are made here'),
    fix: isOptax(call) || isFloating(labels.dtype) ? renamed(context, call, sparse, dense) : null,
  };
}

/** ` [8, 3]`; nothing where the shape is not known. */
const afterSpace = ({ shape }: TensorRecord): string => (shape ? ` ${shapeText(shape)}` : '');

const isAnySize = ({ shape }: TensorRecord): boolean => typeof shape?.at(-1) === 'string';

function renamed(context: RuleContext, call: LossCall, from: string, to: string): Fix | null {
  const source = sourceAt(context, call.place);
  const written = callAt(source, call.place);
  return written && certainFix(context, `Call ${to}`, renameCallee(source, written.func, from, to));
}

/** `mean 11.3 as written, 1.6 with the indices as classes`; null where values are not known. */
function comparison(context: RuleContext, call: LossCall, { input, labels }: Pair): string | null {
  const given = call.output === null ? null : context.tensor(call.output).data;
  const right = crossEntropy(input.data, labels.data);
  if (!given || given.length === 0 || right === null) return null;
  let total = 0;
  for (const value of given) total += value;
  const mean = total / given.length;
  return evidence([
    `mean loss ${number(mean)} as written, ${number(right)} with the indices as classes`,
    sampledNote(input),
  ]);
}

/** The mean of −log softmax(x)[y] over rows of scores. */
function crossEntropy(scores: ArrayLike<number> | null, labels: ArrayLike<number> | null): number | null {
  if (!scores || !labels || labels.length === 0) return null;
  const classes = scores.length / labels.length;
  let total = 0;
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row]!;
    if (label < 0 || label >= classes) return null;
    let largest = -Infinity;
    for (let at = 0; at < classes; at++) largest = Math.max(largest, scores[row * classes + at]!);
    let sum = 0;
    for (let at = 0; at < classes; at++) sum += Math.exp(scores[row * classes + at]! - largest);
    total += largest + Math.log(sum) - scores[row * classes + label]!;
  }
  return total / labels.length;
}

export const intLabelsToDenseLoss: Rule = {
  name: NAME,
  title: 'class indices and one-hot rows mixed up',
  severity: 'error',
  why: `optax and TensorFlow have a cross-entropy for each way to write labels, and neither takes the other's:

| labels | optax | tf.nn |
| --- | --- | --- |
| class indices, (N,) integers | \`softmax_cross_entropy_with_integer_labels\` | \`sparse_softmax_cross_entropy_with_logits\` |
| rows, (N, C) probabilities or one-hot | \`softmax_cross_entropy\` | \`softmax_cross_entropy_with_logits\` |

Rows given to the loss of indices raise. Indices given to the loss of rows usually raise, too, because (N, C) and (N,) do
not broadcast. When the batch is as large as the number of classes they do, and nothing tells: the vector of indices is
used as one row of weights for every sample. For the three good predictions of the first example below the mean loss is
4.888, where 0.4739 is right, and no better prediction brings it down to 0.

PyTorch's \`cross_entropy\` decides by the shape of the target instead.`,
  check: (context) => findingsAtLosses(context, ['cross_entropy'], (call) => judge(context, call)),
  wrong: [
    {
      framework: 'JAX',
      title: 'As many samples as classes: nothing raises.',
      code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]])
labels = jnp.array([0, 1, 2])
loss = optax.softmax_cross_entropy(logits, labels).mean()  # error: int-labels-to-dense-loss
`,
      fixed: [
        [
          'loss = optax.softmax_cross_entropy(logits, labels).mean()',
          'loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
        ],
      ],
    },
    {
      framework: 'JAX',
      title: 'Class indices for the loss of rows.',
      code: `import jax.numpy as jnp
from optax import softmax_cross_entropy

logits = jnp.zeros((4, 3))
labels = jnp.array([0, 1, 2, 1])
loss = softmax_cross_entropy(logits, labels).mean()  # error: int-labels-to-dense-loss
`,
      fixed: [
        [
          'from optax import softmax_cross_entropy',
          'from optax import softmax_cross_entropy, softmax_cross_entropy_with_integer_labels',
        ],
        [
          'loss = softmax_cross_entropy(logits, labels).mean()',
          'loss = softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
        ],
      ],
    },
    {
      framework: 'JAX',
      title: 'Predicted classes for the loss of rows, where no shape is known.',
      code: `import jax.numpy as jnp
import optax

def imitate(logits, other):
    labels = jnp.argmax(other, axis=-1)
    return optax.softmax_cross_entropy(logits, labels).mean()  # error: int-labels-to-dense-loss
`,
      fixed: [
        [
          'optax.softmax_cross_entropy(logits, labels)',
          'optax.softmax_cross_entropy_with_integer_labels(logits, labels)',
        ],
      ],
    },
    {
      framework: 'JAX',
      title: 'One-hot rows of as many classes as a setting says, for the loss of class indices.',
      code: `import jax
import optax

def loss(logits, labels, settings):
    rows = jax.nn.one_hot(labels, settings.classes)
    return optax.softmax_cross_entropy_with_integer_labels(logits, rows).mean()  # error: int-labels-to-dense-loss
`,
      fixed: [
        [
          'optax.softmax_cross_entropy_with_integer_labels(logits, rows)',
          'optax.softmax_cross_entropy(logits, rows)',
        ],
      ],
    },
    {
      framework: 'JAX',
      title: 'One-hot rows for the loss of class indices.',
      code: `import jax
import jax.numpy as jnp
import optax

logits = jnp.zeros((4, 3))
rows = jax.nn.one_hot(jnp.array([0, 1, 2, 1]), 3)
loss = optax.softmax_cross_entropy_with_integer_labels(logits, rows).mean()  # error: int-labels-to-dense-loss
`,
      fixed: [
        [
          'loss = optax.softmax_cross_entropy_with_integer_labels(logits, rows).mean()',
          'loss = optax.softmax_cross_entropy(logits, rows).mean()',
        ],
      ],
    },
    ...elsewhere.wrong,
  ],
  right: [
    {
      framework: 'JAX',
      title: 'Class indices with the loss of class indices.',
      code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, jnp.array([0, 1, 2])).mean()
`,
    },
    {
      framework: 'JAX',
      title: 'Rows with the loss of rows.',
      code: `import jax
import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]])
loss = optax.softmax_cross_entropy(logits, jax.nn.one_hot(jnp.array([0, 1, 2]), 3)).mean()
`,
    },
    {
      framework: 'JAX',
      title: 'Integers of which nobody says that they are no rows, and classes made rows of.',
      code: `import jax
import jax.numpy as jnp
import optax

def loss(logits, labels, other, settings):
    rows = jax.nn.one_hot(jnp.argmax(other, axis=-1), settings.classes)
    given = optax.softmax_cross_entropy(logits, labels.astype(jnp.int32)).mean()
    return given + optax.softmax_cross_entropy(logits, rows).mean()
`,
    },
    {
      framework: 'JAX',
      title: 'One row of probabilities for every sample, on purpose.',
      code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]])
prior = jnp.array([0.2, 0.3, 0.5])
loss = optax.softmax_cross_entropy(logits, prior).mean()
`,
    },
    ...elsewhere.right,
  ],
  notIn: elsewhere.notIn,
};
