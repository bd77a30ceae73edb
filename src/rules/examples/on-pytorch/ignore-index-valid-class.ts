/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A classifier of two classes.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 2)
        self.criterion = nn.CrossEntropyLoss(ignore_index=0)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)  # warning: ignore-index-valid-class
`,
  },
  {
    framework: 'Lightning',
    title: 'A negative log-likelihood of two classes.',
    code: `import pytorch_lightning as pl
from torch import nn
import torch.nn.functional as F

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 2)

    def training_step(self, batch, batch_idx):
        x, y = batch
        log_probabilities = F.log_softmax(self.net(x), dim=1)
        loss = F.nll_loss(log_probabilities, y, ignore_index=1)  # warning: ignore-index-valid-class
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'Tokens that are masked or not.',
    code: `import lightning as L
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(16, 2)
        self.loss_fn = nn.CrossEntropyLoss(ignore_index=0, label_smoothing=0.1)

    def training_step(self, batch, batch_idx):
        hidden, tags = batch
        scores = self.head(hidden)
        return self.loss_fn(scores.view(-1, 2), tags.view(-1))  # warning: ignore-index-valid-class
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Two classes, and what has none is -100.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 2)
        self.criterion = nn.CrossEntropyLoss(ignore_index=-100)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The padding among many tags.',
    code: `import lightning as L
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self, tags=9):
        super().__init__()
        self.head = nn.Linear(16, tags)
        self.loss_fn = nn.CrossEntropyLoss(ignore_index=0)

    def training_step(self, batch, batch_idx):
        hidden, tags = batch
        scores = self.head(hidden)
        return self.loss_fn(scores.view(-1, scores.size(-1)), tags.view(-1))
`,
  },
  {
    framework: 'Lightning',
    title: 'Three outputs, of which the first is what is ignored.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 3)
        self.criterion = nn.CrossEntropyLoss(ignore_index=0)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
];
