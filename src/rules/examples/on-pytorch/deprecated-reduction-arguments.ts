/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A loss object of the module.',
    code: `import pytorch_lightning as pl
from torch import nn

class Autoencoder(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)
        self.criterion = nn.MSELoss(size_average=False)  # info: deprecated-reduction-arguments

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return self.criterion(self.net(x), x)
`,
    fixed: [
      ['self.criterion = nn.MSELoss(size_average=False)', "self.criterion = nn.MSELoss(reduction='sum')"],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A reconstruction term in a step.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
import torch.nn.functional as F

class Autoencoder(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return F.binary_cross_entropy_with_logits(self.net(x), x, size_average=False) / x.size(0)  # info: deprecated-reduction-arguments
`,
    fixed: [
      [
        'return F.binary_cross_entropy_with_logits(self.net(x), x, size_average=False) / x.size(0)',
        "return F.binary_cross_entropy_with_logits(self.net(x), x, reduction='sum') / x.size(0)",
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The losses of the samples.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.criterion = nn.CrossEntropyLoss(ignore_index=0, reduce=False)  # info: deprecated-reduction-arguments

    def training_step(self, batch, batch_idx):
        x, y, weight = batch
        return (self.criterion(self.net(x), y) * weight).mean()
`,
    fixed: [
      [
        'self.criterion = nn.CrossEntropyLoss(ignore_index=0, reduce=False)',
        "self.criterion = nn.CrossEntropyLoss(ignore_index=0, reduction='none')",
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The reduction by its name.',
    code: `import pytorch_lightning as pl
from torch import nn

class Autoencoder(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)
        self.criterion = nn.MSELoss(reduction='sum')

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return self.criterion(self.net(x), x)
`,
  },
  {
    framework: 'Lightning',
    title: 'The default.',
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
  {
    framework: 'Lightning',
    title: 'A loss of its own with an argument of that name.',
    code: `import lightning as L
from torch import nn

def own_loss(output, target, size_average=True):
    error = (output - target) ** 2
    return error.mean() if size_average else error.sum()

class Autoencoder(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return own_loss(self.net(x), x, size_average=False)
`,
  },
];
