/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The function without a dim.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        p = F.softmax(self.out(x))  # info: softmax-implicit-dim
        self.log('confidence', p.max())
`,
    fixed: [['p = F.softmax(self.out(x))', 'p = F.softmax(self.out(x), dim=-1)']],
  },
  {
    framework: 'Lightning',
    title: 'The layer without a dim.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(20, 5),
            nn.LogSoftmax(),  # info: softmax-implicit-dim
        )

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self.net(x), y)
`,
    fixed: [['nn.LogSoftmax(),', 'nn.LogSoftmax(dim=-1),']],
  },
  {
    framework: 'Lightning',
    title: 'log_softmax.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(F.log_softmax(self.out(x)), y)  # info: softmax-implicit-dim
`,
    fixed: [
      [
        'return F.nll_loss(F.log_softmax(self.out(x)), y)',
        'return F.nll_loss(F.log_softmax(self.out(x), dim=-1), y)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The dim is named.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(F.log_softmax(self.out(x), dim=1), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The layer with its dim.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.LogSoftmax(dim=-1))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'By its place.',
    code: `import lightning as L
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        return self.out(x).softmax(-1)
`,
  },
];
