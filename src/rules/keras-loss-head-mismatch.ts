import * as elsewhere from './examples/keras-loss-head-mismatch';
import { message } from './shared/evidence';
import { endOfOutput, findingsAtHeads, kerasHeads } from './shared/keras-heads';
import { exchangeLosses } from './shared/keras-fix';
import { partnerOf } from './shared/keras-verdict';
import type { Rule } from './rule';

export const kerasLossHeadMismatch: Rule = {
  name: 'keras-loss-head-mismatch',
  title: 'the losses of two outputs are exchanged',
  severity: 'error',
  why: `A model with several outputs is compiled with a loss for each: a dict by the names of the outputs, or a list in
their order. A list follows the order of \`outputs=\`, and nothing checks that a loss makes sense for what it is
given: a squared error on the softmax of a classifier and a cross-entropy on the raw value of a regression both give
numbers, and neither output learns what it should: for a raw value of -1 the cross-entropy clips to 1e-7.

The finding is made only where the pair speaks for itself: each of the two outputs does not go with its own loss and
goes with the other's.`,
  check: (context) => {
    const heads = kerasHeads(context);
    return findingsAtHeads(context, (head) => {
      const partner = partnerOf(head, heads);
      // One finding for the pair, at the loss that comes first.
      if (!partner || partner.place.start < head.place.start) return null;
      const given = head.origin.kind === 'scores' ? 'a raw value' : `what comes out of a ${head.origin.kind}`;
      const expected = head.family === 'regression' ? 'a raw value' : 'probabilities';
      return {
        rule: 'keras-loss-head-mismatch',
        severity: 'error',
        place: head.place,
        message: message([
          `This output is ${given}, but its loss ${head.loss} expects ${expected}; another output has the loss that fits`,
          'neither of the two outputs learns what it should',
          `exchange the two losses: ${partner.loss} belongs here`,
        ]),
        evidence: '',
        related: [
          ...endOfOutput(head, 'this output is made here'),
          { place: partner.place, message: `${partner.loss} is given to the other output` },
        ],
        fix: exchangeLosses(context, head, partner),
      };
    });
  },
  wrong: [
    {
      framework: 'Keras',
      title: 'A list of losses in another order than the outputs.',
      code: `import keras
from keras import layers

inputs = keras.Input((32,))
kind = layers.Dense(5, activation='softmax')(inputs)
price = layers.Dense(1)(inputs)
model = keras.Model(inputs, [kind, price])
model.compile('adam', loss=['mse', 'categorical_crossentropy'])  # error: keras-loss-head-mismatch
`,
      fixed: [
        [
          "model.compile('adam', loss=['mse', 'categorical_crossentropy'])",
          "model.compile('adam', loss=['categorical_crossentropy', 'mse'])",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'A dict whose names are mixed up.',
      code: `import keras
from keras import layers

inputs = keras.Input((32,))
age = layers.Dense(1, name='age')(inputs)
smoker = layers.Dense(1, activation='sigmoid', name='smoker')(inputs)
model = keras.Model(inputs, [age, smoker])
model.compile(
    'adam',
    loss={
        'age': 'binary_crossentropy',  # error: keras-loss-head-mismatch
        'smoker': 'mae',
    },
)
`,
      fixed: [
        [
          `        'age': 'binary_crossentropy',
        'smoker': 'mae',`,
          `        'age': 'mae',
        'smoker': 'binary_crossentropy',`,
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'Classes and labels.',
      code: `import keras
from keras import layers

inputs = keras.Input((32,))
kind = layers.Dense(5, activation='softmax')(inputs)
tags = layers.Dense(9, activation='sigmoid')(inputs)
model = keras.Model(inputs, {'kind': kind, 'tags': tags})
model.compile('adam', loss={
    'kind': 'binary_crossentropy',  # error: keras-loss-head-mismatch
    'tags': 'categorical_crossentropy',
})
`,
      fixed: [
        [
          `    'kind': 'binary_crossentropy',
    'tags': 'categorical_crossentropy',`,
          `    'kind': 'categorical_crossentropy',
    'tags': 'binary_crossentropy',`,
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'Loss objects.',
      code: `import tensorflow as tf
from tensorflow.keras import layers

inputs = tf.keras.Input((16,))
box = layers.Dense(4)(inputs)
label = layers.Dense(3, activation='softmax')(inputs)
model = tf.keras.Model(inputs, [box, label])
model.compile(
    'adam',
    loss=[
        tf.keras.losses.SparseCategoricalCrossentropy(),  # error: keras-loss-head-mismatch
        tf.keras.losses.Huber(),
    ],
)
`,
      fixed: [
        [
          `    loss=[
        tf.keras.losses.SparseCategoricalCrossentropy(),`,
          '    loss=[',
        ],
        [
          'tf.keras.losses.Huber(),',
          `tf.keras.losses.Huber(),
        tf.keras.losses.SparseCategoricalCrossentropy(),`,
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'Outputs by name.',
      code: `import tensorflow as tf
from tensorflow.keras import layers

inputs = tf.keras.Input((16,))
score = layers.Dense(1, name='score')(inputs)
label = layers.Dense(3, activation='softmax', name='label')(inputs)
model = tf.keras.Model(inputs, outputs=[score, label])
model.compile('adam', loss={'score': 'sparse_categorical_crossentropy', 'label': 'mse'})  # error: keras-loss-head-mismatch
`,
      fixed: [
        [
          "model.compile('adam', loss={'score': 'sparse_categorical_crossentropy', 'label': 'mse'})",
          "model.compile('adam', loss={'score': 'mse', 'label': 'sparse_categorical_crossentropy'})",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'call returns two outputs.',
      code: `import tensorflow as tf

class Both(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.classes = tf.keras.layers.Dense(7, activation='softmax')
        self.value = tf.keras.layers.Dense(1)

    def call(self, x):
        return self.classes(x), self.value(x)

model = Both()
model.compile('adam', loss=['mse', 'sparse_categorical_crossentropy'])  # error: keras-loss-head-mismatch
`,
      fixed: [
        [
          "model.compile('adam', loss=['mse', 'sparse_categorical_crossentropy'])",
          "model.compile('adam', loss=['sparse_categorical_crossentropy', 'mse'])",
        ],
      ],
    },
  ],
  right: [
    {
      framework: 'Keras',
      title: 'Each output with its own loss, by name.',
      code: `import keras
from keras import layers

inputs = keras.Input((32,))
age = layers.Dense(1, name='age')(inputs)
smoker = layers.Dense(1, activation='sigmoid', name='smoker')(inputs)
kind = layers.Dense(4, activation='softmax', name='kind')(inputs)
model = keras.Model(inputs, [age, smoker, kind])
model.compile('adam', loss={'age': 'mse', 'smoker': 'binary_crossentropy', 'kind': 'categorical_crossentropy'})
`,
    },
    {
      framework: 'Keras',
      title: 'One loss for all outputs.',
      code: `import keras
from keras import layers

inputs = keras.Input((32,))
left = layers.Dense(3, activation='softmax')(inputs)
right = layers.Dense(3, activation='softmax')(inputs)
model = keras.Model(inputs, [left, right])
model.compile('adam', loss='categorical_crossentropy')
`,
    },
    {
      framework: 'Keras',
      title: 'A dict is found by name, whatever its order.',
      code: `import keras
from keras import layers

inputs = keras.Input((32,))
price = layers.Dense(1, name='price')(inputs)
kind = layers.Dense(4, activation='softmax', name='kind')(inputs)
model = keras.Model(inputs, [price, kind])
model.compile('adam', loss={'kind': 'sparse_categorical_crossentropy', 'price': 'mae'})
`,
    },
    {
      framework: 'TensorFlow',
      title: 'A list in the order of the outputs.',
      code: `import tensorflow as tf
from tensorflow.keras import layers

inputs = tf.keras.Input((16,))
box = layers.Dense(4)(inputs)
label = layers.Dense(3, activation='softmax')(inputs)
model = tf.keras.Model(inputs, [box, label])
model.compile('adam', loss=['mse', 'sparse_categorical_crossentropy'])
`,
    },
    {
      framework: 'TensorFlow',
      title: 'A policy and a value.',
      code: `import tensorflow as tf

class ActorCritic(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.policy = tf.keras.layers.Dense(4, activation='softmax')
        self.value = tf.keras.layers.Dense(1, activation='tanh')

    def call(self, x):
        return self.policy(x), self.value(x)

model = ActorCritic()
model.compile('adam', loss=['categorical_crossentropy', 'mse'])
`,
    },
    {
      framework: 'TensorFlow',
      title: 'An output without a loss.',
      code: `import tensorflow as tf
from tensorflow.keras import layers

inputs = tf.keras.Input((16,))
features = layers.Dense(8)(inputs)
label = layers.Dense(3, activation='softmax')(features)
model = tf.keras.Model(inputs, [features, label])
model.compile('adam', loss=[None, 'sparse_categorical_crossentropy'])
`,
    },
  ],
  notIn: elsewhere.notIn,
};
