/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in a softmax.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return F.softmax(self.net(x), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'Lightning',
    title: 'nn.Softmax is the last layer.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.BCEWithLogitsLoss()(self(x), y)  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'Lightning',
    title: 'The softmax stands in the step.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(torch.softmax(self(x), dim=-1), y)  # warning: softmax-before-bce-with-logits
`,
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

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Softmax and BCE of probabilities.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return F.softmax(self.net(x), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A layer behind the softmax.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1), nn.Linear(5, 5))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)
`,
  },
];
