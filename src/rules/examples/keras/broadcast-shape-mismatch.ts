/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A subclass of Loss gets the labels as they are.',
    code: `import keras
import numpy as np
from keras import ops

class WeightedSquares(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return ops.mean(ops.square(y_pred - y_true), axis=-1)  # error: broadcast-shape-mismatch

x = np.random.rand(500, 8).astype('float32')
y = np.random.rand(500).astype('float32')
model = keras.Sequential([keras.layers.Dense(32, activation='relu'), keras.layers.Dense(1)])
model.compile(optimizer='adam', loss=WeightedSquares())
model.fit(x, y, epochs=10)
`,
    fixed: [
      [
        'return ops.mean(ops.square(y_pred - y_true), axis=-1)',
        'return ops.mean(ops.square(y_pred - y_true[:, None]), axis=-1)',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'A training loop that nobody aligns the ranks in.',
    code: `import keras
import numpy as np
import tensorflow as tf

x_train = np.random.normal(size=(256, 4)).astype(np.float32)
y_train = x_train.sum(axis=1)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(16, activation='tanh'), keras.layers.Dense(1)])
optimizer = keras.optimizers.SGD(0.01)
for epoch in range(100):
    with tf.GradientTape() as tape:
        y_hat = model(x_train, training=True)
        loss = tf.reduce_mean(tf.abs(y_train - y_hat))  # error: broadcast-shape-mismatch
    grads = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(grads, model.trainable_variables))
`,
    fixed: [
      [
        'loss = tf.reduce_mean(tf.abs(y_train - y_hat))',
        'loss = tf.reduce_mean(tf.abs(y_train[:, None] - y_hat))',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: "The coefficient of determination as a metric of one's own.",
    code: `import keras
import numpy as np
from keras import ops

x, y = np.random.rand(200, 6), np.random.rand(200)
inputs = keras.Input(shape=(6,))
outputs = keras.layers.Dense(1)(keras.layers.Dense(20, activation='relu')(inputs))
model = keras.Model(inputs, outputs)

def r2(y_true, y_pred):
    residual = ops.sum(ops.square(y_true - y_pred))  # error: broadcast-shape-mismatch
    total = ops.sum(ops.square(y_true - ops.mean(y_true)))
    return 1 - residual / total

model.compile('adam', 'mse', metrics=[r2])
model.fit(x, y, batch_size=20)
`,
    fixed: [
      [
        'residual = ops.sum(ops.square(y_true - y_pred))',
        'residual = ops.sum(ops.square(y_true[:, None] - y_pred))',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Keras brings both to one rank for a function.',
    code: `import keras
import numpy as np
from keras import ops

x, y = np.random.rand(200, 6), np.random.rand(200)
model = keras.Sequential([keras.layers.Dense(1)])

def squares(y_true, y_pred):
    return ops.mean(ops.square(y_true - y_pred))

model.compile('adam', loss=squares)
model.fit(x, y, epochs=2)
`,
  },
  {
    framework: 'Keras',
    title: 'The labels are a column.',
    code: `import keras
import numpy as np
from keras import ops

class Squares(keras.losses.Loss):
    def call(self, y_true, y_pred):
        return ops.mean(ops.square(y_pred - ops.reshape(y_true, (-1, 1))), axis=-1)

x, y = np.random.rand(500, 8), np.random.rand(500)
model = keras.Sequential([keras.layers.Dense(32, activation='relu'), keras.layers.Dense(1)])
model.compile('adam', Squares())
model.fit(x, y)
`,
  },
  {
    framework: 'Keras',
    title: 'A pairwise loss has all pairs on purpose.',
    code: `import keras
import numpy as np
from keras import ops

def pairwise(y_true, y_pred):
    gaps = y_pred - ops.transpose(y_pred)
    wanted = ops.sign(y_true - ops.transpose(y_true))
    return ops.mean(ops.relu(1 - gaps * wanted))

ranker = keras.Sequential([keras.Input((12,)), keras.layers.Dense(1)])
ranker.compile('adam', loss=pairwise)
ranker.fit(np.random.rand(64, 12), np.random.rand(64), batch_size=64)
`,
  },
];
