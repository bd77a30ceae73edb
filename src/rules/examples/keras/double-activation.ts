/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A softmax layer behind a model that has one.',
    code: `import keras

model = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(128, activation='relu'),
    keras.layers.Dense(10, activation='softmax'),
])
model.compile('adam', 'sparse_categorical_crossentropy')
probability_model = keras.Sequential([model, keras.layers.Softmax()])  # warning: double-activation
predictions = probability_model.predict(test_images)
`,
    fixed: [
      [
        'probability_model = keras.Sequential([model, keras.layers.Softmax()])',
        'probability_model = keras.Sequential([model])',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'A sigmoid of sigmoids before the threshold.',
    code: `import keras
from keras import layers, ops

image = keras.Input((128, 128, 3))
x = layers.Conv2D(16, 3, padding='same', activation='relu')(image)
unet = keras.Model(image, layers.Conv2D(1, 1, activation='sigmoid')(x))

def mask_of(images):
    return ops.sigmoid(unet(images)) > 0.5  # error: double-activation
`,
    fixed: [['return ops.sigmoid(unet(images)) > 0.5', 'return unet(images) > 0.5']],
  },
  {
    framework: 'Keras',
    title: 'The activation stands in the layer and behind it.',
    code: `from keras.layers import Activation, Dense
from keras.models import Sequential

model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(16,)))
model.add(Dense(4, activation='softmax'))
model.add(Activation('softmax'))  # warning: double-activation
model.compile(loss='categorical_crossentropy', optimizer='adam')
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The model that is trained has no softmax, the one that predicts has.',
    code: `import keras

model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(10)])
model.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True))
probability_model = keras.Sequential([model, keras.layers.Softmax()])
`,
  },
  {
    framework: 'Keras',
    title: 'Gates one after the other, with a layer between.',
    code: `import keras
from keras import layers

inputs = keras.Input((32,))
gate = layers.Dense(16, activation='sigmoid')(inputs)
outputs = layers.Dense(1, activation='sigmoid')(gate)
model = keras.Model(inputs, outputs)
`,
  },
  {
    framework: 'Keras',
    title: 'Attention weights are multiplied before the softmax of the head.',
    code: `import keras
from keras import layers

tokens = keras.Input((20, 32))
weights = layers.Softmax(axis=1)(layers.Dense(1)(tokens))
pooled = layers.GlobalAveragePooling1D()(layers.Multiply()([tokens, weights]))
model = keras.Model(tokens, layers.Dense(3, activation='softmax')(pooled))
`,
  },
];
