/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Labels of a table of floats.',
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
        labels = torch.tensor([0.0, 2.0, 1.0])
        return F.cross_entropy(self.out(torch.randn(3, 20)), labels)  # error: float-class-indices
`,
    fixed: [
      [
        'return F.cross_entropy(self.out(torch.randn(3, 20)), labels)',
        'return F.cross_entropy(self.out(torch.randn(3, 20)), labels.long())',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Labels that became int32.',
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
        labels = torch.randint(0, 5, (4,), dtype=torch.int32)
        return F.cross_entropy(self.out(torch.randn(4, 20)), labels)  # error: float-class-indices
`,
    fixed: [
      [
        'return F.cross_entropy(self.out(torch.randn(4, 20)), labels)',
        'return F.cross_entropy(self.out(torch.randn(4, 20)), labels.long())',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'torch.Tensor makes floats.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)
        self.criterion = nn.NLLLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        labels = torch.Tensor([1, 0, 4])
        return self.criterion(self.out(torch.randn(3, 20)).log_softmax(1), labels)  # error: float-class-indices
`,
    fixed: [
      [
        'return self.criterion(self.out(torch.randn(3, 20)).log_softmax(1), labels)',
        'return self.criterion(self.out(torch.randn(3, 20)).log_softmax(1), labels.long())',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Integers.',
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
        return F.cross_entropy(self.out(x), torch.tensor([0, 2, 1]))
`,
  },
  {
    framework: 'Lightning',
    title: 'Converted.',
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
    title: 'Probabilities of classes.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 3)

    def training_step(self, batch, batch_idx):
        x, y = batch
        soft = torch.tensor([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])
        return F.cross_entropy(self.out(torch.randn(2, 20)), soft)
`,
  },
];
