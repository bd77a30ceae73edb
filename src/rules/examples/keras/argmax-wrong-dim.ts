/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'argmax without an axis gives one number for the whole test set.',
    code: `import keras
import numpy as np

(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
model.fit(x_train / 255.0, y_train)
predicted = np.argmax(model.predict(x_test / 255.0))  # error: argmax-wrong-dim
accuracy = np.mean(predicted == y_test)
`,
    fixed: [
      [
        'predicted = np.argmax(model.predict(x_test / 255.0))',
        'predicted = np.argmax(model.predict(x_test / 255.0), axis=1)',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'Along the batch.',
    code: `import keras
from keras import ops

inputs = keras.Input((28, 28))
outputs = keras.layers.Dense(10)(keras.layers.Flatten()(inputs))
model = keras.Model(inputs, outputs)

def accuracy(x, y):
    predicted = ops.argmax(model(x), axis=0)  # error: argmax-wrong-dim
    return ops.mean(ops.cast(predicted == y, 'float32'))
`,
    fixed: [['predicted = ops.argmax(model(x), axis=0)', 'predicted = ops.argmax(model(x), axis=1)']],
  },
  {
    framework: 'Keras',
    title: 'A metric whose argmax is that of the batch.',
    code: `import keras
from keras import backend as K

def hits(y_true, y_pred):
    return K.mean(K.cast(K.equal(K.argmax(y_true, axis=-1), K.argmax(y_pred, axis=0)), 'float32'))  # error: argmax-wrong-dim

model = keras.Sequential([keras.Input((12,)), keras.layers.Dense(4, activation='softmax')])
model.compile('sgd', 'categorical_crossentropy', metrics=[hits])
`,
    fixed: [
      [
        "return K.mean(K.cast(K.equal(K.argmax(y_true, axis=-1), K.argmax(y_pred, axis=0)), 'float32'))",
        "return K.mean(K.cast(K.equal(K.argmax(y_true, axis=-1), K.argmax(y_pred, axis=1)), 'float32'))",
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Along the classes.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')
predicted = np.argmax(model.predict(x_test), axis=1)
accuracy = np.mean(predicted == y_test)
`,
  },
  {
    framework: 'Keras',
    title: 'One image, one number.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])

def digit_of(image):
    return np.argmax(model.predict(image[np.newaxis])[0])
`,
  },
  {
    framework: 'Keras',
    title: 'The image that is most surely of each class.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(10, activation='softmax')])
prototypes = images[np.argmax(model.predict(images), axis=0)]
`,
  },
];
