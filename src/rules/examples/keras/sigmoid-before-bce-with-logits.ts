/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "A weighted loss of one's own over a sigmoid.",
    code: `import keras
import tensorflow as tf

model = keras.Sequential([
    keras.layers.Dense(32, activation='relu', input_shape=(30,)),
    keras.layers.Dense(1, activation='sigmoid'),
])

def weighted_bce(y_true, y_pred):
    y_true = tf.cast(y_true, tf.float32)
    return tf.reduce_mean(tf.nn.weighted_cross_entropy_with_logits(y_true, y_pred, pos_weight=8.0))  # warning: sigmoid-before-bce-with-logits

model.compile(loss=weighted_bce, optimizer='adam')
model.fit(x, y, epochs=20)
`,
    fixed: [["keras.layers.Dense(1, activation='sigmoid'),", 'keras.layers.Dense(1),']],
  },
  {
    framework: 'Keras',
    title: "U-Net's mask is a sigmoid, and the loss takes another.",
    code: `import keras
import tensorflow as tf
from keras import layers

inputs = keras.Input((128, 128, 3))
x = layers.Conv2D(16, 3, padding='same', activation='relu')(inputs)
x = layers.Conv2D(16, 3, padding='same', activation='relu')(x)
mask = layers.Conv2D(1, 1, activation='sigmoid')(x)
unet = keras.Model(inputs, mask)

def bce_loss(y_true, y_pred):
    bce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred)  # warning: sigmoid-before-bce-with-logits
    return tf.reduce_mean(bce, axis=[1, 2, 3])

unet.compile('adam', bce_loss)
`,
    fixed: [["mask = layers.Conv2D(1, 1, activation='sigmoid')(x)", 'mask = layers.Conv2D(1, 1)(x)']],
  },
  {
    framework: 'Keras',
    title: 'A focal loss of logits gets the sigmoids of a tagger.',
    code: `import keras
import tensorflow as tf
from keras.layers import Dense, Dropout, Input

def focal_loss(gamma=2.0, alpha=0.25):
    def loss(y_true, y_pred):
        ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred)  # warning: sigmoid-before-bce-with-logits
        p_t = tf.exp(-ce)
        return tf.reduce_mean(alpha * (1 - p_t) ** gamma * ce)
    return loss

inputs = Input(shape=(300,))
x = Dropout(0.3)(Dense(64, activation='relu')(inputs))
model = keras.Model(inputs, Dense(14, activation='sigmoid')(x))
model.compile(optimizer='rmsprop', loss=focal_loss(gamma=1.5))
`,
    fixed: [
      [
        "model = keras.Model(inputs, Dense(14, activation='sigmoid')(x))",
        'model = keras.Model(inputs, Dense(14)(x))',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The discriminator ends in a score.',
    code: `import keras
from keras import ops

discriminator = keras.Sequential([keras.Input((784,)), keras.layers.Dense(64, activation='relu'), keras.layers.Dense(1)])

def generator_loss(fake_images):
    fake = discriminator(fake_images)
    return ops.mean(ops.binary_crossentropy(ops.ones_like(fake), fake, from_logits=True))
`,
  },
  {
    framework: 'Keras',
    title: 'A gate inside of the model is a sigmoid, its head is none.',
    code: `import keras
import tensorflow as tf
from keras import layers

inputs = keras.Input((40,))
h = layers.Dense(64, activation='relu')(inputs)
gate = layers.Dense(64, activation='sigmoid')(h)
model = keras.Model(inputs, layers.Dense(1)(h * gate))

def loss_fn(y_true, y_pred):
    return tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred)

model.compile('adam', loss_fn)
`,
  },
  {
    framework: 'Keras',
    title: 'The focal weight is a sigmoid of the scores that the loss gets.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((24,)), keras.layers.Dense(32, 'relu'), keras.layers.Dense(1)])

def focal(y_true, logits):
    p = tf.sigmoid(logits)
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=logits)
    return tf.reduce_mean(tf.abs(y_true - p) ** 2 * ce)

model.compile('adam', focal, metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)])
`,
  },
];
