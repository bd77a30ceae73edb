/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'One output, argmax along the last dim.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('acc', (logits.argmax(dim=-1) == y).float().mean())  # error: argmax-on-single-output
        return F.binary_cross_entropy_with_logits(logits.squeeze(-1), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Probabilities of a sigmoid.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        p = torch.sigmoid(self.out(x))
        self.log('ones', torch.argmax(p, dim=-1).float().mean())  # error: argmax-on-single-output
`,
  },
  {
    framework: 'Lightning',
    title: 'A mask with one channel.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 3, padding=1)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        scores = self.net(torch.randn(2, 3, 8, 8))
        return scores.argmax(dim=1)  # error: argmax-on-single-output
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The sign of the score.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x).squeeze(-1)
        self.log('acc', ((logits > 0) == y).float().mean())
        return F.binary_cross_entropy_with_logits(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Two outputs.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 2)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('acc', (logits.argmax(dim=-1) == y).float().mean())
        return F.cross_entropy(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The best item of a list.',
    code: `import lightning as L
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        best = self.out(x).squeeze(-1).argmax(dim=-1)
        return best
`,
  },
];
