/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward gives expected counts.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 1)

    def forward(self, x):
        return torch.exp(self.out(x))

    def training_step(self, batch, batch_idx):
        x, counts = batch
        return F.poisson_nll_loss(self(x), counts)  # error: poisson-nll-exp-input
`,
    fixed: [
      [
        'return F.poisson_nll_loss(self(x), counts)',
        'return F.poisson_nll_loss(self(x), counts, log_input=False)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute, the exp stands in its call.',
    code: `import pytorch_lightning as pl
from torch import nn

class Counter(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 1))
        self.criterion = nn.PoissonNLLLoss(full=True)

    def training_step(self, batch, batch_idx):
        x, counts = batch
        return self.criterion(self.net(x).exp(), counts)  # error: poisson-nll-exp-input
`,
    fixed: [
      ['return self.criterion(self.net(x).exp(), counts)', 'return self.criterion(self.net(x), counts)'],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Training passes scores, validation rates: the object is used in two ways.',
    code: `import lightning as L
from torch import nn

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 1)
        self.criterion = nn.PoissonNLLLoss()

    def training_step(self, batch, batch_idx):
        x, counts = batch
        return self.criterion(self.out(x), counts)

    def validation_step(self, batch, batch_idx):
        x, counts = batch
        rate = self.out(x).exp()
        self.log('loss', self.criterion(rate, counts))  # error: poisson-nll-exp-input
        self.log('error', (rate - counts).abs().mean())
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The score goes to the loss, its exp to the log.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 1)

    def training_step(self, batch, batch_idx):
        x, counts = batch
        score = self.out(x)
        self.log('rate', score.exp().mean())
        return F.poisson_nll_loss(score, counts)
`,
  },
  {
    framework: 'Lightning',
    title: 'log_input=False.',
    code: `import lightning as L
from torch import nn

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 1)
        self.criterion = nn.PoissonNLLLoss(log_input=False)

    def training_step(self, batch, batch_idx):
        x, counts = batch
        return self.criterion(self.out(x).exp(), counts)
`,
  },
  {
    framework: 'Lightning',
    title: 'A distribution takes the rate.',
    code: `import lightning as L
import torch
from torch import nn

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 1)

    def training_step(self, batch, batch_idx):
        x, counts = batch
        rate = self.out(x).exp()
        return -torch.distributions.Poisson(rate).log_prob(counts).mean()
`,
  },
];
