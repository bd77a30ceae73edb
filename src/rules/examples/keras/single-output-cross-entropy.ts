/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'One unit and categorical_crossentropy.',
    code: `from keras.layers import Dense, Dropout
from keras.models import Sequential

model = Sequential()
model.add(Dense(64, activation='relu', input_dim=20))
model.add(Dropout(0.5))
model.add(Dense(1))
model.compile(loss='categorical_crossentropy', optimizer='rmsprop', metrics=['accuracy'])  # error: single-output-cross-entropy
model.fit(x_train, y_train, epochs=20, batch_size=128)
`,
  },
  {
    framework: 'Keras',
    title: 'Sparse categorical cross-entropy of one unit.',
    code: `import keras

model = keras.Sequential([
    keras.Input((64, 64, 3)),
    keras.layers.Conv2D(16, 3, activation='relu'),
    keras.layers.GlobalMaxPooling2D(),
    keras.layers.Dense(1),
])
model.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # error: single-output-cross-entropy
`,
    fixed: [
      [
        "model.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True))",
        "model.compile('adam', keras.losses.BinaryCrossentropy(from_logits=True))",
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'A custom step with keras.ops.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, activation='relu'), keras.layers.Dense(1)])

def step_loss(x, y):
    return ops.mean(ops.sparse_categorical_crossentropy(y, model(x), from_logits=True))  # error: single-output-cross-entropy
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'binary_crossentropy for one unit.',
    code: `from keras.layers import Dense
from keras.models import Sequential

model = Sequential()
model.add(Dense(64, activation='relu', input_dim=20))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='rmsprop', metrics=['accuracy'])
`,
  },
  {
    framework: 'Keras',
    title: 'Two units with a softmax.',
    code: `import keras

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(2, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')
`,
  },
  {
    framework: 'Keras',
    title: 'One unit for a number.',
    code: `import keras

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(1)])
model.compile('adam', 'mean_squared_error')
`,
  },
];
