/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'BCE of one output.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x).squeeze()  # info: bare-squeeze-before-loss
        return F.binary_cross_entropy_with_logits(logits, y)
`,
    fixed: [['logits = self.out(x).squeeze()', 'logits = self.out(x).squeeze(-1)']],
  },
  {
    framework: 'Lightning',
    title: 'A squared error.',
    code: `import pytorch_lightning as pl
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)
        self.criterion = nn.MSELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.out(x).squeeze(), y)  # info: bare-squeeze-before-loss
`,
    fixed: [
      [
        'return self.criterion(self.out(x).squeeze(), y)',
        'return self.criterion(self.out(x).squeeze(-1), y)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'In validation.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        self.log('loss', F.l1_loss(torch.squeeze(self.out(x)), y))  # info: bare-squeeze-before-loss
`,
    fixed: [
      [
        "self.log('loss', F.l1_loss(torch.squeeze(self.out(x)), y))",
        "self.log('loss', F.l1_loss(torch.squeeze(self.out(x), -1), y))",
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
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.out(x).squeeze(1), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The target gets the dim.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.mse_loss(self.out(x), y.unsqueeze(1))
`,
  },
  {
    framework: 'Lightning',
    title: 'One picture is squeezed to be shown.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(1, 1, 3, padding=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        self.logger.log_image('x', x[0].squeeze())
        return F.mse_loss(self.net(x), y)
`,
  },
];
