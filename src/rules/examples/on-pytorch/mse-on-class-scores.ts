/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'MSE of a softmax and one-hot labels.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Digits(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        probabilities = F.softmax(self.fc(x), dim=1)
        return F.mse_loss(probabilities, F.one_hot(y, 10).float())  # info: mse-on-class-scores
`,
  },
  {
    framework: 'Lightning',
    title: 'nn.MSELoss of a net that ends in nn.Softmax.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Iris(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3), nn.Softmax(dim=-1))
        self.criterion = nn.MSELoss()

    def training_step(self, batch, batch_idx):
        x, labels = batch
        target = nn.functional.one_hot(labels, num_classes=3).float()
        loss = self.criterion(self.net(x), target)  # info: mse-on-class-scores
        self.log('loss', loss)
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'In validation the one-hot rows are a tensor.',
    code: `import lightning as L
import torch
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))

    def training_step(self, batch, batch_idx):
        y = torch.tensor([[1., 0., 0.], [0., 0., 1.]])
        return nn.MSELoss()(self.net(torch.randn(2, 4)), y)  # info: mse-on-class-scores
`,
  },
  {
    framework: 'fastai',
    title: 'The squared distance of a softmax and one-hot rows.',
    code: `from fastai.vision.all import *

def onehot_mse(preds, targs):
    return F.mse_loss(preds.softmax(dim=1), F.one_hot(targs, 10).float())  # info: mse-on-class-scores

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
loss = onehot_mse(net(torch.rand(4, 784)), tensor([3, 1, 4, 1]))
`,
  },
  {
    framework: 'fastai',
    title: 'nn.MSELoss, and a Module of tables.',
    code: `from fastai.tabular.all import *

class TabNet(Module):
    def __init__(self, n_in, c): self.lin = nn.Linear(n_in, c)
    def forward(self, x): return F.softmax(self.lin(x), dim=-1)

loss_func = nn.MSELoss()

def step(xb, yb): return loss_func(TabNet(8, 3)(xb), F.one_hot(yb, 3).float())  # info: mse-on-class-scores
`,
  },
  {
    framework: 'fastai',
    title: 'One-hot rows as they stand.',
    code: `from fastai.basics import *

net = nn.Sequential(nn.Linear(8, 3), nn.Softmax(dim=1))
yb = tensor([[1., 0., 0.], [0., 0., 1.]])
loss = F.mse_loss(net(torch.randn(2, 8)), yb)  # info: mse-on-class-scores
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'cross_entropy.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Digits(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.fc(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The Brier score is logged.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Digits(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.fc(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        with torch.no_grad():
            p = self.fc(x).softmax(1)
        self.log('brier', ((p - F.one_hot(y, 10)) ** 2).sum(1).mean())
`,
  },
  {
    framework: 'Lightning',
    title: 'A mean teacher compares two distributions.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class MeanTeacher(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 4), nn.Linear(20, 4)

    def training_step(self, batch, batch_idx):
        x, noisy = batch
        with torch.no_grad():
            wanted = self.teacher(x).softmax(1)
        return F.mse_loss(self.student(noisy).softmax(1), wanted)
`,
  },
  {
    framework: 'fastai',
    title: 'CrossEntropyLossFlat.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
loss = CrossEntropyLossFlat()(net(torch.rand(4, 784)), tensor([3, 1, 4, 1]))
`,
  },
  {
    framework: 'fastai',
    title: 'A regression.',
    code: `from fastai.tabular.all import *

net = nn.Linear(8, 3)
loss = MSELossFlat()(net(torch.randn(2, 8)), torch.rand(2, 3))
`,
  },
  {
    framework: 'fastai',
    title: 'The scores of a critic, as LSGAN has it.',
    code: `from fastai.vision.all import *

critic = nn.Linear(64, 1)

def lsgan(fake): return F.mse_loss(critic(fake), torch.ones(len(fake), 1))
`,
  },
];
