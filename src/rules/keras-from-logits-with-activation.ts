import * as elsewhere from './examples/keras-from-logits-with-activation';
import * as ofKeras from './examples/keras/keras-from-logits-with-activation';
import { message } from './shared/evidence';
import { kerasBackend } from './shared/keras-backend';
import { endOfOutput, findingsAtHeads, kerasHeads } from './shared/keras-heads';
import { removeFromLogits } from './shared/keras-fix';
import { verdictOf } from './shared/keras-verdict';
import type { Rule } from './rule';

export const kerasFromLogitsWithActivation: Rule = {
  name: 'keras-from-logits-with-activation',
  title: 'from_logits=True behind an activation',
  severity: 'warning',
  why: `\`from_logits=True\` says that a loss gets raw scores and has to apply softmax or sigmoid itself. Where the
model ends in that activation already, the two contradict each other. What happens depends on the back end:

- On **TensorFlow**, Keras finds the scores behind the activation, computes the loss from them and warns that it
  did. The value is right; the flag says something that is not so. The finding is a hint then.
- On **JAX** and **PyTorch** nothing looks behind the activation: it is applied twice. The scores [2, -1, 0.5] and
  [0.3, 1.2, -0.7] with the classes 0 and 1 give 0.759 instead of 0.342, learning is slow, and there is no warning.

Which back end a program uses is read from \`KERAS_BACKEND\` where it is set in the text, and is TensorFlow where
Keras is imported from TensorFlow only.`,
  check: (context) => {
    const heads = kerasHeads(context);
    return findingsAtHeads(context, (head) => {
      if (verdictOf(head, heads) !== 'probabilities-as-scores') return null;
      const activation = head.origin.kind === 'softmax' ? 'softmax' : 'sigmoid';
      const isTensorflow = kerasBackend(context) === 'tensorflow';
      return {
        rule: 'keras-from-logits-with-activation',
        severity: isTensorflow ? 'info' : 'warning',
        place: head.place,
        message: message([
          `The output comes out of a ${activation}, but ${head.loss} with from_logits=True expects raw scores`,
          isTensorflow
            ? 'on TensorFlow Keras takes the scores behind the activation and warns, so the value is right and the flag is not'
            : `on the JAX and PyTorch back ends the activation is applied twice and learning is slow; on TensorFlow Keras takes the scores behind the ${activation}`,
          `leave from_logits out, or take the ${activation} away and apply it where probabilities are read`,
        ]),
        evidence: '',
        related: endOfOutput(head, `the ${activation} is applied here`),
        fix: removeFromLogits(context, head),
      };
    });
  },
  wrong: [
    {
      framework: 'Keras',
      title: 'A softmax as the last activation, and a loss for scores.',
      code: `import keras
from keras import layers

model = keras.Sequential([
    keras.Input((784,)),
    layers.Dense(10, activation='softmax'),
])
model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # warning: keras-from-logits-with-activation
`,
      fixed: [
        [
          "model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))",
          "model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy())",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'The program computes with JAX.',
      code: `import os

os.environ["KERAS_BACKEND"] = "jax"

import keras
from keras import layers

inputs = keras.Input((16,))
outputs = layers.Softmax()(layers.Dense(4)(inputs))
model = keras.Model(inputs, outputs)
loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.1, from_logits=True)
model.compile(optimizer='adam', loss=loss)  # warning: keras-from-logits-with-activation
`,
      fixed: [
        [
          'loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.1, from_logits=True)',
          'loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.1)',
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'A sigmoid for a yes or no.',
      code: `import keras
from keras import layers

model = keras.Sequential()
model.add(layers.Dense(16, activation='relu'))
model.add(layers.Dense(1))
model.add(layers.Activation('sigmoid'))
model.compile('adam', keras.losses.BinaryCrossentropy(from_logits=True))  # warning: keras-from-logits-with-activation
`,
      fixed: [
        [
          "model.compile('adam', keras.losses.BinaryCrossentropy(from_logits=True))",
          "model.compile('adam', keras.losses.BinaryCrossentropy())",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'Keras of TensorFlow finds the scores by itself.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Flatten(input_shape=(28, 28)),
    tf.keras.layers.Dense(10, activation='softmax'),
])
model.compile(
    optimizer='adam',
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),  # info: keras-from-logits-with-activation
)
`,
      fixed: [
        [
          'loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),',
          'loss=tf.keras.losses.SparseCategoricalCrossentropy(),',
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'In a training step.',
      code: `import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.out = tf.keras.layers.Dense(3, activation='softmax')

    def call(self, x):
        return self.out(x)

net = Net()
loss_fn = tf.keras.losses.CategoricalCrossentropy(from_logits=True)

def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = loss_fn(y, net(x))  # info: keras-from-logits-with-activation
    return tape.gradient(loss, net.trainable_variables)
`,
      fixed: [
        [
          'loss_fn = tf.keras.losses.CategoricalCrossentropy(from_logits=True)',
          'loss_fn = tf.keras.losses.CategoricalCrossentropy()',
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'The program sets another back end.',
      code: `import os
os.environ['KERAS_BACKEND'] = 'torch'
from tensorflow import keras

model = keras.Sequential([keras.layers.Dense(5, activation='sigmoid')])
model.compile('sgd', loss=keras.losses.BinaryCrossentropy(from_logits=True))  # warning: keras-from-logits-with-activation
`,
      fixed: [
        [
          "model.compile('sgd', loss=keras.losses.BinaryCrossentropy(from_logits=True))",
          "model.compile('sgd', loss=keras.losses.BinaryCrossentropy())",
        ],
      ],
    },
    ...ofKeras.wrong,
  ],
  right: [
    {
      framework: 'Keras',
      title: 'The activation is in the model, and the loss takes probabilities.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((784,)), layers.Dense(10, activation='softmax')])
model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy())
`,
    },
    {
      framework: 'Keras',
      title: 'Each output has the loss that it needs.',
      code: `import keras
from keras import layers

inputs = keras.Input((16,))
kind = layers.Dense(4, name='kind')(inputs)
score = layers.Dense(1, activation='sigmoid', name='score')(inputs)
model = keras.Model(inputs, {'kind': kind, 'score': score})
model.compile('adam', loss={
    'kind': keras.losses.CategoricalCrossentropy(from_logits=True),
    'score': keras.losses.BinaryCrossentropy(),
})
`,
    },
    {
      framework: 'Keras',
      title: 'Softmax in the middle of a model weighs; scores come out.',
      code: `import keras
from keras import layers

inputs = keras.Input((16,))
gate = layers.Dense(16, activation='softmax')(inputs)
outputs = layers.Dense(3)(layers.Multiply()([inputs, gate]))
model = keras.Model(inputs, outputs)
model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
`,
    },
    {
      framework: 'TensorFlow',
      title: 'Softmax in a second model only.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(10)])
model.compile(optimizer='adam', loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
probability_model = tf.keras.Sequential([model, tf.keras.layers.Softmax()])
`,
    },
    {
      framework: 'TensorFlow',
      title: 'The generator ends in a sigmoid, the discriminator in scores.',
      code: `import tensorflow as tf
from tensorflow.keras import layers

generator = tf.keras.Sequential([layers.Dense(64, activation='relu'), layers.Dense(784, activation='sigmoid')])
discriminator = tf.keras.Sequential([layers.Dense(64, activation='relu'), layers.Dense(1)])
cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)

def generator_loss(noise):
    fake = discriminator(generator(noise))
    return cross_entropy(tf.ones_like(fake), fake)
`,
    },
    {
      framework: 'TensorFlow',
      title: 'Softmax where probabilities are read.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(10)])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

def step(x, y):
    logits = model(x)
    loss = loss_fn(y, logits)
    return loss, tf.nn.softmax(logits)
`,
    },
    ...ofKeras.right,
  ],
  notIn: elsewhere.notIn,
};
