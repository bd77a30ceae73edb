/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Softmax and BCE with several labels.',
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
        tags = torch.tensor([[1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0]])
        return F.binary_cross_entropy(self.out(x).softmax(dim=1), tags)  # warning: softmax-for-multilabel
`,
    fixed: [
      [
        'return F.binary_cross_entropy(self.out(x).softmax(dim=1), tags)',
        'return F.binary_cross_entropy_with_logits(self.out(x), tags)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The model ends in nn.Softmax.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1))
        self.criterion = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        tags = torch.tensor([[1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0]])
        return self.criterion(self.net(x), tags)  # warning: softmax-for-multilabel
`,
    fixed: [
      [
        `        self.net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1))
        self.criterion = nn.BCELoss()`,
        `        self.net = nn.Sequential(nn.Linear(20, 5))
        self.criterion = nn.BCEWithLogitsLoss()`,
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'In validation.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        tags = torch.tensor([[1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0]])
        p = torch.softmax(self.out(x), dim=-1)
        self.log('loss', F.binary_cross_entropy(p, tags))  # warning: softmax-for-multilabel
`,
    fixed: [
      [
        `        p = torch.softmax(self.out(x), dim=-1)
        self.log('loss', F.binary_cross_entropy(p, tags))`,
        `        p = self.out(x)
        self.log('loss', F.binary_cross_entropy_with_logits(p, tags))`,
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A sigmoid for each label.',
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
        tags = torch.tensor([[1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0]])
        return F.binary_cross_entropy(torch.sigmoid(self.out(x)), tags)
`,
  },
  {
    framework: 'Lightning',
    title: 'BCE with logits.',
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
        tags = torch.tensor([[1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0]])
        return F.binary_cross_entropy_with_logits(self.out(x), tags)
`,
  },
  {
    framework: 'Lightning',
    title: 'One label a sample.',
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
        onehot = torch.tensor([[1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0]])
        return F.binary_cross_entropy(self.out(x).softmax(dim=1), onehot)
`,
  },
];
