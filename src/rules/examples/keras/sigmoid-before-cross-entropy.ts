/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'One sigmoid a class, and a softmax in the loss.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential()
model.add(keras.layers.Dense(64, activation='relu', input_dim=40))
model.add(keras.layers.Dense(5, activation='sigmoid'))

def cross_entropy(y_true, y_pred):
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=y_true, logits=y_pred))  # warning: sigmoid-before-cross-entropy

model.compile(optimizer='adam', loss=cross_entropy)
model.fit(features, one_hot_labels, epochs=10)
`,
    fixed: [["model.add(keras.layers.Dense(5, activation='sigmoid'))", 'model.add(keras.layers.Dense(5))']],
  },
  {
    framework: 'Keras',
    title: 'A training step with the sigmoid in call.',
    code: `import keras
import tensorflow as tf

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.conv = keras.layers.Conv2D(8, 3, activation='relu')
        self.flatten = keras.layers.Flatten()
        self.out = keras.layers.Dense(10)

    def call(self, images):
        return tf.nn.sigmoid(self.out(self.flatten(self.conv(images))))

    def train_step(self, batch):
        images, labels = batch
        with tf.GradientTape() as tape:
            scores = self(images, training=True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=scores))  # warning: sigmoid-before-cross-entropy
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.trainable_variables), self.trainable_variables))
        return {'loss': loss}
`,
    fixed: [
      [
        'return tf.nn.sigmoid(self.out(self.flatten(self.conv(images))))',
        'return self.out(self.flatten(self.conv(images)))',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'A segmentation head of sigmoids.',
    code: `import keras
import tensorflow as tf
from keras import layers

image = keras.Input((256, 256, 3))
x = layers.Conv2D(32, 3, padding='same', activation='relu')(image)
x = layers.Conv2D(4, 1)(x)
segmenter = keras.Model(image, layers.Activation('sigmoid')(x))

def pixel_loss(y_true, y_pred):
    labels = tf.cast(tf.squeeze(y_true, axis=-1), tf.int32)
    return tf.nn.sparse_softmax_cross_entropy_with_logits(labels, y_pred)  # warning: sigmoid-before-cross-entropy

segmenter.compile(loss=pixel_loss, optimizer='adam')
`,
    fixed: [
      [
        "segmenter = keras.Model(image, layers.Activation('sigmoid')(x))",
        'segmenter = keras.Model(image, x)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Scores go to the loss.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((40,)), keras.layers.Dense(64, activation='sigmoid'), keras.layers.Dense(5)])

def cross_entropy(y_true, y_pred):
    return tf.nn.softmax_cross_entropy_with_logits(labels=y_true, logits=y_pred)

model.compile(optimizer='adam', loss=cross_entropy)
`,
  },
  {
    framework: 'Keras',
    title: 'A sigmoid that several tags share goes to binary cross-entropy.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((40,)), keras.layers.Dense(5, activation='sigmoid')])

def tags(y_true, y_pred):
    return ops.sum(keras.losses.binary_crossentropy(y_true, y_pred))

model.compile(optimizer='adam', loss=tags)
`,
  },
  {
    framework: 'Keras',
    title: 'Squeeze and excitation has its sigmoid inside.',
    code: `import keras
import tensorflow as tf
from keras import layers

image = keras.Input((32, 32, 3))
x = layers.Conv2D(32, 3, activation='relu')(image)
gate = layers.Dense(32, activation='sigmoid')(layers.GlobalAveragePooling2D(keepdims=True)(x))
x = layers.GlobalAveragePooling2D()(layers.Multiply()([x, gate]))
model = keras.Model(image, layers.Dense(10)(x))
model.compile('sgd', lambda y, s: tf.nn.sparse_softmax_cross_entropy_with_logits(tf.cast(y, tf.int32), s))
`,
  },
];
