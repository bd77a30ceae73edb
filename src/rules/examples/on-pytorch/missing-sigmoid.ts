/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Binary cross-entropy written out on scores.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = self.out(x)
        return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()  # error: missing-sigmoid
`,
    fixed: [
      [
        'return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()',
        'return torch.nn.functional.binary_cross_entropy_with_logits(p, y)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A distribution of scores.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        coin = torch.distributions.Bernoulli(probs=self.out(x))  # error: missing-sigmoid
        return -coin.log_prob(y).mean()
`,
    fixed: [
      [
        'coin = torch.distributions.Bernoulli(probs=self.out(x))',
        'coin = torch.distributions.Bernoulli(logits=self.out(x))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'In validation, in two lines.',
    code: `import pytorch_lightning as pl
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        p = self.out(x).squeeze(1)
        positive = y * p.log()  # error: missing-sigmoid
        self.log('loss', -(positive + (1 - y) * (1 - p).log()).mean())
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'BCE with logits.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.out(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid first.',
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
        p = torch.sigmoid(self.out(x)).clamp(1e-6, 1 - 1e-6)
        return F.binary_cross_entropy(p, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A distribution of logits.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        coin = torch.distributions.Bernoulli(logits=self.out(x))
        return -coin.log_prob(y).mean()
`,
  },
];
