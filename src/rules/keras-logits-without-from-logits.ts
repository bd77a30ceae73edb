import * as elsewhere from './examples/keras-logits-without-from-logits';
import { endOfOutput, findingsAtHeads, kerasHeads } from './shared/keras-heads';
import { addFromLogits } from './shared/keras-fix';
import { verdictOf } from './shared/keras-verdict';
import { message } from './shared/evidence';
import type { Rule } from './rule';

export const kerasLogitsWithoutFromLogits: Rule = {
  name: 'keras-logits-without-from-logits',
  title: 'raw scores without from_logits=True',
  severity: 'error',
  why: `Keras' cross-entropies take probabilities unless they are told otherwise: \`from_logits\` is False by
default, and a loss that is given by its name always has the default. A model that ends in a \`Dense\` layer
without an activation gives raw scores. Keras clips them to between 1e-7 and 1 as if they were probabilities, so
that every negative score counts as 1e-7 and every score above 1 as certain.

Nothing raises. The loss starts between 5 and 16 and stays flat, or is nearly 0 from the start (for the scores
[2, -1, 0.5] and class 0 the JAX back end gives 1.2e-7 where 0.24 is right), most gradients are exactly zero, and
the accuracy does not leave chance.

Either the loss is told what it gets (\`from_logits=True\`, which is also the more stable form), or the last layer
gets its activation: \`softmax\` for exclusive classes, \`sigmoid\` for independent ones.`,
  check: (context) => {
    const heads = kerasHeads(context);
    return findingsAtHeads(context, (head) => {
      if (verdictOf(head, heads) !== 'scores-as-probabilities') return null;
      const activation = head.family === 'binary' ? 'sigmoid' : 'softmax';
      return {
        rule: 'keras-logits-without-from-logits',
        severity: 'error',
        place: head.place,
        message: message([
          `The output is raw scores (a last layer without an activation), but ${head.loss} without from_logits=True expects probabilities`,
          'Keras clips the scores to between 1e-7 and 1: negative ones lose their gradient, and the loss stays flat',
          `pass from_logits=True to the loss, or give the last layer activation='${activation}'`,
        ]),
        evidence: '',
        related: endOfOutput(head, 'the raw scores are made here'),
        fix: addFromLogits(context, head),
      };
    });
  },
  wrong: [
    {
      framework: 'Keras',
      title: 'The last layer has no activation, and the loss is given by its name.',
      code: `import keras
from keras import layers

model = keras.Sequential([
    keras.Input((784,)),
    layers.Dense(64, activation='relu'),
    layers.Dense(10),
])
model.compile('adam', loss='sparse_categorical_crossentropy')  # error: keras-logits-without-from-logits
`,
      fixed: [
        [
          "model.compile('adam', loss='sparse_categorical_crossentropy')",
          "model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'A functional model, and a loss object with its default.',
      code: `import keras
from keras import layers

inputs = keras.Input(shape=(32,))
hidden = layers.Dense(16, activation='relu')(inputs)
model = keras.Model(inputs, layers.Dense(5)(hidden))
loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.1)
model.compile(optimizer='sgd', loss=loss)  # error: keras-logits-without-from-logits
`,
      fixed: [
        [
          'loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.1)',
          'loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.1, from_logits=True)',
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'Scores of a wide and of a deep part are added up, and nothing makes a probability of the sum.',
      code: `import keras
from keras import layers

clicks = keras.Input(shape=(40,))
deep = layers.Dense(16, activation='relu')(clicks)
score = layers.Add()([layers.Dense(1)(clicks), layers.Dense(1)(deep)])
model = keras.Model(clicks, score)
model.compile(
    optimizer='adam',
    loss=keras.losses.BinaryCrossentropy(),  # error: keras-logits-without-from-logits
)
`,
      fixed: [
        [
          'loss=keras.losses.BinaryCrossentropy(),',
          'loss=keras.losses.BinaryCrossentropy(from_logits=True),',
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'One unit for a yes or no, without a sigmoid.',
      code: `from keras.layers import Dense, Input
from keras.models import Sequential

model = Sequential()
model.add(Input((8,)))
model.add(Dense(12, activation='relu'))
model.add(Dense(1))
model.compile(loss='binary_crossentropy', optimizer='adam')  # error: keras-logits-without-from-logits
`,
      fixed: [
        [
          'from keras.layers import Dense, Input',
          `from keras.losses import BinaryCrossentropy
from keras.layers import Dense, Input`,
        ],
        [
          "model.compile(loss='binary_crossentropy', optimizer='adam')",
          "model.compile(loss=BinaryCrossentropy(from_logits=True), optimizer='adam')",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'A model of its own class, trained with a tape.',
      code: `import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.flatten = tf.keras.layers.Flatten()
        self.out = tf.keras.layers.Dense(10)

    def call(self, x):
        return self.out(self.flatten(x))

net = Net()
loss_object = tf.keras.losses.SparseCategoricalCrossentropy()
optimizer = tf.keras.optimizers.Adam()

@tf.function
def train_step(images, labels):
    with tf.GradientTape() as tape:
        loss = loss_object(labels, net(images, training=True))  # error: keras-logits-without-from-logits
    gradients = tape.gradient(loss, net.trainable_variables)
    optimizer.apply_gradients(zip(gradients, net.trainable_variables))
`,
      fixed: [
        [
          'loss_object = tf.keras.losses.SparseCategoricalCrossentropy()',
          'loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)',
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'Two outputs; one of them is raw.',
      code: `import tensorflow as tf
from tensorflow.keras import layers

inputs = tf.keras.Input(shape=(20,))
kind = layers.Dense(4, name='kind')(inputs)
urgent = layers.Dense(1, activation='sigmoid', name='urgent')(inputs)
model = tf.keras.Model(inputs=inputs, outputs=[kind, urgent])
model.compile(
    optimizer='adam',
    loss={
        'kind': 'categorical_crossentropy',  # error: keras-logits-without-from-logits
        'urgent': 'binary_crossentropy',
    },
)
`,
      fixed: [
        [
          "'kind': 'categorical_crossentropy',",
          "'kind': tf.keras.losses.CategoricalCrossentropy(from_logits=True),",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'The function of the loss in a training step.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])

def loss_of(x, y):
    return tf.keras.losses.binary_crossentropy(y, model(x))  # error: keras-logits-without-from-logits
`,
      fixed: [
        [
          'return tf.keras.losses.binary_crossentropy(y, model(x))',
          'return tf.keras.losses.binary_crossentropy(y, model(x), from_logits=True)',
        ],
      ],
    },
  ],
  right: [
    {
      framework: 'Keras',
      title: 'Two probabilities are averaged; scores that are added up get their activation from a layer.',
      code: `import keras
from keras import layers

clicks = keras.Input(shape=(40,))
first = layers.Dense(1, activation='sigmoid')(clicks)
second = layers.Dense(1, activation='sigmoid')(layers.Dense(16, activation='relu')(clicks))
keras.Model(clicks, layers.average([first, second])).compile(optimizer='adam', loss='binary_crossentropy')

score = layers.Add()([layers.Dense(1)(clicks), layers.Dense(1)(clicks)])
output = layers.Activation('sigmoid')(score)
keras.Model(clicks, output).compile(optimizer='adam', loss='binary_crossentropy')
`,
    },
    {
      framework: 'Keras',
      title: 'The loss is told that it gets scores.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((784,)), layers.Dense(64, activation='relu'), layers.Dense(10)])
model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
`,
    },
    {
      framework: 'Keras',
      title: 'The activation is a layer of its own.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((784,)), layers.Dense(10), layers.Activation('softmax')])
model.compile('adam', loss='sparse_categorical_crossentropy')

other = keras.Sequential([keras.Input((784,)), layers.Dense(10), layers.Softmax()])
other.compile('adam', loss='sparse_categorical_crossentropy')
`,
    },
    {
      framework: 'Keras',
      title: 'Regression wants raw values.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((13,)), layers.Dense(64, activation='relu'), layers.Dense(1)])
model.compile('rmsprop', loss='mse', metrics=['mae'])
`,
    },
    {
      framework: 'TensorFlow',
      title: 'call ends in a softmax.',
      code: `import tensorflow as tf

class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.out = tf.keras.layers.Dense(10)

    def call(self, x):
        return tf.nn.softmax(self.out(x))

net = Net()
net.compile(optimizer='adam', loss='categorical_crossentropy')
`,
    },
    {
      framework: 'TensorFlow',
      title: 'Scores for the loss, and a model around it for probabilities.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Flatten(input_shape=(28, 28)), tf.keras.layers.Dense(10)])
model.compile(optimizer='adam', loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
probability_model = tf.keras.Sequential([model, tf.keras.layers.Softmax()])
`,
    },
    {
      framework: 'TensorFlow',
      title: 'Hinge losses take raw scores.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
model.compile(optimizer='adam', loss='hinge')

softmax_if_asked = tf.keras.Sequential([tf.keras.layers.Dense(3)])
softmax_if_asked.compile(optimizer='adam', loss='categorical_hinge')
`,
    },
  ],
  notIn: elsewhere.notIn,
};
