/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'one_hot before the loss.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y.long(), 5)
        return F.cross_entropy(self.out(x), onehot)  # error: one-hot-target
`,
    fixed: [
      [
        'return F.cross_entropy(self.out(x), onehot)',
        'return F.cross_entropy(self.out(x), onehot.argmax(-1))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'NLL loss of one-hot rows.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)
        self.criterion = nn.NLLLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(F.log_softmax(self.out(x), dim=1), F.one_hot(y.long(), 5))  # error: one-hot-target
`,
    fixed: [
      [
        'return self.criterion(F.log_softmax(self.out(x), dim=1), F.one_hot(y.long(), 5))',
        'return self.criterion(F.log_softmax(self.out(x), dim=1), y.long())',
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
        labels = F.one_hot(torch.tensor([0, 3, 1]), num_classes=5)
        self.log('loss', F.cross_entropy(self.out(torch.randn(3, 20)), labels))  # error: one-hot-target
`,
    fixed: [
      [
        "self.log('loss', F.cross_entropy(self.out(torch.randn(3, 20)), labels))",
        "self.log('loss', F.cross_entropy(self.out(torch.randn(3, 20)), labels.argmax(1)))",
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Indices.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.out(x), y.long())
`,
  },
  {
    framework: 'Lightning',
    title: 'One-hot rows of floats are probabilities.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.out(x), F.one_hot(y.long(), 5).float())
`,
  },
  {
    framework: 'Lightning',
    title: 'One-hot rows for BCE.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.out(x), F.one_hot(y.long(), 5).float())
`,
  },
];
