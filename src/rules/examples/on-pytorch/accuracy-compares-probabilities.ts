/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Softmax is held against the labels.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('acc', (logits.softmax(dim=1) == y.long()).float().mean())  # error: accuracy-compares-probabilities
        return F.cross_entropy(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid is held against the labels.',
    code: `import pytorch_lightning as pl
import torch
import torch.nn.functional as F
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = torch.sigmoid(self.out(x)).squeeze(1)
        hits = (p == y.long()).float()  # error: accuracy-compares-probabilities
        self.log('acc', hits.mean())
        return F.binary_cross_entropy(p, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Raw scores are held against the labels in validation.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        hits = torch.eq(self.out(x), y.long().unsqueeze(1))  # error: accuracy-compares-probabilities
        self.log('acc', hits.float().mean())
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The class is compared.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('acc', (logits.argmax(dim=1) == y).float().mean())
        return F.cross_entropy(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The side of the threshold is compared.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x).squeeze(1)
        self.log('acc', ((logits > 0) == y).float().mean())
        return F.binary_cross_entropy_with_logits(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Rounded probabilities are compared.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = torch.sigmoid(self.out(x)).squeeze(1)
        self.log('acc', (p.round() == y.long()).float().mean())
        return F.binary_cross_entropy(p, y)
`,
  },
];
