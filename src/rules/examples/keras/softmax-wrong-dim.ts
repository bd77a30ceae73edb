/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The softmax is a layer of its own.',
    code: `from tensorflow.keras import Model, layers

images = layers.Input((3, 32, 32))
scores = layers.Conv2D(5, 1, data_format='channels_first')(images)
model = Model(images, layers.Activation('softmax')(scores))  # error: softmax-wrong-dim
`,
  },
  {
    framework: 'Keras',
    title: 'A convolution with its channels first, and a softmax over the last axis.',
    code: `from tensorflow.keras import Model, layers

images = layers.Input((1, 64, 64))
features = layers.Conv2D(16, 3, padding='same', activation='relu', data_format='channels_first')(images)
scores = layers.Conv2D(4, 1, data_format='channels_first')(features)
model = Model(images, layers.Softmax()(scores))  # error: softmax-wrong-dim
`,
  },
  {
    framework: 'Keras',
    title: 'The same as the activation of the last layer, where the file lays images out so.',
    code: `from tensorflow.keras import Model, backend, layers

backend.set_image_data_format('channels_first')
images = layers.Input((3, 32, 32))
classes = layers.Conv2D(5, 1, activation='softmax')(images)  # error: softmax-wrong-dim
model = Model(images, classes)
`,
  },
  {
    framework: 'Keras',
    title: 'The tags of a sentence are normalized over its words.',
    code: `from tensorflow.keras import Model, layers

words = layers.Input((50,))
states = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(layers.Embedding(20_000, 50)(words))
scores = layers.TimeDistributed(layers.Dense(17))(states)
model = Model(words, layers.Softmax(axis=1)(scores))  # error: softmax-wrong-dim
model.compile('adam', loss='sparse_categorical_crossentropy')
`,
    fixed: [['layers.Softmax(axis=1)(scores)', 'layers.Softmax(axis=-1)(scores)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Channels first, and the softmax over them.',
    code: `from tensorflow.keras import Model, layers

images = layers.Input((1, 64, 64))
scores = layers.Conv2D(4, 1, data_format='channels_first')(images)
model = Model(images, layers.Softmax(axis=1)(scores))
`,
  },
  {
    framework: 'Keras',
    title: 'Attention over the words of a sentence, and a softmax over the classes.',
    code: `from tensorflow.keras import Model, layers

words = layers.Input((50,))
states = layers.Bidirectional(layers.LSTM(64, return_sequences=True))(layers.Embedding(20_000, 50)(words))
attention = layers.Softmax(axis=1)(layers.Dense(1)(states))
sentence = layers.Dot(axes=1)([attention, states])
model = Model(words, layers.Dense(5, activation='softmax')(layers.Flatten()(sentence)))
model.compile('adam', loss='sparse_categorical_crossentropy')
`,
  },
  {
    framework: 'Keras',
    title: 'Channels last, as they are by default.',
    code: `from tensorflow.keras import Model, layers

images = layers.Input((64, 64, 1))
model = Model(images, layers.Softmax()(layers.Conv2D(4, 1)(images)))
`,
  },
  {
    framework: 'Keras',
    title: 'The channels are moved last first.',
    code: `from tensorflow.keras import Model, layers

images = layers.Input((1, 64, 64))
scores = layers.Conv2D(4, 1, data_format='channels_first')(images)
model = Model(images, layers.Softmax()(layers.Permute((2, 3, 1))(scores)))
`,
  },
];
