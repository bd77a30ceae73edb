/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Two heads, one of them called log variance.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Regressor(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean, self.logvar = nn.Linear(8, 1), nn.Linear(8, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.gaussian_nll_loss(self.mean(x), y, self.logvar(x))  # error: gaussian-nll-var-vs-logvar
`,
  },
  {
    framework: 'Lightning',
    title: 'forward gives both, the loss is an attribute.',
    code: `import pytorch_lightning as pl
from torch import nn

class Regressor(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2))
        self.criterion = nn.GaussianNLLLoss()

    def forward(self, x):
        return self.net(x).chunk(2, dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        mean, variance = self(x)
        return self.criterion(mean, y, variance)  # error: gaussian-nll-var-vs-logvar
`,
  },
  {
    framework: 'Lightning',
    title: 'The square root of a variance.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Regressor(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean, self.raw = nn.Linear(8, 1), nn.Linear(8, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        sigma = F.softplus(self.raw(x)).sqrt()
        return F.gaussian_nll_loss(self.mean(x), y, sigma)  # warning: gaussian-nll-var-vs-logvar
`,
    fixed: [
      [
        'return F.gaussian_nll_loss(self.mean(x), y, sigma)',
        'return F.gaussian_nll_loss(self.mean(x), y, sigma.square())',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The exp of the logarithm.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Regressor(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean, self.logvar = nn.Linear(8, 1), nn.Linear(8, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.gaussian_nll_loss(self.mean(x), y, self.logvar(x).exp())
`,
  },
  {
    framework: 'Lightning',
    title: 'A softplus in the model.',
    code: `import lightning as L
from torch import nn

class Regressor(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean = nn.Linear(8, 1)
        self.variance = nn.Sequential(nn.Linear(8, 1), nn.Softplus())
        self.criterion = nn.GaussianNLLLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.mean(x), y, self.variance(x))
`,
  },
  {
    framework: 'Lightning',
    title: 'The loss of a log variance, written out.',
    code: `import lightning as L
import torch
from torch import nn

class Regressor(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean, self.logvar = nn.Linear(8, 1), nn.Linear(8, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        mean, logvar = self.mean(x), self.logvar(x)
        return 0.5 * (logvar + (y - mean) ** 2 * torch.exp(-logvar)).mean()
`,
  },
];
