/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'An absolute error of hard masks.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 1)

    def training_step(self, batch, batch_idx):
        images, masks = batch
        hard = (torch.sigmoid(self.net(images)) > 0.5).float()
        return F.l1_loss(hard, masks)  # error: threshold-before-loss
`,
  },
  {
    framework: 'Lightning',
    title: 'Rounded probabilities in a loss.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
import torch.nn.functional as F

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        predicted = torch.sigmoid(self.net(x)).round()
        loss = F.binary_cross_entropy(predicted, y)  # error: threshold-before-loss
        return {'loss': loss}
`,
  },
  {
    framework: 'Lightning',
    title: 'A count that is cut to whole numbers.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)

    def training_step(self, batch, batch_idx):
        x, count = batch
        guess = self.net(x).int().float()
        return F.l1_loss(guess, count)  # error: threshold-before-loss
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A Dice loss of probabilities.',
    code: `import lightning as L
import torch
from torch import nn

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 1)

    def training_step(self, batch, batch_idx):
        images, masks = batch
        soft = torch.sigmoid(self.net(images))
        return 1 - 2 * (soft * masks).sum() / (soft.sum() + masks.sum())
`,
  },
  {
    framework: 'Lightning',
    title: 'Hard masks in a metric.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 1)

    def training_step(self, batch, batch_idx):
        images, masks = batch
        scores = self.net(images)
        hard = (scores > 0).float()
        self.log('dice', 2 * (hard * masks).sum() / (hard.sum() + masks.sum()))
        return F.binary_cross_entropy_with_logits(scores, masks)
`,
  },
  {
    framework: 'Lightning',
    title: 'A straight-through estimator.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Coder(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        soft = torch.sigmoid(self.net(x))
        code = (soft > 0.5).float() - soft.detach() + soft
        return F.mse_loss(code, x)
`,
  },
];
