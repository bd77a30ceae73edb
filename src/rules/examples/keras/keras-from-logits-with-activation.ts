/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Which layers stand before the head, settings say; the head is known.',
    code: `import argparse
import keras
from keras.layers import Dense, Dropout, Softmax

def classifier(dropout, depth):
    model = keras.Sequential()
    for _ in range(depth):
        model.add(Dense(128, activation='relu'))
    if dropout > 0:
        model.add(Dropout(dropout))
    model.add(Dense(8))
    model.add(Softmax())
    return model

parser = argparse.ArgumentParser()
parser.add_argument('--dropout', type=float)
parser.add_argument('--depth', type=int)
options = parser.parse_args()
model = classifier(options.dropout, options.depth)
model.compile('adam', keras.losses.CategoricalCrossentropy(from_logits=True))  # warning: keras-from-logits-with-activation
`,
    fixed: [
      ['keras.losses.CategoricalCrossentropy(from_logits=True)', 'keras.losses.CategoricalCrossentropy()'],
    ],
  },
  {
    framework: 'Keras',
    title: 'keras.ops is told that probabilities are logits.',
    code: `import keras
from keras import ops

class Classifier(keras.Model):
    def __init__(self, n_classes):
        super().__init__()
        self.hidden = keras.layers.Dense(64, activation='relu')
        self.head = keras.layers.Dense(n_classes)

    def call(self, x):
        return ops.softmax(self.head(self.hidden(x)))

def loss_fn(labels, predictions):
    per_sample = ops.sparse_categorical_crossentropy(labels, predictions, from_logits=True)  # warning: keras-from-logits-with-activation
    return ops.mean(per_sample)

model = Classifier(5)
model.compile('sgd', loss=loss_fn)
model.fit(images, labels, batch_size=32)
`,
    fixed: [
      [
        'per_sample = ops.sparse_categorical_crossentropy(labels, predictions, from_logits=True)',
        'per_sample = ops.sparse_categorical_crossentropy(labels, predictions)',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'keras.ops.binary_crossentropy with from_logits on a discriminator that ends in a sigmoid.',
    code: `import keras
from keras import ops

discriminator = keras.Sequential([
    keras.Input((28, 28, 1)),
    keras.layers.Flatten(),
    keras.layers.Dense(128),
    keras.layers.LeakyReLU(0.2),
    keras.layers.Dense(1),
    keras.layers.Activation('sigmoid'),
])

def discriminator_loss(real_images, fake_images):
    real, fake = discriminator(real_images), discriminator(fake_images)
    on_real = ops.binary_crossentropy(ops.ones_like(real), real, from_logits=True)  # warning: keras-from-logits-with-activation
    on_fake = ops.binary_crossentropy(ops.zeros_like(fake), fake, from_logits=True)  # warning: keras-from-logits-with-activation
    return ops.mean(on_real) + ops.mean(on_fake)
`,
    fixed: [
      [
        'on_real = ops.binary_crossentropy(ops.ones_like(real), real, from_logits=True)\n    on_fake = ops.binary_crossentropy(ops.zeros_like(fake), fake, from_logits=True)',
        'on_real = ops.binary_crossentropy(ops.ones_like(real), real)\n    on_fake = ops.binary_crossentropy(ops.zeros_like(fake), fake)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'keras.ops takes probabilities unless it is told otherwise.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(4, activation='softmax')])

def weighted(y_true, y_pred):
    per_sample = ops.categorical_crossentropy(y_true, y_pred)
    return ops.mean(per_sample * ops.sum(y_true * ops.array([1.0, 2.0, 2.0, 5.0]), axis=-1))

model.compile('adam', loss=weighted)
`,
  },
  {
    framework: 'Keras',
    title: 'keras.ops is told that sigmoids are none.',
    code: `import keras
from keras import ops

inputs = keras.Input((50,))
outputs = keras.layers.Dense(6, activation='sigmoid')(keras.layers.Dense(64, 'relu')(inputs))
tagger = keras.Model(inputs, outputs)

def tag_loss(y_true, y_pred):
    return ops.sum(ops.binary_crossentropy(y_true, y_pred, from_logits=False), axis=-1)

tagger.compile('adam', tag_loss)
`,
  },
];
