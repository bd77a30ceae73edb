/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Ten percent, written as 10.',
    code: `import lightning as L
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)
        self.criterion = nn.CrossEntropyLoss(label_smoothing=10)  # error: label-smoothing-misuse

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'label_smoothing of 1.0 leaves nothing of the labels.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Net(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y, label_smoothing=1.0)  # error: label-smoothing-misuse
`,
  },
  {
    framework: 'Lightning',
    title: 'Rows that are smoothed already are smoothed once more.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        soft = F.one_hot(y, 5) * 0.9 + 0.1 / 5
        return F.cross_entropy(self.net(x), soft, label_smoothing=0.1)  # info: label-smoothing-misuse
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Ten percent.',
    code: `import lightning as L
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)
        self.criterion = nn.CrossEntropyLoss(label_smoothing=0.1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Mixed labels and a little smoothing.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Mixup(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y, 5).float()
        mixed = 0.7 * onehot + 0.3 * onehot.flip(0)
        return F.cross_entropy(self.net(x), mixed, label_smoothing=0.05)
`,
  },
  {
    framework: 'Lightning',
    title: 'It is a hyperparameter.',
    code: `import lightning as L
from torch import nn

class Net(L.LightningModule):
    def __init__(self, smoothing: float = 0.0):
        super().__init__()
        self.net = nn.Linear(20, 5)
        self.criterion = nn.CrossEntropyLoss(label_smoothing=smoothing)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
];
