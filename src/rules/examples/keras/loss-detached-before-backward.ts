/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The loss is made an array of numpy inside of the tape.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.layers.Dense(16, activation='relu'), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam()
mse = keras.losses.MeanSquaredError()

def train(dataset):
    for x, y in dataset:
        with tf.GradientTape() as tape:
            loss = mse(y, model(x, training=True)).numpy()  # error: loss-detached-before-backward
        grads = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
`,
  },
  {
    framework: 'Keras',
    title: "stop_gradient on the prediction in a loss of one's own.",
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1)])

def scaled_error(y_true, y_pred):
    y_pred = ops.stop_gradient(y_pred)  # error: loss-detached-before-backward
    return ops.mean(ops.square((y_true - y_pred) / (ops.abs(y_pred) + 1e-3)))

model.compile('adam', loss=scaled_error)
`,
  },
  {
    framework: 'Keras',
    title: "The backend's stop_gradient around the whole loss.",
    code: `import keras
from keras import backend as K
from keras.layers import Dense

def logged_loss(y_true, y_pred):
    loss = K.mean(K.square(y_true - y_pred), axis=-1)
    return K.stop_gradient(loss)  # error: loss-detached-before-backward

model = keras.Sequential([Dense(16, activation='relu', input_shape=(4,)), Dense(1)])
model.compile(optimizer='sgd', loss=logged_loss)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'A weight of the loss is taken out of the graph.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(1, activation='sigmoid')])

def focal(y_true, y_pred):
    weight = ops.stop_gradient(ops.square(y_true - y_pred))
    return ops.mean(weight * keras.losses.binary_crossentropy(y_true, y_pred))

model.compile('adam', loss=focal)
`,
  },
  {
    framework: 'Keras',
    title: 'The number is for the log.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.layers.Dense(16, activation='relu'), keras.layers.Dense(1)])
mse = keras.losses.MeanSquaredError()

def step(x, y, optimizer):
    with tf.GradientTape() as tape:
        loss = mse(y, model(x, training=True))
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    print(float(loss), loss.numpy())
`,
  },
  {
    framework: 'Keras',
    title: 'The commitment term of a VQ-VAE stops one side only.',
    code: `import keras
from keras import ops

encoder = keras.Sequential([keras.Input((32,)), keras.layers.Dense(16)])

def commitment(x, codes):
    z = encoder(x)
    return ops.mean(ops.square(ops.stop_gradient(codes) - z)) + 0.25 * ops.mean(ops.square(codes - ops.stop_gradient(z)))
`,
  },
];
