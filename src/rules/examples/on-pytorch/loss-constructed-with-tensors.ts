/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'In training_step.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.CrossEntropyLoss(self.net(x), y)  # error: loss-constructed-with-tensors
`,
    fixed: [['return nn.CrossEntropyLoss(self.net(x), y)', 'return nn.CrossEntropyLoss()(self.net(x), y)']],
  },
  {
    framework: 'Lightning',
    title: 'An absolute error in validation_step.',
    code: `import pytorch_lightning as pl
from torch import nn

class Regressor(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        self.log('error', nn.L1Loss(self.net(x), y))  # error: loss-constructed-with-tensors
`,
    fixed: [
      ["self.log('error', nn.L1Loss(self.net(x), y))", "self.log('error', nn.L1Loss()(self.net(x), y))"],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A step that both steps call.',
    code: `import lightning.pytorch as pl
import torch
from torch import nn

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def _loss(self, batch):
        x, y = batch
        scores = self.net(x)
        loss = nn.BCEWithLogitsLoss(scores, y)  # error: loss-constructed-with-tensors
        return loss

    def training_step(self, batch, batch_idx):
        return self._loss(batch)
`,
    fixed: [['loss = nn.BCEWithLogitsLoss(scores, y)', 'loss = nn.BCEWithLogitsLoss()(scores, y)']],
  },
  {
    framework: 'Hugging Face',
    title: 'The logits go into the constructor.',
    code: `from torch import nn
from transformers import Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels').long()
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss(outputs.logits, labels)  # error: loss-constructed-with-tensors
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'loss = nn.CrossEntropyLoss(outputs.logits, labels)',
        'loss = nn.CrossEntropyLoss()(outputs.logits, labels)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'nn.MSELoss of a regression, without the second pair of brackets.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def train(loader, optimizer):
    for batch, y in loader:
        loss = nn.MSELoss(model(**batch).logits.view(-1), y.float())  # error: loss-constructed-with-tensors
        loss.backward()
        optimizer.step()
`,
    fixed: [
      [
        'loss = nn.MSELoss(model(**batch).logits.view(-1), y.float())',
        'loss = nn.MSELoss()(model(**batch).logits.view(-1), y.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Several labels in an accelerate loop.',
    code: `import torch
from accelerate import Accelerator
from transformers import AutoModelForSequenceClassification

accelerator = Accelerator()
model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)

def step(batch, y):
    logits = model(**batch).logits
    loss = torch.nn.BCEWithLogitsLoss(logits, y.float())  # error: loss-constructed-with-tensors
    accelerator.backward(loss)
`,
    fixed: [
      [
        'loss = torch.nn.BCEWithLogitsLoss(logits, y.float())',
        'loss = torch.nn.BCEWithLogitsLoss()(logits, y.float())',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The loss class gets predictions and targets.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
xb, yb = torch.randn(64, 1, 28, 28), torch.randint(0, 10, (64,))
loss = nn.CrossEntropyLoss(net(xb), yb)  # error: loss-constructed-with-tensors
`,
    fixed: [['loss = nn.CrossEntropyLoss(net(xb), yb)', 'loss = nn.CrossEntropyLoss()(net(xb), yb)']],
  },
  {
    framework: 'fastai',
    title: 'In the loss function of a Learner.',
    code: `from fastai.tabular.all import *

def loss_func(preds, targs):
    return nn.MSELoss(preds, targs.float())  # error: loss-constructed-with-tensors

def get_learner(dls):
    return Learner(dls, nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 1)), loss_func=loss_func)
`,
    fixed: [['return nn.MSELoss(preds, targs.float())', 'return nn.MSELoss()(preds, targs.float())']],
  },
  {
    framework: 'fastai',
    title: "Binary labels in a loop of one's own.",
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 1))
opt = SGD(net.parameters(), lr=0.1)

def train_epoch(dl):
    for xb, yb in dl:
        preds = net(xb)
        loss = nn.BCEWithLogitsLoss(preds, yb.float())  # error: loss-constructed-with-tensors
        loss.backward()
        opt.step()
        opt.zero_grad()
`,
    fixed: [
      ['loss = nn.BCEWithLogitsLoss(preds, yb.float())', 'loss = nn.BCEWithLogitsLoss()(preds, yb.float())'],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The loss is a part of the module.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.criterion = nn.CrossEntropyLoss()

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
        self.net = nn.Linear(16, 5)
        self.criterion = nn.CrossEntropyLoss(weights)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The function takes the tensors at once.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Made, and then called.',
    code: `from torch import nn
from transformers import Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels').long()
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss()(outputs.logits, labels)
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A weight for each class is a tensor of the constructor.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)
criterion = nn.CrossEntropyLoss(torch.tensor([1.0, 2.0, 1.0]))

def step(batch, y):
    return criterion(model(**batch).logits, y.long())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The functional form.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def step(batch, y):
    return F.mse_loss(model(**batch).logits.view(-1), y.view(-1))
`,
  },
  {
    framework: 'fastai',
    title: 'Made first, then called.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
xb, yb = torch.randn(64, 1, 28, 28), torch.randint(0, 10, (64,))
loss = nn.CrossEntropyLoss()(net(xb), yb) + CrossEntropyLossFlat()(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'The weights of the classes are a tensor too.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 3))
    weights = tensor([1., 2., 4.])
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(weight=weights))
`,
  },
  {
    framework: 'fastai',
    title: 'The weights of the losses of a table.',
    code: `from fastai.tabular.all import *

net = nn.Linear(8, 4)
xb, yb = torch.randn(16, 8), torch.randint(0, 4, (16,))
counts = torch.bincount(yb, minlength=4).clamp(min=1)
loss_func = nn.CrossEntropyLoss(1 / counts.float())
loss = loss_func(net(xb), yb)
`,
  },
];
