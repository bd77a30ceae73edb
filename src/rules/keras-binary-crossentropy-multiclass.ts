import * as elsewhere from './examples/keras-binary-crossentropy-multiclass';
import { message } from './shared/evidence';
import { endOfOutput, findingsAtHeads, kerasHeads } from './shared/keras-heads';
import { useLoss } from './shared/keras-fix';
import { verdictOf } from './shared/keras-verdict';
import type { Rule } from './rule';

export const kerasBinaryCrossentropyMulticlass: Rule = {
  name: 'keras-binary-crossentropy-multiclass',
  title: 'binary_crossentropy on a softmax',
  severity: 'warning',
  why: `A softmax over several units says that exactly one class holds. \`binary_crossentropy\` takes each unit for a
question of its own and averages over them: of ten classes nine are easy "no"s, so the loss is small whatever the
model has learned, and its gradient is weak. For the scores [2, -1, 0.5] and [0.3, 1.2, -0.7] with the classes 0
and 1 it is 0.220 where the cross-entropy of the classes is 0.342. On the TensorFlow back end Keras takes the
scores behind the softmax and puts a sigmoid on them (0.489), so that training and prediction do not even use the
same activation.

Nothing raises. Exclusive classes go with \`categorical_crossentropy\` (or \`sparse_categorical_crossentropy\` for
integer labels); labels of which several may hold go with a sigmoid.`,
  check: (context) => {
    const heads = kerasHeads(context);
    return findingsAtHeads(context, (head) => {
      if (verdictOf(head, heads) !== 'classes-one-by-one') return null;
      const right = head.loss.replace('binary', 'categorical');
      return {
        rule: 'keras-binary-crossentropy-multiclass',
        severity: 'warning',
        place: head.place,
        message: message([
          `The output is a softmax over ${head.units === null ? 'labels of which several may hold' : `${head.units} units`}, but ${head.loss} expects an independent probability for each unit`,
          'it is averaged over all units, most of which are easy: the loss is small from the start and learning is slow',
          head.units === null
            ? 'end the model in a sigmoid'
            : `use ${right} for exclusive classes, or a sigmoid where several labels may hold`,
        ]),
        evidence: '',
        related: endOfOutput(head, 'the softmax is applied here'),
        fix: head.units === null ? null : useLoss(context, head, right),
      };
    });
  },
  wrong: [
    {
      framework: 'Keras',
      title: 'Ten classes.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((784,)), layers.Dense(64, activation='relu'), layers.Dense(10, activation='softmax')])
model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])  # warning: keras-binary-crossentropy-multiclass
`,
      fixed: [
        [
          "model.compile(loss='binary_crossentropy', optimizer='adam', metrics=['accuracy'])",
          "model.compile(loss='categorical_crossentropy', optimizer='adam', metrics=['accuracy'])",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'With a loss object.',
      code: `import keras
from keras import layers

inputs = keras.Input((16,))
model = keras.Model(inputs, layers.Softmax()(layers.Dense(4)(inputs)))
model.compile('adam', loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1))  # warning: keras-binary-crossentropy-multiclass
`,
      fixed: [
        [
          "model.compile('adam', loss=keras.losses.BinaryCrossentropy(label_smoothing=0.1))",
          "model.compile('adam', loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.1))",
        ],
      ],
    },
    {
      framework: 'Keras',
      title: 'A convolutional network that is put together by add.',
      code: `from keras.models import Sequential
from keras.layers import Conv2D, Dense, Flatten, MaxPooling2D

