/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The largest probability is compared with the labels.',
    code: `import keras
import numpy as np

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')
model.fit(x_train / 255.0, y_train)
predicted = np.max(model.predict(x_test / 255.0), axis=1)
print(np.mean(predicted == y_test))  # error: max-values-not-indices
`,
    fixed: [
      [
        'predicted = np.max(model.predict(x_test / 255.0), axis=1)',
        'predicted = np.argmax(model.predict(x_test / 255.0), axis=1)',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'keras.ops.max in a metric.',
    code: `import keras
from keras import ops

def accuracy(y_true, y_pred):
    return ops.mean(ops.cast(ops.argmax(y_true, axis=-1) == ops.max(y_pred, axis=-1), 'float32'))  # error: max-values-not-indices

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(4, activation='softmax')])
model.compile('adam', 'categorical_crossentropy', metrics=[accuracy])
`,
    fixed: [
      [
        "return ops.mean(ops.cast(ops.argmax(y_true, axis=-1) == ops.max(y_pred, axis=-1), 'float32'))",
        "return ops.mean(ops.cast(ops.argmax(y_true, axis=-1) == ops.argmax(y_pred, axis=-1), 'float32'))",
      ],
    ],
  },
  {
    framework: 'Keras',
    title: "The backend's max beside its argmax.",
    code: `from keras import backend as K
from keras.layers import Dense
from keras.models import Sequential

def hits(y_true, y_pred):
    return K.mean(K.equal(K.argmax(y_true, axis=-1), K.max(y_pred, axis=-1)))  # error: max-values-not-indices

model = Sequential([Dense(16, activation='relu', input_shape=(8,)), Dense(3, activation='softmax')])
model.compile('sgd', 'categorical_crossentropy', metrics=[hits])
`,
    fixed: [
      [
        'return K.mean(K.equal(K.argmax(y_true, axis=-1), K.max(y_pred, axis=-1)))',
        'return K.mean(K.equal(K.argmax(y_true, axis=-1), K.argmax(y_pred, axis=-1)))',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'argmax for classes, max for the confidence.',
    code: `import keras
import numpy as np

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')
probabilities = model.predict(x_test)
accuracy = np.mean(np.argmax(probabilities, axis=1) == y_test)
confidence = np.max(probabilities, axis=1)
`,
  },
  {
    framework: 'Keras',
    title: 'The target of a Q function is a maximum.',
    code: `import keras
import numpy as np

q = keras.Sequential([keras.Input((4,)), keras.layers.Dense(32, activation='relu'), keras.layers.Dense(2)])
q.compile('adam', 'mse')

def targets(rewards, next_states):
    return rewards + 0.99 * np.max(q.predict(next_states), axis=1)
`,
  },
  {
    framework: 'Keras',
    title: 'Which class has the maximum.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(4, activation='softmax')])

def winners(x):
    p = model(x)
    return ops.cast(p == ops.max(p, axis=-1, keepdims=True), 'float32')
`,
  },
];
