/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The accuracy of one unit.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(12,)), layers.Dense(8, activation='relu'), layers.Dense(1)])
model.compile(
    optimizer='adam',
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=['accuracy'],  # warning: accuracy-threshold-on-logits
)
`,
  },
  {
    framework: 'Keras',
    title: 'The metric by its class.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(12,)), layers.Dense(8, activation='relu'), layers.Dense(1)])
model.compile(
    optimizer='adam',
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.BinaryAccuracy()],  # warning: accuracy-threshold-on-logits
)
`,
    fixed: [
      ['metrics=[keras.metrics.BinaryAccuracy()],', 'metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)],'],
    ],
  },
  {
    framework: 'Keras',
    title: 'Several labels a sample.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(12,)), layers.Dense(8, activation='relu'), layers.Dense(6)])
model.compile(
    optimizer='adam',
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.BinaryAccuracy(name='acc')],  # warning: accuracy-threshold-on-logits
)
`,
    fixed: [
      [
        "metrics=[keras.metrics.BinaryAccuracy(name='acc')],",
        "metrics=[keras.metrics.BinaryAccuracy(name='acc', threshold=0.0)],",
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The threshold for scores.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(12,)), layers.Dense(8, activation='relu'), layers.Dense(1)])
model.compile(
    optimizer='adam',
    loss=keras.losses.BinaryCrossentropy(from_logits=True),
    metrics=[keras.metrics.BinaryAccuracy(threshold=0.0)],
)
`,
  },
  {
    framework: 'Keras',
    title: 'A sigmoid in the model.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(12,)), layers.Dense(8, activation='relu'), layers.Dense(1, activation='sigmoid')])
model.compile(
    optimizer='adam',
    loss='binary_crossentropy',
    metrics=['accuracy'],
)
`,
  },
  {
    framework: 'Keras',
    title: 'The accuracy of classes looks for the largest score.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input(shape=(12,)), layers.Dense(8, activation='relu'), layers.Dense(3)])
model.compile(
    optimizer='adam',
    loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=['accuracy'],
)
`,
  },
];
