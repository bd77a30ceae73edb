/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in a sigmoid.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)

    def forward(self, x):
        return torch.sigmoid(self.out(x))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [['return torch.sigmoid(self.out(x))', 'return self.out(x)']],
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute, the sigmoid the last item of a Sequential.',
    code: `import pytorch_lightning as pl
from torch import nn

class Detector(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(16, 4), nn.Sigmoid())
        self.loss = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.net(x), y)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [
      [
        'self.net = nn.Sequential(nn.Linear(16, 4), nn.Sigmoid())',
        'self.net = nn.Sequential(nn.Linear(16, 4))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A step that training and validation share.',
    code: `import lightning as L
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)
        self.criterion = nn.BCEWithLogitsLoss()

    def _step(self, batch):
        x, y = batch
        probability = self.out(x).sigmoid()
        return self.criterion(probability, y)  # warning: sigmoid-before-bce-with-logits

    def training_step(self, batch, batch_idx):
        return self._step(batch)

    def validation_step(self, batch, batch_idx):
        self.log('val_loss', self._step(batch))
`,
    fixed: [['probability = self.out(x).sigmoid()', 'probability = self.out(x)']],
  },
  {
    framework: 'fastai',
    title: 'The network for several labels ends in nn.Sigmoid.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(784, 20), nn.Sigmoid())
loss_func = BCEWithLogitsLossFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [
      ['net = nn.Sequential(nn.Linear(784, 20), nn.Sigmoid())', 'net = nn.Sequential(nn.Linear(784, 20))'],
    ],
  },
  {
    framework: 'fastai',
    title: 'The sigmoid stands in the call.',
    code: `from fastai.vision.all import *

def batch_loss(scores, target):
    return BCEWithLogitsLossFlat()(torch.sigmoid(scores), target)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [
      [
        'return BCEWithLogitsLossFlat()(torch.sigmoid(scores), target)',
        'return BCEWithLogitsLossFlat()(scores, target)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "A loss of one's own.",
    code: `from fastai.basics import *

def loss_of(scores, target):
    p = scores.sigmoid()
    return F.binary_cross_entropy_with_logits(p, target)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [['p = scores.sigmoid()', 'p = scores']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Raw scores for the loss, probabilities for a metric.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('mean_probability', torch.sigmoid(logits).mean())
        return F.binary_cross_entropy_with_logits(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid and BCELoss.',
    code: `import lightning as L
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(16, 1), nn.Sigmoid())
        self.loss = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The sigmoid is a part of predict_step.',
    code: `import lightning as L
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)
        self.loss = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.out(x), y)

    def predict_step(self, batch, batch_idx):
        return self.out(batch).sigmoid()
`,
  },
  {
    framework: 'fastai',
    title: 'Raw scores.',
    code: `from fastai.vision.all import *

net = nn.Linear(784, 20)
loss_func = BCEWithLogitsLossFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: "The loss's own activation is for reading.",
    code: `from fastai.vision.all import *

net = nn.Linear(784, 20)
loss_func = BCEWithLogitsLossFlat(thresh=0.3)

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)

def probabilities(xb):
    return loss_func.activation(net(xb))
`,
  },
  {
    framework: 'fastai',
    title: 'Probabilities and the loss that takes them.',
    code: `from fastai.basics import *

def loss_of(scores, target):
    return F.binary_cross_entropy(scores.sigmoid(), target)
`,
  },
];
