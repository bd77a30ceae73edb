/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'training_step returns a loss of predicted classes.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Age(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 100)

    def training_step(self, batch, batch_idx):
        x, age = batch
        predicted = self.net(x).argmax(dim=1)
        loss = F.l1_loss(predicted.float(), age.float())  # error: argmax-before-loss
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'A one-hot vector of the predicted class.',
    code: `import pytorch_lightning as pl
from torch import nn
import torch.nn.functional as F

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        chosen = F.one_hot(self.net(x).argmax(1), 5).float()
        return F.binary_cross_entropy(chosen, y)  # error: argmax-before-loss
`,
  },
  {
    framework: 'Lightning',
    title: 'The loss goes into a dict.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
import torch.nn.functional as F

class Counter(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 10)

    def training_step(self, batch, batch_idx):
        x, count = batch
        guess = torch.topk(self.net(x), 1).indices.squeeze(1)
        loss = F.mse_loss(guess.float(), count)  # error: argmax-before-loss
        return {'loss': loss}
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'argmax for the metric that is logged.',
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
        self.log('distance', F.l1_loss(scores.argmax(1).float(), y.float()))
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'A validation step measures predicted classes.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Age(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 100)

    def validation_step(self, batch, batch_idx):
        x, age = batch
        predicted = self.net(x).argmax(dim=1)
        return F.l1_loss(predicted.float(), age.float())
`,
  },
  {
    framework: 'Lightning',
    title: 'The expected position has a gradient.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Age(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 100)

    def training_step(self, batch, batch_idx):
        x, age = batch
        expected = (self.net(x).softmax(1) * torch.arange(100.0)).sum(1)
        return F.l1_loss(expected, age.float())
`,
  },
];
