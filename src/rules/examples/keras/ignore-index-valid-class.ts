/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The background of a mask of two classes.',
    code: `import keras
from keras import layers

inputs = keras.Input(shape=(64, 64, 3))
x = layers.Conv2D(16, 3, padding='same', activation='relu')(inputs)
outputs = layers.Conv2D(2, 1)(x)
model = keras.Model(inputs, outputs)
model.compile(
    optimizer='adam',
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0),  # warning: ignore-index-valid-class
)
`,
  },
  {
    framework: 'Keras',
    title: 'The second of two classes.',
    code: `import keras

model = keras.Sequential([keras.Input((16,)), keras.layers.Dense(32, activation='relu'), keras.layers.Dense(2, activation='softmax')])
loss = keras.losses.SparseCategoricalCrossentropy(ignore_class=1)
model.compile('adam', loss=loss)  # warning: ignore-index-valid-class
`,
  },
  {
    framework: 'Keras',
    title: 'A loss of its own.',
    code: `import keras

IGNORED = 0
head = keras.layers.Dense(2)

def step(features, labels):
    scores = head(features)
    return keras.losses.sparse_categorical_crossentropy(labels, scores, from_logits=True, ignore_class=IGNORED)  # warning: ignore-index-valid-class
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: '255 marks the pixels without a class.',
    code: `import keras
from keras import layers

inputs = keras.Input(shape=(64, 64, 3))
x = layers.Conv2D(16, 3, padding='same', activation='relu')(inputs)
outputs = layers.Conv2D(2, 1)(x)
model = keras.Model(inputs, outputs)
model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=255))
`,
  },
  {
    framework: 'Keras',
    title: 'The padding of a vocabulary.',
    code: `import keras

model = keras.Sequential([keras.Input((20, 32)), keras.layers.Dense(5000)])
model.compile('adam', loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=0))
`,
  },
  {
    framework: 'Keras',
    title: '-1 is no class.',
    code: `import keras

head = keras.layers.Dense(2)

def step(features, labels):
    scores = head(features)
    return keras.losses.sparse_categorical_crossentropy(labels, scores, from_logits=True, ignore_class=-1)
`,
  },
];
