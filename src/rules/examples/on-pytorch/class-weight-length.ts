/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Two weights for five classes.',
    code: `import lightning as L
import torch
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0]))  # error: class-weight-length

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Weights in a buffer, one too many.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 3)
        self.register_buffer('weights', torch.tensor([0.1, 0.2, 0.3, 0.4]))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y, weight=self.weights)  # error: class-weight-length
`,
  },
  {
    framework: 'Lightning',
    title: 'Ten weights, and a head of eleven outputs.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 11))
        self.loss_fn = nn.NLLLoss(torch.ones(10))  # error: class-weight-length

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss_fn(F.log_softmax(self.net(x), dim=1), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Two weights for three labels in compute_loss.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0]))  # error: class-weight-length
        return criterion(outputs.logits.view(-1, 3), inputs['labels'].view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A column of weights.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        logits = model(**inputs).logits
        weights = torch.tensor([[0.2], [0.8]])
        return nn.functional.cross_entropy(logits.view(-1, 2), inputs['labels'].view(-1), weight=weights)  # error: class-weight-length
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A loop with accelerate.',
    code: `import torch
from accelerate import Accelerator
from torch import nn

accelerator = Accelerator()
model = accelerator.prepare(nn.Linear(4, 3))
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 3.0, 4.0]))  # error: class-weight-length

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        accelerator.backward(criterion(model(x), y))
        optimizer.step()
`,
  },
  {
    framework: 'fastai',
    title: 'Two weights for three classes.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(9, 64), nn.ReLU(), nn.Linear(64, 3))
loss_func = CrossEntropyLossFlat(weight=tensor([1., 4.]))  # error: class-weight-length
loss = loss_func(net(torch.randn(8, 9)), torch.randint(0, 3, (8,)))
`,
  },
  {
    framework: 'fastai',
    title: 'A Learner for five breeds with four weights.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(3 * 64 * 64, 5))
    w = torch.tensor([1., 2., 1., 3.])
    return Learner(dls, net, loss_func=nn.CrossEntropyLoss(weight=w), metrics=accuracy)  # error: class-weight-length
`,
  },
  {
    framework: 'fastai',
    title: "A loss of one's own.",
    code: `from fastai.vision.all import *

def weighted_loss(preds, targs):
    return F.cross_entropy(preds, targs, weight=tensor([0.2, 0.8]))  # error: class-weight-length

net = nn.Linear(20, 4)
loss = weighted_loss(net(torch.randn(6, 20)), tensor([0, 3, 1, 1, 2, 0]))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A weight for each class.',
    code: `import lightning as L
import torch
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 3)
        self.criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 0.5]))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Weights that come from the constructor.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self, weights):
        super().__init__()
        self.net = nn.Linear(16, 3)
        self.criterion = nn.CrossEntropyLoss(weight=weights)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The classes of a sequence are moved to dim 1.',
    code: `import lightning as L
import torch
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 3)
        self.criterion = nn.CrossEntropyLoss(weight=torch.tensor([0.1, 1.0, 1.0]))

    def training_step(self, batch, batch_idx):
        hidden, tags = batch
        return self.criterion(self.net(hidden).transpose(1, 2), tags)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A weight for each label.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 0.5]))
        return criterion(outputs.logits.view(-1, 3), inputs['labels'].view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'As many weights as the model has labels, whose number is not known.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0]))
        return criterion(outputs.logits, inputs['labels'])
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A loop with accelerate.',
    code: `import torch
from accelerate import Accelerator
from torch import nn

accelerator = Accelerator()
model = accelerator.prepare(nn.Linear(4, 3))
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 3.0]))

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        accelerator.backward(criterion(model(x), y))
        optimizer.step()
`,
  },
  {
    framework: 'fastai',
    title: 'Three weights for three classes.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(9, 64), nn.ReLU(), nn.Linear(64, 3))
loss_func = CrossEntropyLossFlat(weight=tensor([1., 4., 2.]))
loss = loss_func(net(torch.randn(8, 9)), torch.randint(0, 3, (8,)))
`,
  },
  {
    framework: 'fastai',
    title: 'The weights are counted.',
    code: `from fastai.vision.all import *

def weighted_loss(preds, targs):
    counts = torch.bincount(targs, minlength=preds.shape[1]).float()
    return F.cross_entropy(preds, targs, weight=1 / (counts + 1))

net = nn.Linear(20, 4)
loss = weighted_loss(net(torch.randn(6, 20)), tensor([0, 3, 1, 1, 2, 0]))
`,
  },
  {
    framework: 'fastai',
    title: 'A weight for each sample, of a loss that is not reduced.',
    code: `from fastai.vision.all import *

net = nn.Linear(20, 4)
w = torch.rand(6)
losses = CrossEntropyLossFlat(reduction='none')(net(torch.randn(6, 20)), tensor([0, 3, 1, 1, 2, 0]))
loss = (w * losses).mean()
`,
  },
];
