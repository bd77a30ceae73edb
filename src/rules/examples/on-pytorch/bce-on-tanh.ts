/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

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
];
