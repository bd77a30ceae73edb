/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'In training_step.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.CrossEntropyLoss(self.net(x), y)  # error: loss-constructed-with-tensors
`,
    fixed: [['return nn.CrossEntropyLoss(self.net(x), y)', 'return nn.CrossEntropyLoss()(self.net(x), y)']],
  },
  {
    framework: 'Lightning',
    title: 'An absolute error in validation_step.',
    code: `import pytorch_lightning as pl
from torch import nn

class Regressor(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        self.log('error', nn.L1Loss(self.net(x), y))  # error: loss-constructed-with-tensors
`,
    fixed: [
      ["self.log('error', nn.L1Loss(self.net(x), y))", "self.log('error', nn.L1Loss()(self.net(x), y))"],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A step that both steps call.',
    code: `import lightning.pytorch as pl
import torch
from torch import nn

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def _loss(self, batch):
        x, y = batch
        scores = self.net(x)
        loss = nn.BCEWithLogitsLoss(scores, y)  # error: loss-constructed-with-tensors
        return loss

    def training_step(self, batch, batch_idx):
        return self._loss(batch)
`,
    fixed: [['loss = nn.BCEWithLogitsLoss(scores, y)', 'loss = nn.BCEWithLogitsLoss()(scores, y)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The loss is a part of the module.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.criterion = nn.CrossEntropyLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Weights that come from the constructor.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self, weights):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.criterion = nn.CrossEntropyLoss(weights)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The function takes the tensors at once.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)
`,
  },
];
