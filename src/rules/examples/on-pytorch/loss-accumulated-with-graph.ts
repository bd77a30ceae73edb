/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'An attribute of the module.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.total = 0.0

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.total += loss  # info: loss-accumulated-with-graph
        return loss
`,
    fixed: [['self.total += loss', 'self.total += loss.detach()']],
  },
  {
    framework: 'Lightning',
    title: 'The sum is set back at the end of an epoch.',
    code: `import pytorch_lightning as pl
from torch import nn
import torch.nn.functional as F

class Regressor(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)
        self.running_loss = 0.0

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.mse_loss(self.net(x), y)
        self.running_loss = self.running_loss + loss  # info: loss-accumulated-with-graph
        return {'loss': loss}

    def on_train_epoch_end(self):
        self.log('loss', self.running_loss)
        self.running_loss = 0.0
`,
    fixed: [
      [
        'self.running_loss = self.running_loss + loss',
        'self.running_loss = self.running_loss + loss.detach()',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Weighted by the size of the batch.',
    code: `import lightning as L
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.criterion = nn.BCEWithLogitsLoss()
        self.summed = 0.0

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = self.criterion(self.net(x), y)
        self.summed += len(x) * loss  # info: loss-accumulated-with-graph
        return loss
`,
    fixed: [['self.summed += len(x) * loss', 'self.summed += (len(x) * loss).detach()']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The number is added.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.total = 0.0

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.total += loss.item()
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'Two terms of one step.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        scores = self.net(x)
        loss = F.cross_entropy(scores, y)
        loss += 1e-4 * scores.pow(2).mean()
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'The sum lives as long as the step.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        total = 0.0
        for x, y in batch:
            total = total + F.cross_entropy(self.net(x), y)
        return total
`,
  },
];
