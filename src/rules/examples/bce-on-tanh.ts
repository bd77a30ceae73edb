/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A decoder of images ends in tanh.',
    code: `import tensorflow as tf

autoencoder = tf.keras.Sequential([
    tf.keras.layers.Dense(64, activation='relu', input_shape=(784,)),
    tf.keras.layers.Dense(784, activation='tanh'),
])
autoencoder.compile(optimizer='adam', loss='binary_crossentropy')  # error: bce-on-tanh
`,
  },
  {
    framework: 'TensorFlow',
    title: "A discriminator with tanh in a loop of one's own.",
    code: `import tensorflow as tf

discriminator = tf.keras.Sequential([
    tf.keras.layers.Conv2D(32, 4, strides=2, activation='relu', input_shape=(64, 64, 3)),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(1, activation='tanh'),
])
bce = tf.keras.losses.BinaryCrossentropy()

def discriminator_loss(images):
    real = discriminator(images)
    return bce(tf.ones_like(real), real)  # error: bce-on-tanh
`,
  },
  {
    framework: 'TensorFlow',
    title: 'An Activation layer, and the loss as an object.',
    code: `import tensorflow as tf
from tensorflow.keras import layers

x = layers.Input(shape=(10,))
h = layers.Dense(20, activation='relu')(x)
y = layers.Activation('tanh')(layers.Dense(3)(h))
model = tf.keras.Model(x, y)
model.compile('adam', loss=tf.keras.losses.BinaryCrossentropy())  # error: bce-on-tanh
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'tanh and squares.',
    code: `import tensorflow as tf

autoencoder = tf.keras.Sequential([tf.keras.layers.Dense(784, activation='tanh', input_shape=(784,))])
autoencoder.compile(optimizer='adam', loss='mse')
`,
  },
  {
    framework: 'TensorFlow',
    title: 'tanh is inside, a sigmoid at the end.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Dense(20, activation='tanh', input_shape=(10,)),
    tf.keras.layers.Dense(3, activation='sigmoid'),
])
model.compile('adam', loss='binary_crossentropy')
`,
  },
  {
    framework: 'TensorFlow',
    title: "The generator ends in tanh, the discriminator's scores go to the loss.",
    code: `import tensorflow as tf

generator = tf.keras.Sequential([tf.keras.layers.Dense(784, activation='tanh')])
discriminator = tf.keras.Sequential([tf.keras.layers.Dense(64, activation='relu'), tf.keras.layers.Dense(1)])
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)

def generator_loss(noise):
    fake = discriminator(generator(noise))
    return bce(tf.ones_like(fake), fake)
`,
  },
];
