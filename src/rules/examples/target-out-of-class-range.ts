/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Labels counted from 1: the loss is nan.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]])
labels = jnp.array([1, 2, 3])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()  # error: target-out-of-class-range
`,
    fixed: [
      [
        'loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
        'loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels - 1).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Padding of −1 trains the last class.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]])
labels = jnp.array([0, -1])
loss = jnp.mean(optax.softmax_cross_entropy_with_integer_labels(logits, labels))  # error: target-out-of-class-range
`,
  },
  {
    framework: 'JAX',
    title: 'A class too many in a batch of sequences.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.zeros((1, 3, 2))
labels = jnp.array([[0, 1, 4]])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).sum()  # error: target-out-of-class-range
`,
  },
  {
    framework: 'Keras',
    title: 'Labels counted from 1, handed to fit.',
    code: `import numpy as np
import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='softmax')])
model.compile('adam', loss='sparse_categorical_crossentropy')
x = np.random.rand(6, 4)
y = np.array([1, 2, 3, 3, 2, 1])
model.fit(x, y, epochs=5)  # error: target-out-of-class-range
`,
  },
  {
    framework: 'Keras',
    title: 'A loss object on the output of a model.',
    code: `import numpy as np
import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='softmax')])
loss_of = keras.losses.SparseCategoricalCrossentropy()
grades = np.array([0, 3, 1])
loss = loss_of(grades, model(np.zeros((3, 4))))  # error: target-out-of-class-range
`,
  },
  {
    framework: 'Keras',
    title: 'A layer with too few units, and a loss of raw scores.',
    code: `import tensorflow as tf

head = tf.keras.layers.Dense(9)
digits = tf.constant([0, 4, 9])
loss = tf.keras.losses.sparse_categorical_crossentropy(digits, head(tf.ones((3, 5))), from_logits=True)  # error: target-out-of-class-range
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Class indices from 0.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, jnp.array([0, 1, 2])).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The losses of the padding are masked.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]])
labels = jnp.array([0, -1])
losses = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
loss = jnp.where(labels >= 0, losses, 0.0).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Labels of which nothing is known.',
    code: `import jax.numpy as jnp
import optax

def loss(logits, labels):
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()
`,
  },
  {
    framework: 'Keras',
    title: 'Class indices from 0.',
    code: `import numpy as np
import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='softmax')])
model.compile('adam', loss='sparse_categorical_crossentropy')
model.fit(np.random.rand(3, 4), np.array([0, 1, 2]))
`,
  },
  {
    framework: 'Keras',
    title: 'Pixels without a class, which the loss is told of.',
    code: `import numpy as np
import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='softmax')])
model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy(ignore_class=255))
model.fit(np.random.rand(3, 4), np.array([0, 255, 2]))
`,
  },
  {
    framework: 'Keras',
    title: 'Numbers that are no classes.',
    code: `import numpy as np
import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
model.compile('adam', loss='mse')
model.fit(np.random.rand(2, 4), np.array([[1, 2, 3], [4, 5, 6]]))
`,
  },
];
