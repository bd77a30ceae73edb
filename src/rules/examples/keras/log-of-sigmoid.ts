/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "The generator's loss of a GAN.",
    code: `import keras
from keras import ops

discriminator = keras.Sequential([
    keras.Input((64, 64, 3)),
    keras.layers.Conv2D(32, 4, strides=2, activation='leaky_relu'),
    keras.layers.Flatten(),
    keras.layers.Dense(1),
])

def generator_loss(fake_images):
    score = discriminator(fake_images)
    return -ops.mean(ops.log(ops.sigmoid(score)))  # warning: log-of-sigmoid
`,
  },
  {
    framework: 'Keras',
    title: 'Bayesian personalized ranking in a training step.',
    code: `import keras
import tensorflow as tf

class Recommender(keras.Model):
    def __init__(self, n_users, n_items):
        super().__init__()
        self.users = keras.layers.Embedding(n_users, 32)
        self.items = keras.layers.Embedding(n_items, 32)

    def train_step(self, data):
        user, good, bad = data
        with tf.GradientTape() as tape:
            u = self.users(user)
            margin = tf.reduce_sum(u * (self.items(good) - self.items(bad)), axis=-1)
            loss = -tf.reduce_mean(tf.math.log(tf.nn.sigmoid(margin)))  # warning: log-of-sigmoid
        variables = self.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return {'loss': loss}
`,
    fixed: [
      [
        'loss = -tf.reduce_mean(tf.math.log(tf.nn.sigmoid(margin)))',
        'loss = -tf.reduce_mean(tf.math.log_sigmoid(margin))',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'A preference model learns which answer is the better one.',
    code: `import keras
from keras import layers, ops

tokens = keras.Input((128,), dtype='int32')
x = layers.GlobalAveragePooling1D()(layers.Embedding(8000, 64)(tokens))
reward = keras.Model(tokens, layers.Dense(1)(x))

def preference_loss(chosen, rejected):
    p = keras.activations.sigmoid(reward(chosen) - reward(rejected))
    return ops.mean(-ops.log(p))  # warning: log-of-sigmoid
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'log_sigmoid of the scores.',
    code: `import keras
from keras import ops

scorer = keras.Sequential([keras.Input((16,)), keras.layers.Dense(1)])

def ranking_loss(better, worse):
    return -ops.mean(ops.log_sigmoid(scorer(better) - scorer(worse)))
`,
  },
  {
    framework: 'Keras',
    title: 'The model gives a probability, which is kept away from 0 and 1.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(1, activation='sigmoid')])

def weighted_log_loss(y_true, y_pred):
    p = ops.clip(y_pred, keras.config.epsilon(), 1 - keras.config.epsilon())
    return -ops.mean(5 * y_true * ops.log(p) + (1 - y_true) * ops.log(1 - p))

model.compile('adam', loss=weighted_log_loss)
`,
  },
  {
    framework: 'Keras',
    title: 'softplus is what the logarithm comes to.',
    code: `import keras
from keras import ops

critic = keras.Sequential([keras.Input((64,)), keras.layers.Dense(32, 'relu'), keras.layers.Dense(1)])

def losses(real, fake):
    on_real = ops.mean(ops.softplus(-critic(real)))
    on_fake = ops.mean(ops.softplus(critic(fake)))
    return on_real + on_fake
`,
  },
];
