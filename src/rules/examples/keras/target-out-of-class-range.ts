/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
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
