/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "The class of a sigmoid's prediction is always 0.",
    code: `import keras
import numpy as np

model = keras.Sequential([
    keras.Input((30,)),
    keras.layers.Dense(16, activation='relu'),
    keras.layers.Dense(1, activation='sigmoid'),
])
model.compile('adam', 'binary_crossentropy', metrics=['accuracy'])
model.fit(x_train, y_train, epochs=10)
y_pred = np.argmax(model.predict(x_test), axis=1)  # error: argmax-on-single-output
print(np.mean(y_pred == y_test))
`,
  },
  {
    framework: 'Keras',
    title: 'argmax(axis=-1) as for a softmax, in a confusion matrix.',
    code: `from keras.layers import Dense, LSTM
from keras.models import Sequential
from sklearn.metrics import confusion_matrix

model = Sequential()
model.add(LSTM(32, input_shape=(20, 5)))
model.add(Dense(1, activation='sigmoid'))
model.compile(loss='binary_crossentropy', optimizer='rmsprop')

def report(x, y):
    predictions = model.predict(x)
    return confusion_matrix(y, predictions.argmax(axis=-1))  # error: argmax-on-single-output
`,
  },
  {
    framework: 'Keras',
    title: 'The mask of a U-Net with one channel.',
    code: `import keras
from keras import layers, ops

image = keras.Input((128, 128, 3))
x = layers.Conv2D(16, 3, padding='same', activation='relu')(image)
unet = keras.Model(image, layers.Conv2D(1, 1, activation='sigmoid')(x))

def mask_of(images):
    return ops.argmax(unet(images), axis=-1)  # error: argmax-on-single-output
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A threshold for one unit.',
    code: `import keras

model = keras.Sequential([keras.Input((30,)), keras.layers.Dense(1, activation='sigmoid')])
model.compile('adam', 'binary_crossentropy')
classes = (model.predict(x_test) > 0.5).astype('int32')
`,
  },
  {
    framework: 'Keras',
    title: 'Two units and an argmax.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((30,)), keras.layers.Dense(2, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')
classes = np.argmax(model.predict(x_test), axis=1)
`,
  },
  {
    framework: 'Keras',
    title: 'Which row has the highest score.',
    code: `import keras
import numpy as np

ranker = keras.Sequential([keras.Input((12,)), keras.layers.Dense(1)])
best = candidates[np.argmax(ranker.predict(candidates)[:, 0])]
`,
  },
];
