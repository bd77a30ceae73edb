/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The distance between the predicted and the true class.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(5, activation='softmax')])

def ordinal_loss(y_true, y_pred):
    true_class = tf.argmax(y_true, axis=1)
    predicted_class = tf.argmax(y_pred, axis=1)  # error: argmax-before-loss
    distance = tf.abs(tf.cast(true_class - predicted_class, tf.float32))
    return tf.reduce_mean(distance)

model.compile(optimizer='adam', loss=ordinal_loss)
model.fit(x_train, y_train, epochs=10)
`,
  },
  {
    framework: 'Keras',
    title: 'An IoU of predicted classes.',
    code: `import keras
from keras import layers, ops

image = keras.Input((128, 128, 3))
x = layers.Conv2D(16, 3, padding='same', activation='relu')(image)
unet = keras.Model(image, layers.Conv2D(2, 1, activation='softmax')(x))

def iou_loss(y_true, y_pred):
    y_pred = ops.cast(ops.argmax(y_pred, axis=-1), 'float32')  # error: argmax-before-loss
    y_true = ops.cast(ops.squeeze(y_true, -1), 'float32')
    intersection = ops.sum(y_true * y_pred, axis=(1, 2))
    union = ops.sum(y_true + y_pred, axis=(1, 2)) - intersection
    return 1 - (intersection + 1) / (union + 1)

unet.compile('adam', loss=iou_loss)
`,
  },
  {
    framework: 'Keras',
    title: 'The error rate of a backend function.',
    code: `import keras
import keras.backend as K
from keras.layers import Dense
from keras.models import Sequential

def error_rate(y_true, y_pred):
    wrong = K.not_equal(K.argmax(y_true, axis=-1), K.argmax(y_pred, axis=-1))  # error: argmax-before-loss
    return K.mean(K.cast(wrong, 'float32'))

model = Sequential()
model.add(Dense(32, activation='relu', input_shape=(10,)))
model.add(Dense(3, activation='softmax'))
model.compile(loss=error_rate, optimizer='sgd')
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The expected class has a gradient.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(5, activation='softmax')])

def ordinal_loss(y_true, y_pred):
    levels = ops.arange(5, dtype='float32')
    expected = ops.sum(y_pred * levels, axis=-1)
    return ops.mean(ops.abs(expected - ops.cast(ops.argmax(y_true, axis=-1), 'float32')))

model.compile('adam', loss=ordinal_loss)
`,
  },
  {
    framework: 'Keras',
    title: 'A metric may count predicted classes.',
    code: `import keras
from keras import ops

def error_rate(y_true, y_pred):
    return ops.mean(ops.cast(ops.argmax(y_true, -1) != ops.argmax(y_pred, -1), 'float32'))

model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(3, activation='softmax')])
model.compile('sgd', 'categorical_crossentropy', metrics=[error_rate])
`,
  },
  {
    framework: 'Keras',
    title: 'Only the labels are turned to indices.',
    code: `import keras
import tensorflow as tf

def sparse_focal(y_true, y_pred):
    index = tf.argmax(y_true, axis=-1)
    p = tf.gather(y_pred, index, batch_dims=1)
    return -((1 - p) ** 2) * tf.math.log(p + 1e-7)

model = keras.Sequential([keras.Input((10,)), keras.layers.Dense(3, activation='softmax')])
model.compile('adam', loss=sparse_focal)
`,
  },
];
