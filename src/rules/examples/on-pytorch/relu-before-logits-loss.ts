/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'nn.ReLU is the last layer.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.ReLU())

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # warning: relu-before-logits-loss
`,
    fixed: [
      ['self.net = nn.Sequential(nn.Linear(20, 5), nn.ReLU())', 'self.net = nn.Sequential(nn.Linear(20, 5))'],
    ],
  },
  {
    framework: 'Lightning',
    title: 'forward ends in relu.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return F.relu(self.net(x))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # warning: relu-before-logits-loss
`,
    fixed: [['return F.relu(self.net(x))', 'return self.net(x)']],
  },
  {
    framework: 'Lightning',
    title: 'tanh before BCE with logits.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return torch.tanh(self.net(x))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)  # warning: relu-before-logits-loss
`,
    fixed: [['return torch.tanh(self.net(x))', 'return self.net(x)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The last layer is linear.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(8, 5))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A regression of numbers that are not negative.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 1), nn.ReLU())

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.mse_loss(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid behind the relu of a hidden layer.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(8, 1), nn.Sigmoid())

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self(x), y)
`,
  },
];
