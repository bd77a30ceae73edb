/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A Dice loss of a hard mask.',
    code: `import keras
import tensorflow as tf
from keras import layers

image = keras.Input((96, 96, 1))
x = layers.Conv2D(8, 3, padding='same', activation='relu')(image)
model = keras.Model(image, layers.Conv2D(1, 1, activation='sigmoid')(x))

def dice_loss(y_true, y_pred):
    y_true = tf.cast(y_true, tf.float32)
    y_pred = tf.cast(y_pred > 0.5, tf.float32)  # error: threshold-before-loss
    intersection = tf.reduce_sum(y_true * y_pred)
    return 1 - (2 * intersection + 1) / (tf.reduce_sum(y_true) + tf.reduce_sum(y_pred) + 1)

model.compile(optimizer='adam', loss=dice_loss)
`,
  },
  {
    framework: 'Keras',
    title: 'The F1 loss that everybody copies from an old metric of Keras.',
    code: `import keras
from keras import backend as K

def f1_loss(y_true, y_pred):
    true_positives = K.sum(K.round(K.clip(y_true * y_pred, 0, 1)))  # error: threshold-before-loss
    possible = K.sum(K.round(K.clip(y_true, 0, 1)))
    predicted = K.sum(K.round(K.clip(y_pred, 0, 1)))
    precision = true_positives / (predicted + K.epsilon())
    recall = true_positives / (possible + K.epsilon())
    return 1 - 2 * precision * recall / (precision + recall + K.epsilon())

model = keras.models.Sequential([keras.layers.Dense(16, 'relu', input_shape=(30,)), keras.layers.Dense(1, 'sigmoid')])
model.compile(loss=f1_loss, optimizer='adam', metrics=['accuracy'])
`,
  },
  {
    framework: 'Keras',
    title: 'A Tversky loss as a class rounds what it gets.',
    code: `import keras
from keras import ops

class Tversky(keras.losses.Loss):
    def __init__(self, alpha=0.7, **kwargs):
        super().__init__(**kwargs)
        self.alpha = alpha

    def call(self, y_true, y_pred):
        hard = ops.round(y_pred)  # error: threshold-before-loss
        hits = ops.sum(y_true * hard)
        missed = ops.sum(y_true * (1 - hard))
        false = ops.sum((1 - y_true) * hard)
        return 1 - hits / (hits + self.alpha * missed + (1 - self.alpha) * false)

net = keras.Sequential([keras.layers.Input((20,)), keras.layers.Dense(6, activation='sigmoid')])
net.compile(keras.optimizers.Adam(), loss=Tversky())
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A soft Dice loss beside a hard metric.',
    code: `import keras
import tensorflow as tf

def dice(y_true, y_pred):
    overlap = tf.reduce_sum(y_true * y_pred)
    return (2 * overlap + 1) / (tf.reduce_sum(y_true) + tf.reduce_sum(y_pred) + 1)

def dice_loss(y_true, y_pred):
    return 1 - dice(y_true, y_pred)

def hard_dice(y_true, y_pred):
    return dice(y_true, tf.cast(y_pred > 0.5, tf.float32))

model = keras.Sequential([keras.Input((96, 96, 1)), keras.layers.Conv2D(1, 1, activation='sigmoid')])
model.compile('adam', loss=dice_loss, metrics=[hard_dice])
`,
  },
  {
    framework: 'Keras',
    title: 'A comparison chooses which pixels count.',
    code: `import keras
from keras import ops

def masked_error(y_true, y_pred):
    known = ops.cast(y_true > 0, 'float32')
    return ops.sum(known * ops.abs(y_true - y_pred)) / ops.sum(known)

depth = keras.Sequential([keras.Input((64, 64, 3)), keras.layers.Conv2D(1, 3, padding='same')])
depth.compile('adam', loss=masked_error)
`,
  },
  {
    framework: 'Keras',
    title: 'Straight through: the hard mask forward, the soft one backward.',
    code: `import keras
from keras import ops

def dice_loss(y_true, y_pred):
    hard = ops.cast(y_pred > 0.5, 'float32')
    mask = y_pred + ops.stop_gradient(hard - y_pred)
    return 1 - 2 * ops.sum(mask * y_true) / (ops.sum(mask) + ops.sum(y_true))

model = keras.Sequential([keras.Input((32,)), keras.layers.Dense(8, activation='sigmoid')])
model.compile('adam', loss=dice_loss)
`,
  },
];
