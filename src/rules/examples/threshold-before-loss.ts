/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A Dice loss of hard masks.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x, mask = tf.ones((4, 3)), tf.constant([[1.0], [0.0], [1.0], [1.0]])
with tf.GradientTape() as tape:
    hard = tf.cast(tf.sigmoid(x @ w) > 0.5, tf.float32)  # error: threshold-before-loss
    loss = 1 - 2 * tf.reduce_sum(hard * mask) / (tf.reduce_sum(hard) + tf.reduce_sum(mask))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Rounded probabilities.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, y = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    predicted = tf.round(tf.sigmoid(x @ w))  # error: threshold-before-loss
    loss = tf.reduce_mean(tf.abs(predicted - y))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Signs in a step of training.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
optimizer = tf.keras.optimizers.SGD(0.1)

@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.sign(x @ w) - y) ** 2)  # error: threshold-before-loss
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])

train_step(tf.ones((5, 3)), tf.zeros((5, 1)))
`,
  },
  {
    framework: 'Lightning',
    title: 'An absolute error of hard masks.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 1)

    def training_step(self, batch, batch_idx):
        images, masks = batch
        hard = (torch.sigmoid(self.net(images)) > 0.5).float()
        return F.l1_loss(hard, masks)  # error: threshold-before-loss
`,
  },
  {
    framework: 'Lightning',
    title: 'Rounded probabilities in a loss.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
import torch.nn.functional as F

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        predicted = torch.sigmoid(self.net(x)).round()
        loss = F.binary_cross_entropy(predicted, y)  # error: threshold-before-loss
        return {'loss': loss}
`,
  },
  {
    framework: 'Lightning',
    title: 'A count that is cut to whole numbers.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)

    def training_step(self, batch, batch_idx):
        x, count = batch
        guess = self.net(x).int().float()
        return F.l1_loss(guess, count)  # error: threshold-before-loss
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A Dice loss of probabilities.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x, mask = tf.ones((4, 3)), tf.constant([[1.0], [0.0], [1.0], [1.0]])
with tf.GradientTape() as tape:
    soft = tf.sigmoid(x @ w)
    loss = 1 - 2 * tf.reduce_sum(soft * mask) / (tf.reduce_sum(soft) + tf.reduce_sum(mask))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A mask that chooses samples.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, y = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    errors = tf.square(x @ w - y)
    loss = tf.reduce_sum(errors * tf.cast(y > 0.5, tf.float32))
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The threshold is for the accuracy.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, y = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    logits = x @ w
    loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))
gradient = tape.gradient(loss, w)
accuracy = tf.reduce_mean(tf.cast(tf.cast(logits > 0, tf.float32) == y, tf.float32))
`,
  },
  {
    framework: 'Lightning',
    title: 'A Dice loss of probabilities.',
    code: `import lightning as L
import torch
from torch import nn

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 1)

    def training_step(self, batch, batch_idx):
        images, masks = batch
        soft = torch.sigmoid(self.net(images))
        return 1 - 2 * (soft * masks).sum() / (soft.sum() + masks.sum())
`,
  },
  {
    framework: 'Lightning',
    title: 'Hard masks in a metric.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 1)

    def training_step(self, batch, batch_idx):
        images, masks = batch
        scores = self.net(images)
        hard = (scores > 0).float()
        self.log('dice', 2 * (hard * masks).sum() / (hard.sum() + masks.sum()))
        return F.binary_cross_entropy_with_logits(scores, masks)
`,
  },
  {
    framework: 'Lightning',
    title: 'A straight-through estimator.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Coder(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        soft = torch.sigmoid(self.net(x))
        code = (soft > 0.5).float() - soft.detach() + soft
        return F.mse_loss(code, x)
`,
  },
];
