/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The last layer has one output.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'Lightning',
    title: 'A Sequential with one output.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(8, 1))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.CrossEntropyLoss()(self(x), y.long())  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid on the one output does not help.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return torch.sigmoid(self.net(x.view(-1, 20)))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # error: single-output-cross-entropy
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'One output and BCE with logits.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Two outputs.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 2)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'One score for each of four choices.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Chooser(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return self.net(x).view(-1, 4)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
];
