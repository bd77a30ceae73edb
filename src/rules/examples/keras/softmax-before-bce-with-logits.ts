/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "A softmax head with a sigmoid loss of one's own.",
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((100,)), keras.layers.Dense(64, 'relu'), keras.layers.Dense(6, 'softmax')])

def focal(y_true, y_pred):
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred)  # warning: softmax-before-bce-with-logits
    return tf.reduce_sum((1 - tf.exp(-ce)) ** 2 * ce, axis=-1)

model.compile('adam', loss=focal)
`,
  },
  {
    framework: 'Keras',
    title: 'A class of weighted losses.',
    code: `import keras
import tensorflow as tf
from keras import layers

class WeightedBinary(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return tf.nn.weighted_cross_entropy_with_logits(y_true, y_pred, 3.0)  # warning: softmax-before-bce-with-logits

inputs = keras.Input((64, 64, 3))
x = layers.Conv2D(16, 3, padding='same', activation='relu')(inputs)
model = keras.Model(inputs, layers.Conv2D(4, 1, activation='softmax')(x))
model.compile(optimizer='adam', loss=WeightedBinary())
`,
  },
  {
    framework: 'Keras',
    title: 'In a training step.',
    code: `import keras
import tensorflow as tf

class Trainer(keras.Model):
    def __init__(self):
        super().__init__()
        self.body = keras.layers.Dense(32, activation='relu')
        self.head = keras.layers.Dense(7)
        self.soft = keras.layers.Softmax()

    def call(self, x):
        return self.soft(self.head(self.body(x)))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=self(x)))  # warning: softmax-before-bce-with-logits
        self.optimizer.apply(tape.gradient(loss, self.trainable_weights), self.trainable_weights)
        return {'loss': loss}
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A softmax and categorical cross-entropy.',
    code: `import keras

model = keras.Sequential([keras.Input((100,)), keras.layers.Dense(6, 'softmax')])
model.compile('adam', loss=keras.losses.CategoricalFocalCrossentropy())
`,
  },
  {
    framework: 'Keras',
    title: 'A linear head and a sigmoid loss.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((100,)), keras.layers.Dense(64, 'relu'), keras.layers.Dense(6)])

def focal(y_true, y_pred):
    ce = tf.nn.sigmoid_cross_entropy_with_logits(labels=y_true, logits=y_pred)
    return tf.reduce_sum((1 - tf.exp(-ce)) ** 2 * ce, axis=-1)

model.compile('adam', loss=focal)
`,
  },
  {
    framework: 'Keras',
    title: 'A mixture of experts has its softmax inside.',
    code: `import keras
import tensorflow as tf
from keras import layers

inputs = keras.Input((32,))
gate = layers.Dense(4, activation='softmax')(inputs)
experts = layers.Dense(4)(inputs)
scores = layers.Dense(6)(layers.Multiply()([gate, experts]))
model = keras.Model(inputs, scores)
model.compile('adam', lambda y, s: tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=s))
`,
  },
];
