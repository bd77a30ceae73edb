/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The class is called like a function.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
x, y = np.random.rand(8, 4), np.random.rand(8, 1)
loss = keras.losses.MeanSquaredError(y, model(x))  # error: loss-constructed-with-tensors
`,
    fixed: [
      [
        'loss = keras.losses.MeanSquaredError(y, model(x))',
        'loss = keras.losses.MeanSquaredError()(y, model(x))',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'In a custom train step: the object has no gradient.',
    code: `import keras
import tensorflow as tf

class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(10, activation='softmax')

    def call(self, x):
        return self.out(x)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            y_pred = self(x, training=True)
            loss = keras.losses.CategoricalCrossentropy(y, y_pred)  # error: loss-constructed-with-tensors
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {'loss': loss}
`,
    fixed: [
      [
        'loss = keras.losses.CategoricalCrossentropy(y, y_pred)',
        'loss = keras.losses.CategoricalCrossentropy()(y, y_pred)',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: "In a loss of one's own.",
    code: `import keras
from keras.losses import BinaryCrossentropy

model = keras.Sequential([keras.Input((64, 64, 3)), keras.layers.Conv2D(1, 1, activation='sigmoid')])

def dice_and_bce(y_true, y_pred):
    overlap = keras.ops.sum(y_true * y_pred)
    dice = 1 - (2 * overlap + 1) / (keras.ops.sum(y_true) + keras.ops.sum(y_pred) + 1)
    return dice + BinaryCrossentropy(y_true, y_pred)  # error: loss-constructed-with-tensors

model.compile('adam', loss=dice_and_bce)
`,
    fixed: [
      [
        'return dice + BinaryCrossentropy(y_true, y_pred)',
        'return dice + BinaryCrossentropy()(y_true, y_pred)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The function.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
x, y = np.random.rand(8, 4), np.random.rand(8, 1)
loss = keras.losses.mean_squared_error(y, model(x))
`,
  },
  {
    framework: 'Keras',
    title: 'The object is called.',
    code: `import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation='softmax')])

def loss_of(x, y):
    return keras.losses.CategoricalCrossentropy(label_smoothing=0.1)(y, model(x))
`,
  },
  {
    framework: 'Keras',
    title: 'Settings by their place.',
    code: `import keras

model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3)])
model.compile('adam', keras.losses.CategoricalCrossentropy(True, 0.1))
`,
  },
];
