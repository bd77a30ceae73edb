import * as elsewhere from './examples/keras-sigmoid-categorical';
import { message } from './shared/evidence';
import { endOfOutput, findingsAtHeads, kerasHeads } from './shared/keras-heads';
import { useLoss } from './shared/keras-fix';
import { verdictOf } from './shared/keras-verdict';
import type { Rule } from './rule';

export const kerasSigmoidCategorical: Rule = {
  name: 'keras-sigmoid-categorical',
  title: 'a sigmoid with a loss of exclusive classes',
  severity: 'warning',
  why: `\`categorical_crossentropy\` and \`sparse_categorical_crossentropy\` expect the probabilities of exclusive
classes, which add up to one. The units of a sigmoid do not. On the JAX and PyTorch back ends Keras divides them
by their sum, which no prediction does later: for the scores [2, -1, 0.5] and [0.3, 1.2, -0.7] with the classes 0
and 1 the loss is 0.739 instead of 0.342. On TensorFlow Keras takes the scores behind the sigmoid, so the model is
trained as a softmax and read as a sigmoid.

With a single unit there is nothing to divide among: the loss is 0 whatever the labels are, and nothing is learned.

Exclusive classes need \`softmax\`; labels of which several may hold need \`binary_crossentropy\`.`,
  check: (context) => {
    const heads = kerasHeads(context);
    return findingsAtHeads(context, (head) => {
      if (verdictOf(head, heads) !== 'independent-as-classes') return null;
      const isSingle = head.units === 1;
      return {
        rule: 'keras-sigmoid-categorical',
        severity: isSingle ? 'error' : 'warning',
        place: head.place,
        message: message([
          isSingle
            ? `The output is a single unit with a sigmoid, but ${head.loss} expects a unit for each class`
            : `The output comes out of a sigmoid, but ${head.loss} expects a softmax: probabilities that add up to 1`,
          isSingle
            ? 'with one class the loss is 0 whatever the labels are, or raises, and nothing is learned'
            : 'the units are divided by their sum, or taken for scores, which no prediction does: the model is trained as something else than it is read as',
          isSingle
            ? 'use binary_crossentropy'
            : "use activation='softmax' for exclusive classes, or binary_crossentropy where several labels may hold",
        ]),
        evidence: '',
        related: endOfOutput(head, 'the sigmoid is applied here'),
        fix: isSingle ? useLoss(context, head, 'binary_crossentropy') : null,
      };
    });
  },
  wrong: [
    {
      framework: 'Keras',
      title: 'Three classes with a sigmoid each.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='sigmoid')])
model.compile('adam', loss='categorical_crossentropy')  # warning: keras-sigmoid-categorical
`,
    },
    {
      framework: 'Keras',
      title: 'A single unit has nothing to choose among.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(8, activation='relu'), layers.Dense(1, activation='sigmoid')])
model.compile('adam', loss='categorical_crossentropy')  # error: keras-sigmoid-categorical
`,
      fixed: [
        [
          "model.compile('adam', loss='categorical_crossentropy')",
          "model.compile('adam', loss='binary_crossentropy')",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'Integer labels.',
      code: `import keras
from keras import layers

inputs = keras.Input((4,))
outputs = layers.Activation('sigmoid')(layers.Dense(5)(inputs))
model = keras.Model(inputs, outputs)
model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy())  # warning: keras-sigmoid-categorical
`,
    },
    {
      framework: 'TensorFlow',
      title: 'A single unit and integer labels.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='sigmoid')])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')  # error: keras-sigmoid-categorical
`,
      fixed: [
        [
          "model.compile(optimizer='adam', loss='sparse_categorical_crossentropy')",
          "model.compile(optimizer='adam', loss='binary_crossentropy')",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'In a training step.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(4, activation=tf.nn.sigmoid)])
loss_fn = tf.keras.losses.CategoricalCrossentropy()

def step(x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, model(x))  # warning: keras-sigmoid-categorical
    return tape.gradient(loss, model.trainable_variables)
`,
    },
    {
      framework: 'TensorFlow',
      title: 'call ends in a sigmoid.',
      code: `import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.out = tf.keras.layers.Dense(4)

    def call(self, x):
        return tf.sigmoid(self.out(x))

net = Net()
net.compile(optimizer='adam', loss='categorical_crossentropy')  # warning: keras-sigmoid-categorical
`,
    },
  ],
  right: [
    {
      framework: 'Keras',
      title: 'Exclusive classes have a softmax.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='softmax')])
model.compile('adam', loss='sparse_categorical_crossentropy')
`,
    },
    {
      framework: 'Keras',
      title: 'Independent labels have the binary loss.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='sigmoid')])
model.compile('adam', loss=keras.losses.BinaryCrossentropy())
`,
    },
    {
      framework: 'Keras',
      title: 'A sigmoid inside, and a softmax at the end.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(8, activation='sigmoid'), layers.Dense(3, activation='softmax')])
model.compile('adam', loss='categorical_crossentropy')
`,
    },
    {
      framework: 'TensorFlow',
      title: 'Yes or no.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='sigmoid')])
model.compile(optimizer='adam', loss=tf.keras.losses.BinaryCrossentropy())
`,
    },
    {
      framework: 'TensorFlow',
      title: 'A gate inside the model.',
      code: `import tensorflow as tf

class Gated(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.gate = tf.keras.layers.Dense(8, activation='sigmoid')
        self.hidden = tf.keras.layers.Dense(8)
        self.out = tf.keras.layers.Dense(3, activation='softmax')

    def call(self, x):
        return self.out(self.gate(x) * self.hidden(x))

model = Gated()
model.compile('adam', 'sparse_categorical_crossentropy')
`,
    },
    {
      framework: 'TensorFlow',
      title: 'The program defines its own loss of that name.',
      code: `import tensorflow as tf

def categorical_crossentropy(y_true, y_pred):
    return tf.reduce_mean(tf.keras.losses.binary_crossentropy(y_true, y_pred))

model = tf.keras.Sequential([tf.keras.layers.Dense(4, activation='sigmoid')])
model.compile('adam', categorical_crossentropy)
`,
    },
  ],
  notIn: elsewhere.notIn,
};
