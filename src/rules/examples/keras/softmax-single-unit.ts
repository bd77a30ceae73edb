/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'One unit with a softmax.',
    code: `import keras
from keras import layers

model = keras.Sequential([
    keras.Input(shape=(12,)),
    layers.Dense(8, activation='relu'),
    layers.Dense(1, activation='softmax'),  # error: softmax-single-unit
])
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
`,
    fixed: [["layers.Dense(1, activation='softmax'),", "layers.Dense(1, activation='sigmoid'),"]],
  },
  {
    framework: 'Keras',
    title: 'The activation is a layer of its own.',
    code: `from tensorflow import keras

inputs = keras.Input(shape=(20,))
x = keras.layers.Dense(16, activation='relu')(inputs)
x = keras.layers.Dense(1)(x)
outputs = keras.layers.Activation('softmax')(x)  # error: softmax-single-unit
model = keras.Model(inputs, outputs)
model.compile(loss=keras.losses.BinaryCrossentropy(), optimizer='sgd')
`,
    fixed: [
      ["outputs = keras.layers.Activation('softmax')(x)", "outputs = keras.layers.Activation('sigmoid')(x)"],
    ],
  },
  {
    framework: 'Keras',
    title: 'The softmax layer, and a loss of numbers.',
    code: `import keras

model = keras.Sequential()
model.add(keras.Input(shape=(4,)))
model.add(keras.layers.Dense(1))
model.add(keras.layers.Softmax())  # error: softmax-single-unit
model.compile(loss='mse', optimizer='sgd')
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'One unit with a sigmoid.',
    code: `import keras
from keras import layers

model = keras.Sequential([
    keras.Input(shape=(12,)),
    layers.Dense(8, activation='relu'),
    layers.Dense(1, activation='sigmoid'),
])
model.compile(optimizer='adam', loss='binary_crossentropy', metrics=['accuracy'])
`,
  },
  {
    framework: 'Keras',
    title: 'Two units with a softmax.',
    code: `import keras
from keras import layers

model = keras.Sequential([
    keras.Input(shape=(12,)),
    layers.Dense(8, activation='relu'),
    layers.Dense(2, activation='softmax'),
])
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
`,
  },
  {
    framework: 'Keras',
    title: 'The softmax of one score for each position runs over the positions.',
    code: `import keras
from keras import layers

inputs = keras.Input(shape=(30, 16))
weights = layers.Softmax(axis=1)(layers.Dense(1)(inputs))
pooled = layers.Dot(axes=1)([weights, inputs])
outputs = layers.Dense(1, activation='sigmoid')(layers.Flatten()(pooled))
model = keras.Model(inputs, outputs)
model.compile(loss='binary_crossentropy', optimizer='adam')
`,
  },
];
