/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The softmax stands in the call.',
    code: `import jax
import optax

def loss_of(logits, labels):
    return optax.sigmoid_binary_cross_entropy(jax.nn.softmax(logits), labels).mean()  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'JAX',
    title: 'A model as a function that ends in a softmax.',
    code: `import jax
import optax

def model(params, x):
    return jax.nn.softmax(x @ params['w'])

def loss_fn(params, x, y):
    return optax.sigmoid_binary_cross_entropy(model(params, x), y).mean()  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'JAX',
    title: 'A focal loss takes raw scores too.',
    code: `import jax
import optax

def loss_of(logits, labels):
    p = jax.nn.softmax(logits, axis=-1)
    return optax.sigmoid_focal_loss(p, labels).sum()  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A softmax goes to the sigmoid loss.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([50, 5]))

def loss_fn(x, one_hot):
    predictions = tf.nn.softmax(tf.matmul(x, W))
    loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=one_hot, logits=predictions)  # warning: softmax-before-bce-with-logits
    return tf.reduce_mean(loss)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The model of tf.keras ends in a softmax.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Dense(64, activation='relu'),
    tf.keras.layers.Dense(8, activation='softmax'),
])

@tf.function
def train(x, y):
    with tf.GradientTape() as tape:
        out = model(x)
        loss = tf.reduce_sum(tf.nn.sigmoid_cross_entropy_with_logits(y, out), axis=1)  # warning: softmax-before-bce-with-logits
    return tape.gradient(loss, model.trainable_variables)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'weighted_cross_entropy_with_logits.',
    code: `import tensorflow as tf

pixels = tf.keras.layers.Conv2D(3, 1)

def segmentation_loss(features, masks):
    p = tf.nn.softmax(pixels(features), axis=-1)
    losses = tf.nn.weighted_cross_entropy_with_logits(labels=masks, logits=p, pos_weight=4.0)  # warning: softmax-before-bce-with-logits
    return tf.reduce_mean(losses)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Raw scores.',
    code: `import optax

def loss_of(logits, labels):
    return optax.sigmoid_binary_cross_entropy(logits, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A softmax as attention before the last product.',
    code: `import jax
import optax

def loss_fn(params, x, y):
    weights = jax.nn.softmax(x @ params['a'])
    return optax.sigmoid_binary_cross_entropy(weights @ params['w'], y).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Probabilities for reading.',
    code: `import jax
import optax

def evaluate(logits, labels):
    return optax.sigmoid_binary_cross_entropy(logits, labels).mean(), jax.nn.softmax(logits)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Scores for exclusive classes.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([50, 5]))

def loss_fn(x, one_hot):
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels=one_hot, logits=tf.matmul(x, W)))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Scores for tags, and a softmax only for what is shown.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([50, 5]))

def step(x, tags):
    scores = tf.matmul(x, W)
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=tags, logits=scores))
    return loss, tf.nn.softmax(scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The softmax is an attention before the head.',
    code: `import tensorflow as tf

query, head = tf.keras.layers.Dense(1), tf.keras.layers.Dense(5)

def loss_fn(tokens, tags):
    weights = tf.nn.softmax(query(tokens), axis=1)
    scores = head(tf.reduce_sum(weights * tokens, axis=1))
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=tags, logits=scores))
`,
  },
];
