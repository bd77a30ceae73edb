/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A recognizer of letters ends in a softmax.',
    code: `import keras
from keras import layers

inputs = keras.Input(shape=(64, 128))
x = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(inputs)
outputs = layers.Dense(28, activation='softmax')(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer='adam', loss=keras.losses.CTC())  # warning: ctc-input-not-log-softmax
`,
  },
  {
    framework: 'Keras',
    title: 'The loss by its name.',
    code: `import keras

model = keras.Sequential([
    keras.Input(shape=(50, 40)),
    keras.layers.GRU(64, return_sequences=True),
    keras.layers.Dense(30),
    keras.layers.Softmax(),
])
model.compile('adam', loss='ctc')  # warning: ctc-input-not-log-softmax
`,
  },
  {
    framework: 'Keras',
    title: 'An Activation layer at the end.',
    code: `import keras
from keras import layers, losses

frames = layers.Input(shape=(None, 80))
x = layers.Conv1D(64, 3, padding='same', activation='relu')(frames)
y = layers.Activation('softmax')(layers.Dense(32)(x))
speech = keras.Model(frames, y)
speech.compile(loss=losses.CTC(), optimizer='adam')  # warning: ctc-input-not-log-softmax
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Raw scores.',
    code: `import keras
from keras import layers

inputs = keras.Input(shape=(64, 128))
x = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(inputs)
outputs = layers.Dense(28)(x)
model = keras.Model(inputs, outputs)
model.compile(optimizer='adam', loss=keras.losses.CTC())
`,
  },
  {
    framework: 'Keras',
    title: 'log_softmax of log-probabilities is the same again.',
    code: `import keras

model = keras.Sequential([
    keras.Input(shape=(50, 40)),
    keras.layers.GRU(64, return_sequences=True),
    keras.layers.Dense(30, activation='log_softmax'),
])
model.compile('adam', loss='ctc')
`,
  },
  {
    framework: 'Keras',
    title: 'A softmax for reading is another model.',
    code: `import keras
from keras import layers, losses

frames = layers.Input(shape=(None, 80))
x = layers.Conv1D(64, 3, padding='same', activation='relu')(frames)
y = layers.Dense(32)(x)
speech = keras.Model(frames, y)
speech.compile(loss=losses.CTC(), optimizer='adam')
reader = keras.Model(frames, layers.Softmax()(y))
`,
  },
];
