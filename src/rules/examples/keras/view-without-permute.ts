/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Scores of a segmentation network that came from PyTorch.',
    code: `import keras
import numpy as np
from keras import ops

logits = ops.convert_to_tensor(np.random.randn(2, 5, 16, 24).astype('float32'))
masks = np.random.randint(0, 5, (2, 16, 24))
flat = ops.reshape(logits, (-1, 5))  # error: view-without-permute
loss = keras.losses.sparse_categorical_crossentropy(ops.reshape(masks, (-1,)), flat, from_logits=True)
print(ops.mean(loss))
`,
    fixed: [
      [
        'flat = ops.reshape(logits, (-1, 5))',
        'flat = ops.reshape(ops.transpose(logits, (0, 2, 3, 1)), (-1, 5))',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'One-hot masks have their classes last, the scores have not.',
    code: `import keras
import numpy as np

cce = keras.losses.CategoricalCrossentropy(from_logits=True)

def evaluate(scores, masks):
    num_classes = scores.shape[1]
    onehot = keras.utils.to_categorical(masks, num_classes)
    flat = scores.reshape(-1, num_classes)  # error: view-without-permute
    return cce(onehot.reshape(-1, num_classes), flat)

scores = np.random.randn(4, 3, 32, 48)
masks = np.random.randint(0, 3, size=(4, 32, 48))
print('loss', float(evaluate(scores, masks)))
`,
    fixed: [
      [
        'flat = scores.reshape(-1, num_classes)',
        'flat = scores.transpose(0, 2, 3, 1).reshape(-1, num_classes)',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: "Emissions of a tagger, flattened with the backend's reshape.",
    code: `from keras import backend as K
from keras.losses import SparseCategoricalCrossentropy
import numpy as np

tags = K.constant(np.random.randint(0, 7, (16, 40)), dtype='int32')
emissions = K.constant(np.random.normal(size=(16, 7, 40)))
loss_fn = SparseCategoricalCrossentropy(from_logits=True)
loss = loss_fn(K.reshape(tags, (-1,)), K.reshape(emissions, (-1, 7)))  # error: view-without-permute
`,
    fixed: [
      ['K.reshape(emissions, (-1, 7))', 'K.reshape(K.permute_dimensions(emissions, (0, 2, 1)), (-1, 7))'],
    ],
  },
  {
    framework: 'Keras',
    title: 'The softmax of each row is no distribution of one step.',
    code: `import keras
from keras import ops
import numpy as np

weights = np.random.normal(size=(6, 32)).astype('float32')

def step_loss(features, labels):
    scores = ops.einsum('kc,nct->nkt', weights, features)
    probabilities = ops.softmax(ops.reshape(scores, (-1, 6)), axis=-1)  # error: view-without-permute
    losses = keras.losses.sparse_categorical_crossentropy(ops.reshape(labels, (-1,)), probabilities)
    return ops.mean(losses)

features = np.random.normal(size=(8, 32, 50)).astype('float32')
labels = np.random.randint(0, 6, size=(8, 50))
print(step_loss(features, labels))
`,
    fixed: [['ops.reshape(scores, (-1, 6))', 'ops.reshape(ops.transpose(scores, (0, 2, 1)), (-1, 6))']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'SegNet with the channels in front: reshaped first, then permuted.',
    code: `from keras.layers import Activation, Conv2D, Permute, Reshape
from keras.models import Sequential

n_labels, height, width = 12, 64, 96
model = Sequential()
model.add(Conv2D(64, 3, padding='same', activation='relu', data_format='channels_first', input_shape=(3, height, width)))
model.add(Conv2D(n_labels, 1, data_format='channels_first'))
model.add(Reshape((n_labels, height * width)))
model.add(Permute((2, 1)))
model.add(Activation('softmax'))
model.compile(loss='categorical_crossentropy', optimizer='adadelta')
`,
  },
  {
    framework: 'Keras',
    title: 'A convolution of Keras has its channels last.',
    code: `import keras
from keras import layers

inputs = keras.Input((64, 96, 3))
x = layers.Conv2D(32, 3, padding='same', activation='relu')(inputs)
x = layers.Conv2D(12, 1)(x)
x = layers.Reshape((64 * 96, 12))(x)
model = keras.Model(inputs, layers.Softmax()(x))
model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])
`,
  },
  {
    framework: 'Keras',
    title: 'The classes are moved last before the scores are flattened.',
    code: `import keras
import numpy as np
from keras import ops

loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
logits = np.random.randn(2, 5, 16, 24).astype('float32')
masks = np.random.randint(0, 5, (2, 16, 24))
flat = ops.reshape(ops.transpose(logits, (0, 2, 3, 1)), (-1, 5))
print(loss_fn(ops.reshape(masks, (-1,)), flat))
`,
  },
  {
    framework: 'Keras',
    title: 'One position of each image is left.',
    code: `import keras
import numpy as np
from keras import ops

loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
pooled = np.random.randn(16, 10, 1, 1).astype('float32')
labels = np.random.randint(0, 10, (16,))
print(loss_fn(labels, ops.reshape(pooled, (-1, 10))))
`,
  },
];
