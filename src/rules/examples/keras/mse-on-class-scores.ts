/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'One-hot labels and a squared error.',
    code: `import numpy as np
import keras

model = keras.Sequential([
    keras.Input(shape=(4,)),
    keras.layers.Dense(3, activation='softmax'),
])
model.compile(loss='mse', optimizer='sgd')
x = np.ones((4, 4), dtype='float32')
y = keras.utils.to_categorical([0, 2, 1, 0], 3)
model.fit(x, y)  # info: mse-on-class-scores
`,
  },
  {
    framework: 'Keras',
    title: 'The loss by its class.',
    code: `import numpy as np
import keras

model = keras.Sequential([
    keras.Input(shape=(4,)),
    keras.layers.Dense(3, activation='softmax'),
])
model.compile(loss=keras.losses.MeanSquaredError(), optimizer='sgd')
x = np.ones((4, 4), dtype='float32')
y = np.eye(3, dtype='float32')[[0, 2, 1, 0]]
model.fit(x, y)  # info: mse-on-class-scores
`,
  },
  {
    framework: 'Keras',
    title: 'A training step of its own.',
    code: `import keras

model = keras.Sequential([keras.Input(shape=(4,)), keras.layers.Dense(3, activation='softmax')])
mse = keras.losses.MeanSquaredError()

def loss_of(x):
    labels = keras.ops.one_hot([0, 2, 1, 0], 3)
    return mse(labels, model(x))  # info: mse-on-class-scores
`,
  },
  {
    framework: 'Keras',
    title: 'The accuracy is measured, so the targets are classes.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(10, 'tanh'), layers.Dense(3, activation='softmax')])
model.compile(optimizer='adam', loss='mse', metrics=['accuracy'])  # info: mse-on-class-scores
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Cross-entropy for classes.',
    code: `import numpy as np
import keras

model = keras.Sequential([
    keras.Input(shape=(4,)),
    keras.layers.Dense(3, activation='softmax'),
])
model.compile(loss='categorical_crossentropy', optimizer='sgd')
x = np.ones((4, 4), dtype='float32')
y = keras.utils.to_categorical([0, 2, 1, 0], 3)
model.fit(x, y)
`,
  },
  {
    framework: 'Keras',
    title: 'A squared error for numbers.',
    code: `import numpy as np
import keras

model = keras.Sequential([
    keras.Input(shape=(4,)),
    keras.layers.Dense(1, activation=None),
])
model.compile(loss='mse', optimizer='sgd')
x = np.ones((4, 4), dtype='float32')
y = np.array([[0.2], [1.4], [0.3], [2.2]])
model.fit(x, y)
`,
  },
  {
    framework: 'Keras',
    title: 'Distributions that were measured are no classes.',
    code: `import numpy as np
import keras

model = keras.Sequential([
    keras.Input(shape=(4,)),
    keras.layers.Dense(3, activation='softmax'),
])
model.compile(loss='mse', optimizer='sgd')
x = np.ones((4, 4), dtype='float32')
y = np.array([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8], [0.3, 0.3, 0.4], [0.6, 0.2, 0.2]])
model.fit(x, y)
`,
  },
  {
    framework: 'Keras',
    title: 'Shares of a whole are learned, and their error is measured.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((4,)), layers.Dense(3, activation='softmax')])
model.compile(optimizer='adam', loss='mse', metrics=['mae'])
`,
  },
];
