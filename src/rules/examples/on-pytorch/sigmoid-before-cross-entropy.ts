/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in a sigmoid.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return torch.sigmoid(self.net(x))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # warning: sigmoid-before-cross-entropy
`,
    fixed: [['return torch.sigmoid(self.net(x))', 'return self.net(x)']],
  },
  {
    framework: 'Lightning',
    title: 'nn.Sigmoid is the last layer.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Sigmoid())

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # warning: sigmoid-before-cross-entropy
`,
    fixed: [
      [
        'self.net = nn.Sequential(nn.Linear(20, 5), nn.Sigmoid())',
        'self.net = nn.Sequential(nn.Linear(20, 5))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The sigmoid stands in the step.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.CrossEntropyLoss()(self(x).sigmoid(), y)  # warning: sigmoid-before-cross-entropy
`,
    fixed: [
      ['return nn.CrossEntropyLoss()(self(x).sigmoid(), y)', 'return nn.CrossEntropyLoss()(self(x), y)'],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Raw scores.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid between two layers.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 8), nn.Sigmoid(), nn.Linear(8, 5))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid for each label, and BCE.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Sigmoid())

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self(x), y)
`,
  },
];
