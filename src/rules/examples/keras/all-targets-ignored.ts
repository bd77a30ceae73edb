/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A batch of padding.',
    code: `import keras
from keras import ops

labels = ops.convert_to_tensor([0, 0, 0])
scores = ops.ones((3, 8))
losses = keras.losses.sparse_categorical_crossentropy(labels, scores, from_logits=True)
mask = ops.cast(labels != 0, 'float32')
loss = ops.sum(losses * mask) / ops.sum(mask)  # warning: all-targets-ignored
`,
  },
  {
    framework: 'Keras',
    title: 'A masked loss of its own, tried out on zeros.',
    code: `import keras
from keras import ops

def masked_loss(y_true, y_pred):
    losses = keras.losses.sparse_categorical_crossentropy(y_true, y_pred)
    mask = ops.cast(ops.not_equal(y_true, 0), 'float32')
    return ops.sum(losses * mask) / ops.sum(mask)  # warning: all-targets-ignored

print(masked_loss(ops.zeros((2, 5), dtype='int32'), ops.ones((2, 5, 10)) / 10))
`,
  },
  {
    framework: 'Keras',
    title: 'A mask without labelled pixels.',
    code: `import keras
from keras import ops

pixels = ops.full((1, 4, 4), 255, dtype='int32')
known = ops.cast(pixels < 255, 'float32')
losses = ops.sparse_categorical_crossentropy(ops.where(pixels < 255, pixels, 0), ops.ones((1, 4, 4, 2)), from_logits=True)
loss = ops.divide(ops.sum(losses * known), ops.sum(known))  # warning: all-targets-ignored
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'ignore_class: the mean over nothing is 0.',
    code: `import keras
from keras import ops

scce = keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
loss = scce(ops.zeros((2, 5), dtype='int32'), ops.ones((2, 5, 100)))
`,
  },
  {
    framework: 'Keras',
    title: 'At least 1 in the divisor.',
    code: `import keras
from keras import ops

def masked_loss(y_true, y_pred):
    losses = keras.losses.sparse_categorical_crossentropy(y_true, y_pred)
    mask = ops.cast(ops.not_equal(y_true, 0), 'float32')
    return ops.sum(losses * mask) / ops.maximum(ops.sum(mask), 1.0)

print(masked_loss(ops.zeros((2, 5), dtype='int32'), ops.ones((2, 5, 10)) / 10))
`,
  },
  {
    framework: 'Keras',
    title: 'Some labels count.',
    code: `import keras
from keras import ops

labels = ops.convert_to_tensor([0, 3, 0])
scores = ops.ones((3, 8))
losses = keras.losses.sparse_categorical_crossentropy(labels, scores, from_logits=True)
mask = ops.cast(labels != 0, 'float32')
loss = ops.sum(losses * mask) / ops.sum(mask)
`,
  },
];
