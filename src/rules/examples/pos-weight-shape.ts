/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';

export const notIn: NotIn = {
  Keras: "Keras' losses have no `pos_weight`.",
  JAX: "optax's losses have no `pos_weight`.",
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Two class weights for one output.',
    code: `import tensorflow as tf

dense = tf.keras.layers.Dense(1)

def step(x, y):
    logits = dense(x)
    losses = tf.nn.weighted_cross_entropy_with_logits(labels=y, logits=logits, pos_weight=tf.constant([1.0, 4.0]))  # error: pos-weight-shape
    return tf.reduce_mean(losses)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Three numbers for six labels.',
    code: `import tensorflow as tf

ratios = tf.constant([3.0, 9.0, 1.5])
tagger = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(6)])

@tf.function
def loss_fn(x, tags):
    return tf.reduce_mean(tf.nn.weighted_cross_entropy_with_logits(tags, tagger(x), ratios))  # error: pos-weight-shape
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The loss of a batch of known size.',
    code: `import tensorflow as tf

labels = tf.ones((8, 1))
logits = tf.random.normal((8, 1))
weights = tf.fill([2], 0.5)
loss = tf.reduce_mean(tf.nn.weighted_cross_entropy_with_logits(labels, logits, pos_weight=weights))  # error: pos-weight-shape
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'One number.',
    code: `import tensorflow as tf

dense = tf.keras.layers.Dense(1)

def step(x, y):
    losses = tf.nn.weighted_cross_entropy_with_logits(labels=y, logits=dense(x), pos_weight=4.0)
    return tf.reduce_mean(losses)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A number for each label.',
    code: `import tensorflow as tf

ratios = tf.constant([3.0, 9.0, 1.5])
tagger = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(3)])

@tf.function
def loss_fn(x, tags):
    return tf.reduce_mean(tf.nn.weighted_cross_entropy_with_logits(tags, tagger(x), ratios))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A number for each channel, which stands last.',
    code: `import tensorflow as tf

head = tf.keras.layers.Conv2D(2, 1)

def loss_fn(features, masks):
    weights = tf.constant([6.0, 12.0])
    return tf.reduce_mean(tf.nn.weighted_cross_entropy_with_logits(masks, head(features), weights))
`,
  },
];
