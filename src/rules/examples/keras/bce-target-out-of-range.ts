/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Labels of -1 and 1 in fit.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1, activation='sigmoid')])
model.compile('adam', 'binary_crossentropy')
x = np.array([[0.5, 1.0], [-1.0, 0.3], [2.0, 0.1], [0.0, -0.7]])
y = np.array([[1], [-1], [1], [-1]])
model.fit(x, y, epochs=5)  # error: bce-target-out-of-range
`,
  },
  {
    framework: 'Keras',
    title: 'Pixels from 0 to 255 for an autoencoder.',
    code: `import keras
import numpy as np

images = np.random.default_rng(0).integers(0, 256, size=(32, 64))
autoencoder = keras.Sequential([
    keras.Input((64,)),
    keras.layers.Dense(8, activation='relu'),
    keras.layers.Dense(64, activation='sigmoid'),
])
autoencoder.compile(optimizer='adam', loss=keras.losses.BinaryCrossentropy())
autoencoder.fit(images / 255, images, epochs=10)  # error: bce-target-out-of-range
`,
  },
  {
    framework: 'Keras',
    title: 'The object of the loss on labels of a hinge.',
    code: `import keras
import numpy as np

bce = keras.losses.BinaryCrossentropy(from_logits=True)
y_true = np.array([[1.0], [-1.0], [-1.0]])
y_pred = np.array([[2.0], [-3.0], [0.5]])
print(bce(y_true, y_pred))  # error: bce-target-out-of-range
`,
  },
  {
    framework: 'Keras',
    title: 'Noise for the labels of a discriminator, which takes ones beyond 1.',
    code: `import keras
import numpy as np

discriminator = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation='sigmoid')])
discriminator.compile('adam', 'binary_crossentropy')
labels = np.concatenate([np.ones((20, 1)), np.zeros((20, 1))])
labels += 0.05 * np.random.random(labels.shape)
discriminator.train_on_batch(np.random.normal(size=(40, 8)), labels)  # info: bce-target-out-of-range
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Hinge loss takes -1 and 1.',
    code: `import keras
import numpy as np

model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
model.compile('adam', 'hinge')
model.fit(np.array([[0.5, 1.0], [-1.0, 0.3]]), np.array([[1], [-1]]))
`,
  },
  {
    framework: 'Keras',
    title: 'Smoothed labels.',
    code: `import keras
import numpy as np

bce = keras.losses.BinaryCrossentropy()
real = np.array([[0.9], [0.9], [0.1]])
loss = bce(real, np.array([[0.7], [0.8], [0.3]]))
`,
  },
  {
    framework: 'Keras',
    title: 'Pixels are scaled on both sides.',
    code: `import keras
import numpy as np

images = np.random.default_rng(0).integers(0, 256, size=(32, 64)) / 255
autoencoder = keras.Sequential([keras.Input((64,)), keras.layers.Dense(8), keras.layers.Dense(64, activation='sigmoid')])
autoencoder.compile('adam', 'binary_crossentropy')
autoencoder.fit(images, images)
`,
  },
];
