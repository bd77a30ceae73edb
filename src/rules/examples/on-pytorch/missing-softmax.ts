/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Cross-entropy written out on scores.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y.long(), 5).float()
        scores = self.out(x)
        return -(onehot * torch.log(scores)).sum(1).mean()  # error: missing-softmax
`,
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
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        policy = torch.distributions.Categorical(probs=self.out(x))  # error: missing-softmax
        return -policy.log_prob(y).mean()
`,
    fixed: [
      [
        'policy = torch.distributions.Categorical(probs=self.out(x))',
        'policy = torch.distributions.Categorical(logits=self.out(x))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Sampling from scores.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        return torch.multinomial(self.out(x), 1)  # error: missing-softmax
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'log_softmax.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y.long(), 5).float()
        return -(onehot * F.log_softmax(self.out(x), dim=1)).sum(1).mean()
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
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        policy = torch.distributions.Categorical(logits=self.out(x))
        return -policy.log_prob(y).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'Sampling from probabilities.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        return torch.multinomial(self.out(x).softmax(1), 1)
`,
  },
];
