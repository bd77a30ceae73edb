/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';

export const notIn: NotIn = {
  JAX: "optax's losses have no `ignore_index`: what is left out is multiplied by a mask that the program makes of its labels.",
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A segmentation of two classes.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Conv2D(8, 3, padding='same', activation='relu', input_shape=(32, 32, 3)),
    tf.keras.layers.Conv2D(2, 1, activation='softmax'),
])
model.compile('adam', loss=tf.keras.losses.SparseCategoricalCrossentropy(ignore_class=0))  # warning: ignore-index-valid-class
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A loop of its own.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(2)])
scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0)
optimizer = tf.keras.optimizers.Adam()

def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = scce(y, model(x, training=True))  # warning: ignore-index-valid-class
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Whether a sentence goes on: the tag 1 is left out.',
    code: `import tensorflow as tf

tokens = tf.keras.Input(shape=(None,), dtype='int32')
x = tf.keras.layers.Embedding(1000, 32)(tokens)
x = tf.keras.layers.LSTM(32, return_sequences=True)(x)
model = tf.keras.Model(tokens, tf.keras.layers.Dense(2)(x))
loss = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=1)
model.compile(optimizer='adam', loss=loss)  # warning: ignore-index-valid-class
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Background, object and edge: the edge is left out.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Conv2D(8, 3, padding='same', activation='relu', input_shape=(32, 32, 3)),
    tf.keras.layers.Conv2D(3, 1, activation='softmax'),
])
model.compile('adam', loss=tf.keras.losses.SparseCategoricalCrossentropy(ignore_class=2))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'No class is left out.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(2)])
scce = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

def loss_fn(x, y):
    return scce(y, model(x, training=True))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The padding of tags has a number of its own.',
    code: `import tensorflow as tf

tokens = tf.keras.Input(shape=(None,), dtype='int32')
x = tf.keras.layers.Embedding(1000, 32)(tokens)
model = tf.keras.Model(tokens, tf.keras.layers.Dense(2)(x))
model.compile('adam', loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=-100))
`,
  },
];