model = Sequential()
model.add(Conv2D(32, (3, 3), activation='relu', input_shape=(64, 64, 3)))
model.add(MaxPooling2D((2, 2)))
model.add(Flatten())
model.add(Dense(3, activation='softmax'))
model.compile(optimizer='adam', loss='binary_crossentropy')  # warning: keras-binary-crossentropy-multiclass
`,
      fixed: [
        [
          "model.compile(optimizer='adam', loss='binary_crossentropy')",
          "model.compile(optimizer='adam', loss='categorical_crossentropy')",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'A recurrent network.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Embedding(10000, 64),
    tf.keras.layers.LSTM(32),
    tf.keras.layers.Dense(5, activation='softmax'),
])
model.compile(optimizer='adam', loss='binary_crossentropy')  # warning: keras-binary-crossentropy-multiclass
`,
      fixed: [
        [
          "model.compile(optimizer='adam', loss='binary_crossentropy')",
          "model.compile(optimizer='adam', loss='categorical_crossentropy')",
        ],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'In a training step.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(6, activation=tf.nn.softmax)])
bce = tf.keras.losses.BinaryCrossentropy()

def step(x, y):
    with tf.GradientTape() as tape:
        loss = bce(y, model(x, training=True))  # warning: keras-binary-crossentropy-multiclass
    return tape.gradient(loss, model.trainable_variables)
`,
      fixed: [
        ['bce = tf.keras.losses.BinaryCrossentropy()', 'bce = tf.keras.losses.CategoricalCrossentropy()'],
      ],
    },
    {
      framework: 'TensorFlow',
      title: 'The name of the loss by its place.',
      code: `from tensorflow.keras import Input, Model, layers

inputs = Input(shape=(32, 32, 3))
x = layers.Conv2D(16, 3, activation='relu')(inputs)
x = layers.GlobalAveragePooling2D()(x)
model = Model(inputs, layers.Dense(7, activation='softmax')(x))
model.compile('adam', 'binary_crossentropy')  # warning: keras-binary-crossentropy-multiclass
`,
      fixed: [
        ["model.compile('adam', 'binary_crossentropy')", "model.compile('adam', 'categorical_crossentropy')"],
      ],
    },
    {
      framework: 'Keras',
      title: 'As many units as there are labels, of which a sample has several.',
      code: `import keras
import pandas as pd
from keras import layers
from sklearn.preprocessing import MultiLabelBinarizer

table = pd.read_json('films.jsonl', lines=True)
binarizer = MultiLabelBinarizer()
labels = binarizer.fit_transform(table['genres']).astype('float32')
inputs = keras.Input((32,))
outputs = layers.Dense(len(binarizer.classes_), activation='softmax')(layers.Dense(64, activation='relu')(inputs))
model = keras.Model(inputs, outputs)
model.compile('adam', loss='binary_crossentropy')  # warning: keras-binary-crossentropy-multiclass
model.fit(table.drop(columns=['genres']).to_numpy('float32')[:100], labels[:100], epochs=3)
`,
    },
  ],
  right: [
    {
      framework: 'Keras',
      title: 'As many units as there are classes, of which a sample has one.',
      code: `import keras
import pandas as pd
from keras import layers
from sklearn.preprocessing import LabelBinarizer

table = pd.read_csv('answers.csv')
binarizer = LabelBinarizer()
labels = binarizer.fit_transform(table['answer']).astype('float32')
inputs = keras.Input((32,))
outputs = layers.Dense(len(binarizer.classes_), activation='softmax')(layers.Dense(64, activation='relu')(inputs))
model = keras.Model(inputs, outputs)
model.compile('adam', loss='binary_crossentropy')
model.fit(table.drop(columns=['answer']).to_numpy('float32')[:100], labels[:100], epochs=3)
`,
    },
    {
      framework: 'Keras',
      title: 'A sigmoid, where several labels may hold.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((100,)), layers.Dense(20, activation='sigmoid')])
model.compile('adam', loss='binary_crossentropy')
`,
    },
    {
      framework: 'Keras',
      title: 'A softmax with the cross-entropy of classes.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((100,)), layers.Dense(20, activation='softmax')])
model.compile('adam', loss='categorical_crossentropy')
`,
    },
    {
      framework: 'Keras',
      title: 'For two classes the mean over both units is the cross-entropy itself.',
      code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((100,)), layers.Dense(2, activation='softmax')])
model.compile('adam', loss='binary_crossentropy')
`,
    },
    {
      framework: 'TensorFlow',
      title: 'One unit with a sigmoid.',
      code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.LSTM(32), tf.keras.layers.Dense(1, activation='sigmoid')])
model.compile(optimizer='adam', loss='binary_crossentropy')
`,
    },
    {
      framework: 'TensorFlow',
      title: 'An autoencoder of images: each pixel is a question of its own.',
      code: `import tensorflow as tf
from tensorflow.keras import layers

autoencoder = tf.keras.Sequential([
    layers.Dense(32, activation='relu', input_shape=(784,)),
    layers.Dense(784, activation='sigmoid'),
])
autoencoder.compile(optimizer='adam', loss='binary_crossentropy')
`,
    },
    {
      framework: 'TensorFlow',
      title: 'The two outputs of one model.',
      code: `import tensorflow as tf
from tensorflow.keras import layers

inputs = tf.keras.Input(shape=(20,))
kind = layers.Dense(4, activation='softmax', name='kind')(inputs)
urgent = layers.Dense(1, activation='sigmoid', name='urgent')(inputs)
model = tf.keras.Model(inputs, [kind, urgent])
model.compile('adam', loss=['categorical_crossentropy', 'binary_crossentropy'])
`,
    },
  ],
  notIn: elsewhere.notIn,
};
