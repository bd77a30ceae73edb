/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Predictions are compared with labels before argmax.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, activation='softmax')])
model.compile('adam', 'categorical_crossentropy')

def accuracy(x, y_one_hot):
    predictions = model.predict(x)
    return np.mean(predictions == y_one_hot)  # error: accuracy-compares-probabilities
`,
  },
  {
    framework: 'Keras',
    title: "A metric of one's own with K.equal.",
    code: `import keras
from keras import backend as K

def my_accuracy(y_true, y_pred):
    return K.mean(K.cast(K.equal(y_true, y_pred), 'float32'))  # error: accuracy-compares-probabilities

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(1, activation='sigmoid')])
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=[my_accuracy])
`,
  },
  {
    framework: 'Keras',
    title: 'In a custom evaluation loop with keras.ops.',
    code: `import keras
from keras import layers, ops

inputs = keras.Input((28, 28, 1))
outputs = layers.Dense(10, activation='softmax')(layers.Flatten()(inputs))
model = keras.Model(inputs, outputs)
loss_fn = keras.losses.SparseCategoricalCrossentropy()

def evaluate(batches):
    correct = 0
    for x, y in batches:
        probs = model(x, training=False)
        loss = loss_fn(y, probs)
        correct += ops.sum(ops.equal(probs, y[:, None]))  # error: accuracy-compares-probabilities
    return correct
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'argmax on both sides.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, activation='softmax')])
model.compile('adam', 'categorical_crossentropy')

def accuracy(x, y_one_hot):
    return np.mean(np.argmax(model.predict(x), axis=1) == np.argmax(y_one_hot, axis=1))
`,
  },
  {
    framework: 'Keras',
    title: 'Rounded probabilities.',
    code: `import keras
from keras import backend as K

def my_accuracy(y_true, y_pred):
    return K.mean(K.equal(y_true, K.round(y_pred)), axis=-1)

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(1, activation='sigmoid')])
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=[my_accuracy])
`,
  },
  {
    framework: 'Keras',
    title: 'The largest probability of each row is held against its row.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(5, activation='softmax')])

def winners(x):
    p = model(x)
    return ops.cast(p == ops.max(p, axis=-1, keepdims=True), 'float32')
`,
  },
];
