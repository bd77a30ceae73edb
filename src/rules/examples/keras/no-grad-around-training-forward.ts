/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'train_step calls the model before the tape.',
    code: `import keras
import tensorflow as tf

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(32, activation='relu')
        self.out = keras.layers.Dense(1)

    def call(self, x):
        return self.out(self.hidden(x))

    def train_step(self, data):
        x, y = data
        y_pred = self(x, training=True)
        with tf.GradientTape() as tape:
            loss = keras.losses.mean_squared_error(y, y_pred)
        gradients = tape.gradient(loss, self.trainable_variables)  # error: no-grad-around-training-forward
        self.optimizer.apply_gradients(zip(gradients, self.trainable_variables))
        return {'loss': loss}
`,
  },
  {
    framework: 'Keras',
    title: 'Only the forward pass is in the with block.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.layers.Dense(64, activation='relu'), keras.layers.Dense(10)])
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = keras.optimizers.SGD(1e-2)

def train(batches):
    for images, labels in batches:
        with tf.GradientTape() as tape:
            logits = model(images, training=True)
        loss = loss_fn(labels, logits)
        grads = tape.gradient(loss, model.trainable_weights)  # error: no-grad-around-training-forward
        optimizer.apply_gradients(zip(grads, model.trainable_weights))
`,
  },
  {
    framework: 'Keras',
    title: 'The sum of two losses that were made outside.',
    code: `import keras
import tensorflow as tf
from keras import layers

x = keras.Input((64,))
h = layers.Dense(32, activation='relu')(x)
model = keras.Model(x, [layers.Dense(1)(h), layers.Dense(5)(h)])

def step(batch, ages, classes, optimizer):
    age, scores = model(batch, training=True)
    age_loss = tf.reduce_mean(keras.losses.mean_absolute_error(ages, age))
    class_loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(classes, scores))
    with tf.GradientTape() as tape:
        loss = age_loss + 0.5 * class_loss
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)  # error: no-grad-around-training-forward
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "train_step as Keras' guide has it.",
    code: `import keras
import tensorflow as tf

class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(1)

    def call(self, x):
        return self.out(x)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = self.compute_loss(y=y, y_pred=self(x, training=True))
        gradients = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply(gradients, self.trainable_variables)
        return {'loss': loss}
`,
  },
  {
    framework: 'Keras',
    title: "The generator's images are made before the discriminator's tape.",
    code: `import keras
import tensorflow as tf

generator = keras.Sequential([keras.layers.Dense(784, activation='tanh')])
discriminator = keras.Sequential([keras.layers.Dense(64, activation='relu'), keras.layers.Dense(1)])
bce = keras.losses.BinaryCrossentropy(from_logits=True)

def discriminator_step(noise, real, optimizer):
    fake = generator(noise, training=True)
    with tf.GradientTape() as tape:
        scores = discriminator(tf.concat([real, fake], axis=0))
        loss = bce(tf.concat([tf.ones(64), tf.zeros(64)], axis=0)[:, None], scores)
    optimizer.apply(tape.gradient(loss, discriminator.trainable_weights), discriminator.trainable_weights)
`,
  },
  {
    framework: 'Keras',
    title: 'A frozen body runs before the tape, the head inside.',
    code: `import keras
import tensorflow as tf

body = keras.Sequential([keras.layers.Dense(64, activation='relu'), keras.layers.Dense(32)])
head = keras.layers.Dense(5)

def step(x, y, optimizer):
    features = body(x, training=False)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, head(features)))
    optimizer.apply(tape.gradient(loss, head.trainable_weights), head.trainable_weights)
`,
  },
];
