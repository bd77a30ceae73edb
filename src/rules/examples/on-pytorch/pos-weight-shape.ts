/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Two class weights for one output.',
    code: `import lightning as L
import torch
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 4.0]))  # error: pos-weight-shape

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y.unsqueeze(1).float())
`,
  },
  {
    framework: 'Lightning',
    title: 'Four numbers for six labels.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
import torch.nn.functional as F

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 6))
        self.register_buffer('ratio', torch.tensor([3.0, 9.0, 1.5, 4.0]))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.net(x), y, pos_weight=self.ratio)  # error: pos-weight-shape
`,
  },
  {
    framework: 'Lightning',
    title: 'A number for each sample of the batch.',
    code: `import lightning as L
import torch
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self, batch_size=32):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.loss_fn = nn.BCEWithLogitsLoss(pos_weight=torch.full((32,), 2.0))  # error: pos-weight-shape

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss_fn(self.net(x), y)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'One number for one output.',
    code: `import lightning as L
import torch
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([4.0]))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y.unsqueeze(1).float())
`,
  },
  {
    framework: 'Lightning',
    title: 'A number for each label.',
    code: `import lightning as L
import torch
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 3)
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([2.0, 5.0, 1.0]))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A number for each channel of the mask.',
    code: `import lightning as L
import torch
from torch import nn

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 2, 1)
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([6.0, 12.0]).view(2, 1, 1))

    def training_step(self, batch, batch_idx):
        images, masks = batch
        return self.criterion(self.net(images), masks)
`,
  },
];
