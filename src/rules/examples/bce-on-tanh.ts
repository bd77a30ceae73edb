/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A decoder that ends in nn.Tanh.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 784), nn.Tanh())

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self.net(x), y)  # error: bce-on-tanh
`,
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)
        self.criterion = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(torch.tanh(self.out(x)), y)  # error: bce-on-tanh
`,
  },
  {
    framework: 'Lightning',
    title: 'In validation.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        reconstruction = self.out(x).tanh()
        self.log('loss', F.binary_cross_entropy(reconstruction, y))  # error: bce-on-tanh
`,
  },
  {
    framework: 'Keras',
    title: 'A decoder of images ends in tanh.',
    code: `import keras
from keras import layers

decoder = keras.Sequential([keras.Input((32,)), layers.Dense(128, 'relu'), layers.Dense(784, activation='tanh')])
decoder.compile(optimizer='adam', loss='binary_crossentropy')  # error: bce-on-tanh
`,
  },
  {
    framework: 'Keras',
    title: 'A layer of its own.',
    code: `from tensorflow.keras import Input, Model
from tensorflow.keras.layers import Activation, Dense
from tensorflow.keras.losses import BinaryCrossentropy

inputs = Input((16,))
x = Dense(1)(Dense(8, activation='relu')(inputs))
model = Model(inputs, Activation('tanh')(x))
model.compile('adam', BinaryCrossentropy())  # error: bce-on-tanh
`,
  },
  {
    framework: 'Keras',
    title: 'In a training step.',
    code: `import tensorflow as tf

bce = tf.keras.losses.BinaryCrossentropy()
net = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='tanh')])

def step(x, y):
    with tf.GradientTape() as tape:
        loss = bce(y, net(x))  # error: bce-on-tanh
    return tape.gradient(loss, net.trainable_variables)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A sigmoid at the end.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 784), nn.Sigmoid())

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Tanh and a squared error.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 784), nn.Tanh())

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.mse_loss(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Tanh before the last layer.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 64), nn.Tanh(), nn.Linear(64, 1), nn.Sigmoid())

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self.net(x), y)
`,
  },
  {
    framework: 'Keras',
    title: 'Images from -1 to 1 with a squared error.',
    code: `import keras
from keras import layers

decoder = keras.Sequential([keras.Input((32,)), layers.Dense(784, activation='tanh')])
decoder.compile(optimizer='adam', loss='mse')
`,
  },
  {
    framework: 'Keras',
    title: 'tanh in the hidden layer.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((32,)), layers.Dense(16, activation='tanh'), layers.Dense(1, activation='sigmoid')])
model.compile(optimizer='adam', loss='binary_crossentropy')
`,
  },
  {
    framework: 'Keras',
    title: 'A hinge loss takes scores of both signs.',
    code: `import keras
from keras import layers

model = keras.Sequential([keras.Input((32,)), layers.Dense(1, activation='tanh')])
model.compile(optimizer='adam', loss='hinge')
`,
  },
];
