/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The loss of a ranking.',
    code: `import jax
import jax.numpy as jnp

def bpr(positive, negative):
    return -jnp.log(jax.nn.sigmoid(positive - negative)).mean()  # warning: log-of-sigmoid
`,
    fixed: [
      [
        'return -jnp.log(jax.nn.sigmoid(positive - negative)).mean()',
        'return -jax.nn.log_sigmoid(positive - negative).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'One minus the probability.',
    code: `import jax
import jax.numpy as jnp

def generator_loss(scores):
    return jnp.log(1 - jax.nn.sigmoid(scores)).mean()  # warning: log-of-sigmoid
`,
    fixed: [
      ['return jnp.log(1 - jax.nn.sigmoid(scores)).mean()', 'return jax.nn.log_sigmoid(-scores).mean()'],
    ],
  },
  {
    framework: 'JAX',
    title: 'A small number hides the infinity.',
    code: `import jax
import jax.numpy as jnp

def logarithms(scores):
    return jnp.log(jax.nn.sigmoid(scores) + 1e-8)  # info: log-of-sigmoid
`,
    fixed: [['return jnp.log(jax.nn.sigmoid(scores) + 1e-8)', 'return jax.nn.log_sigmoid(scores)']],
  },
  {
    framework: 'TensorFlow',
    title: 'The losses of a GAN, written out.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal([784, 1]))

def discriminator_loss(real, fake):
    real_score, fake_score = tf.matmul(real, w), tf.matmul(fake, w)
    on_real = tf.math.log(tf.sigmoid(real_score))  # warning: log-of-sigmoid
    on_fake = tf.math.log(1.0 - tf.sigmoid(fake_score))  # warning: log-of-sigmoid
    return -tf.reduce_mean(on_real + on_fake)
`,
    fixed: [
      [
        'on_real = tf.math.log(tf.sigmoid(real_score))\n    on_fake = tf.math.log(1.0 - tf.sigmoid(fake_score))',
        'on_real = tf.math.log_sigmoid(real_score)\n    on_fake = tf.math.log_sigmoid(-fake_score)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Skip-gram with negative samples.',
    code: `import tensorflow as tf

embeddings = tf.Variable(tf.random.uniform([5000, 100], -1, 1))
context = tf.Variable(tf.zeros([5000, 100]))

@tf.function
def step(center, positive, negatives):
    v = tf.nn.embedding_lookup(embeddings, center)
    u = tf.nn.embedding_lookup(context, positive)
    n = tf.nn.embedding_lookup(context, negatives)
    hit = tf.math.log(tf.math.sigmoid(tf.reduce_sum(u * v, axis=1)))  # warning: log-of-sigmoid
    miss = tf.reduce_sum(tf.math.log(tf.math.sigmoid(-tf.einsum('bd,bkd->bk', v, n))), axis=1)  # warning: log-of-sigmoid
    return -tf.reduce_mean(hit + miss)
`,
    fixed: [
      [
        "hit = tf.math.log(tf.math.sigmoid(tf.reduce_sum(u * v, axis=1)))\n    miss = tf.reduce_sum(tf.math.log(tf.math.sigmoid(-tf.einsum('bd,bkd->bk', v, n))), axis=1)",
        "hit = tf.math.log_sigmoid(tf.reduce_sum(u * v, axis=1))\n    miss = tf.reduce_sum(tf.math.log_sigmoid(-tf.einsum('bd,bkd->bk', v, n)), axis=1)",
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Learning from positive examples alone.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])
opt = tf.keras.optimizers.Adam()

@tf.function
def train_on_unlabelled(batch):
    with tf.GradientTape() as tape:
        p = tf.math.sigmoid(net(batch, training=True))
        loss = -tf.reduce_mean(tf.math.log(1 - p))  # warning: log-of-sigmoid
    opt.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))
    return loss
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'log_sigmoid.',
    code: `import jax

def bpr(positive, negative):
    return -jax.nn.log_sigmoid(positive - negative).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A probability that is kept away from zero.',
    code: `import jax
import jax.numpy as jnp

def log_likelihood(scores):
    return jnp.log(jnp.clip(jax.nn.sigmoid(scores), 1e-7, 1.0)).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Softplus is the negative of both.',
    code: `import jax

def generator_loss(scores):
    return -jax.nn.softplus(scores).mean()
`,
  },
  {
    framework: 'TensorFlow',
    title: 'tf.math.log_sigmoid.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal([784, 1]))

def discriminator_loss(real, fake):
    on_real = tf.math.log_sigmoid(tf.matmul(real, w))
    on_fake = tf.math.log_sigmoid(-tf.matmul(fake, w))
    return -tf.reduce_mean(on_real + on_fake)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The scores go to the loss that takes them.',
    code: `import tensorflow as tf

w, b = tf.Variable(tf.zeros([2, 1])), tf.Variable(0.0)

def loss_of(x, y):
    scores = tf.matmul(x, w) + b
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=scores))
    return loss, tf.sigmoid(scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A probability that comes from somewhere else is clipped.',
    code: `import tensorflow as tf

def log_loss(y, p):
    p = tf.clip_by_value(p, 1e-7, 1 - 1e-7)
    return -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))
`,
  },
];
