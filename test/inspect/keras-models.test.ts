/** Models of Keras: what is noted where an output meets its loss, and its labels. */
import assert from 'node:assert/strict';
import { inspect } from '../../src/inspect';
import type { Inspection, OperationRecord } from '../../src/inspect/inspection';

const read = (text: string): Promise<Inspection> => inspect([{ file: 'model.py', text }]);

const events = ({ operations }: Inspection, name: string): readonly OperationRecord[] =>
  operations.filter(({ operation }) => operation === name);

/** Shape and role of the outputs that meet a loss, as text. */
const outputs = (inspection: Inspection): readonly string[] =>
  events(inspection, 'compile').map(({ inputs, options }) => {
    const { shape, role } = inspection.tensors[inputs[0]!]!;
    return `${String(options.loss)} (${(shape ?? ['?']).join(', ')}) ${role.kind}`;
  });

describe('models of Keras', () => {
  it('are put together by a list, by add, and by calling layers', async () => {
    const inspection = await read(`
import keras
from tensorflow.keras import layers
a = keras.Sequential([layers.Dense(4, input_shape=(8,)), layers.Activation('softmax')])
a.compile('adam', 'categorical_crossentropy')
b = keras.models.Sequential()
b.add(keras.Input((28, 28)))
b.add(layers.Flatten())
b.add(layers.Dropout(0.5))
b.add(layers.Dense(1, activation='sigmoid'))
b.compile(loss='BinaryCrossentropy')
inputs = keras.Input((28, 28, 1))
x = layers.MaxPooling2D(2)(layers.Conv2D(16, 3, activation='relu')(inputs))
c = keras.Model(inputs, layers.Dense(3)(layers.GlobalAveragePooling2D()(x)))
c.compile(loss=keras.losses.MeanSquaredError())
`);
    assert.deepEqual(outputs(inspection), [
      'categorical_crossentropy (batch, 4) probabilities',
      'binary_crossentropy (batch, 1) sigmoid-probabilities',
      'mean_squared_error (batch, 3) logits',
    ]);
  });

  it('have a loss for each output, by number, name or for all', async () => {
    const inspection = await read(`
import keras
from keras import layers
inputs = keras.Input((8,))
a = layers.Dense(4, activation='softmax', name='a')(inputs)
b = layers.Dense(1, name='b')(inputs)
model = keras.Model(inputs, [a, b])
model.compile(loss=['sparse_categorical_crossentropy', None])
model.compile(loss={'b': 'mae', 'a': 'kld'})
keras.Model(inputs, {'first': a, 'second': b}).compile(loss={'second': 'huber'})
model.compile(loss='mse')
`);
    assert.deepEqual(outputs(inspection), [
      'sparse_categorical_crossentropy (batch, 4) probabilities',
      'kl_divergence (batch, 4) probabilities',
      'mean_absolute_error (batch, 1) logits',
      'huber (batch, 1) logits',
      'mean_squared_error (batch, 4) probabilities',
      'mean_squared_error (batch, 1) logits',
    ]);
  });

  it('of the program itself are read in training', async () => {
    const inspection = await read(`
import tensorflow as tf
class Net(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.out = tf.keras.layers.Dense(3)
    def call(self, x, training=False):
        x = self.out(x)
        return x if training else tf.nn.softmax(x)
net = Net()
net.compile(loss=tf.keras.losses.CategoricalCrossentropy(from_logits=True))
weights = net.trainable_variables
`);
    assert.deepEqual(outputs(inspection), ['categorical_crossentropy (?) logits']);
    assert.equal(events(inspection, 'compile')[0]!.options.from_logits, true);
    assert.equal(inspection.unknowns.filter(({ error }) => error !== null).length, 0);
  });

  it('have as many dims as their layers say, whatever these are given', async () => {
    const inspection = await read(`
import keras
from keras import layers
from data import images, words
def shown(outputs):
    keras.Model(images, outputs).compile(loss='mse')
shown(layers.GlobalAveragePooling2D()(images))
shown(layers.Flatten()(images))
steps = layers.LSTM(8, return_sequences=True)(words)
shown(layers.Bidirectional(layers.LSTM(8, return_sequences=True))(words))
shown(layers.Bidirectional(layers.GRU(8), merge_mode='sum')(words))
shown(layers.TimeDistributed(layers.Dense(3))(steps))
shown(layers.TimeDistributed(layers.Flatten())(steps))
shown(keras.applications.Xception(include_top=False).output)
shown(keras.applications.xception.Xception(include_top=False, pooling='max').output)
shown(keras.applications.Xception(classes=5).output)
`);
    assert.deepEqual(
      outputs(inspection).map((text) => text.replace('mean_squared_error ', '')),
      [
        '(batch, n) unknown',
        '(batch, n) unknown',
        '(batch, n, 16) unknown',
        '(batch, 8) unknown',
        '(batch, n, 3) logits',
        '(?) unknown',
        '(batch, n, n, features) unknown',
        '(batch, features) unknown',
        '(batch, 5) probabilities',
      ],
    );
  });

  it('go on where layers make one tensor of several, or attend', async () => {
    const inspection = await read(`
import keras
from keras import layers
images = keras.Input((8, 8, 3))
words = keras.Input((10, 32))
row = keras.Input((6,))
def shown(outputs):
    keras.Model(images, outputs).compile(loss='mse')
shown(layers.Add()([layers.Dense(1)(row), layers.Dense(1)(layers.Dense(4, activation='relu')(row))]))
shown(layers.concatenate([layers.UpSampling2D()(images), layers.Conv2D(5, 3)(images)]))
shown(layers.Concatenate(axis=1)([words, words]))
shown(layers.average([row, row]))
shown(layers.Dot(axes=1)([row, row]))
shown(layers.dot([words, words], axes=2))
shown(layers.MultiHeadAttention(num_heads=2, key_dim=16)(query=words, value=words))
shown(layers.MultiHeadAttention(2, 16)(words, words, return_attention_scores=True)[0])
shown(layers.Attention()([words, layers.Dense(7)(words)]))
shown(layers.DepthwiseConv2D(3, depth_multiplier=2, activation='sigmoid')(images))
shown(layers.ConvLSTM2D(4, 3)(keras.Input((5, 8, 8, 3))))
shown(layers.Resizing(4, 6)(images))
shown(layers.Add()([row, *unread]))
`);
    assert.deepEqual(
      outputs(inspection).map((text) => text.replace('mean_squared_error ', '')),
      [
        '(batch, 1) values',
        '(batch, n, n, 8) unknown',
        '(batch, 20, 32) unknown',
        '(batch, 6) values',
        '(batch, 1) values',
        '(?) unknown',
        '(batch, 10, 32) logits',
        '(batch, 10, 7) unknown',
        '(batch, n, n, 6) sigmoid-probabilities',
        '(batch, n, n, 4) unknown',
        '(batch, 4, 6, 3) unknown',
      ],
    );
  });

  it('say nothing where an activation or a flag is not known', async () => {
    const inspection = await read(`
import keras
from keras import layers
from settings import act, flag, options
keras.Sequential([layers.Dense(3, activation=act)]).compile(loss='mse')
keras.Sequential([layers.Dense(3, **options)]).compile(loss='mae')
keras.Sequential([layers.Dense(3)]).compile(loss=keras.losses.BinaryCrossentropy(from_logits=flag))
`);
    assert.deepEqual(outputs(inspection), [
      'mean_squared_error (?) unknown',
      'mean_absolute_error (?) unknown',
    ]);
  });

  it('meet their labels in fit', async () => {
    const inspection = await read(`
import keras
(x, y), _ = keras.datasets.cifar10.load_data()
model = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation='softmax')])
model.compile(loss='sparse_categorical_crossentropy')
history = model.fit(x / 255.0, y, epochs=2)
`);
    const [fit] = events(inspection, 'fit');
    assert.deepEqual(inspection.tensors[fit!.inputs[1]!]!.shape, [50_000, 1]);
  });
});
