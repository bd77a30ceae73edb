/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';

export const notIn: NotIn = {
  JAX: "optax's losses are functions: there is no object to construct.",
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'In a training step.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(10, activation='softmax')])

def loss_of(x, y):
    predictions = model(x)
    return tf.keras.losses.SparseCategoricalCrossentropy(y, predictions)  # error: loss-constructed-with-tensors
`,
    fixed: [
      [
        'return tf.keras.losses.SparseCategoricalCrossentropy(y, predictions)',
        'return tf.keras.losses.SparseCategoricalCrossentropy()(y, predictions)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'MeanAbsoluteError of two tensors.',
    code: `import tensorflow as tf

y_true = tf.constant([1.0, 2.0, 3.0])
y_pred = tf.Variable([1.5, 1.5, 2.0])
with tf.GradientTape() as tape:
    loss = tf.keras.losses.MeanAbsoluteError(y_true, y_pred)  # error: loss-constructed-with-tensors
`,
    fixed: [
      [
        'loss = tf.keras.losses.MeanAbsoluteError(y_true, y_pred)',
        'loss = tf.keras.losses.MeanAbsoluteError()(y_true, y_pred)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'The loss of a GAN.',
    code: `import tensorflow as tf

discriminator = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(1, activation='sigmoid')])

def generator_loss(images):
    fake = discriminator(images)
    return tf.losses.BinaryCrossentropy(tf.ones_like(fake), fake)  # error: loss-constructed-with-tensors
`,
    fixed: [
      [
        'return tf.losses.BinaryCrossentropy(tf.ones_like(fake), fake)',
        'return tf.losses.BinaryCrossentropy()(tf.ones_like(fake), fake)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Two brackets.',
    code: `import tensorflow as tf

y_true = tf.constant([1.0, 2.0, 3.0])
y_pred = tf.Variable([1.5, 1.5, 2.0])
with tf.GradientTape() as tape:
    loss = tf.keras.losses.MeanAbsoluteError()(y_true, y_pred)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The function of the same loss.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(10, activation='softmax')])

def loss_of(x, y):
    return tf.keras.losses.sparse_categorical_crossentropy(y, model(x))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A delta that was computed.',
    code: `import tensorflow as tf

errors = tf.constant([0.5, 2.0, 8.0])
huber = tf.keras.losses.Huber(delta=float(tf.reduce_mean(errors)))
loss = huber(tf.constant([1.0, 2.0, 3.0]), tf.constant([1.0, 2.5, 9.0]))
`,
  },
];
