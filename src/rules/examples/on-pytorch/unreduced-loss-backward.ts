/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'training_step returns the losses of the samples.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y, reduction='none')  # error: unreduced-loss-backward
`,
  },
  {
    framework: 'Lightning',
    title: 'Weighted losses in a dict.',
    code: `import pytorch_lightning as pl
from torch import nn

class Regressor(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)
        self.criterion = nn.MSELoss(reduction='none')

    def training_step(self, batch, batch_idx):
        x, y, weight = batch
        loss = self.criterion(self.net(x), y) * weight  # error: unreduced-loss-backward
        return {'loss': loss}
`,
  },
  {
    framework: 'Lightning',
    title: 'A manual backward pass.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.automatic_optimization = False
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y, reduction='none')
        self.manual_backward(loss)  # error: unreduced-loss-backward
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The losses of the tokens are given back unreduced.',
    code: `from torch import nn
from transformers import AutoModelForTokenClassification, Trainer

class TokenTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss_fct = nn.CrossEntropyLoss(reduction='none')
        loss = loss_fct(outputs.logits.view(-1, 9), labels.view(-1))  # error: unreduced-loss-backward
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: "A weight for each text, and accelerate's backward.",
    code: `import torch.nn.functional as F
from accelerate import Accelerator
from transformers import AutoModelForSequenceClassification

accelerator = Accelerator()
model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def train(loader, optimizer):
    for batch in loader:
        labels, weights = batch.pop('labels'), batch.pop('weights')
        losses = F.cross_entropy(model(**batch).logits, labels, reduction='none')
        accelerator.backward(losses * weights)  # error: unreduced-loss-backward
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A loop over a regression.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
criterion = nn.MSELoss(reduction='none')

def train(loader, optimizer):
    for batch, scores in loader:
        loss = criterion(model(**batch).logits.view(-1), scores.view(-1))
        optimizer.zero_grad()
        loss.backward()  # error: unreduced-loss-backward
        optimizer.step()
`,
  },
  {
    framework: 'fastai',
    title: "A training loop by hand with reduction='none'.",
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1))
loss_func = BCEWithLogitsLossFlat(reduction='none')

def calc_grad(xb, yb):
    preds = net(xb)
    loss = loss_func(preds, yb)
    loss.backward()  # error: unreduced-loss-backward
`,
  },
  {
    framework: 'fastai',
    title: 'A loss without the mean.',
    code: `from fastai.vision.all import *

net = nn.Linear(28 * 28, 1)

def mnist_loss(predictions, targets):
    return F.mse_loss(predictions.sigmoid(), targets, reduction='none')

def train_epoch(dl, opt):
    for xb, yb in dl:
        loss = mnist_loss(net(xb), yb)
        loss.backward()  # error: unreduced-loss-backward
        opt.step()
        opt.zero_grad()
`,
  },
  {
    framework: 'fastai',
    title: 'Weights of the samples, and no sum over them.',
    code: `from fastai.tabular.all import *

model = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 3))
ce = CrossEntropyLossFlat(reduction='none')
xb, yb, w = torch.randn(16, 8), torch.randint(0, 3, (16,)), torch.rand(16)
loss = ce(model(xb), yb) * w
loss.backward()  # error: unreduced-loss-backward
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The mean of the weighted losses.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y, weight = batch
        return (F.cross_entropy(self.net(x), y, reduction='none') * weight).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'With manual optimization nobody looks at what the step returns.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.automatic_optimization = False
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        losses = F.cross_entropy(self.net(x), y, reduction='none')
        self.manual_backward(losses.mean())
        return losses
`,
  },
  {
    framework: 'Lightning',
    title: 'The losses of the samples in validation.',
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

    def validation_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y, reduction='none')
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The mean of the tokens that count.',
    code: `from torch import nn
from transformers import Trainer

class TokenTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        losses = nn.CrossEntropyLoss(reduction='none')(outputs.logits.view(-1, 9), labels.view(-1))
        mask = (labels.view(-1) != -100).float()
        loss = (losses * mask).sum() / mask.sum()
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: "The model's own loss is one number.",
    code: `from accelerate import Accelerator
from transformers import AutoModelForSequenceClassification

accelerator = Accelerator()
model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased')

def train(loader, optimizer):
    for batch in loader:
        accelerator.backward(model(**batch, return_dict=True).loss)
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Unreduced losses are looked at, and nothing goes back.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

@torch.no_grad()
def hardest(batch, labels):
    losses = F.cross_entropy(model(**batch).logits, labels, reduction='none')
    return losses.topk(10).indices
`,
  },
  {
    framework: 'fastai',
    title: 'The mean is in the loss.',
    code: `from fastai.vision.all import *

net = nn.Linear(28 * 28, 1)

def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()

def calc_grad(xb, yb): mnist_loss(net(xb), yb).backward()
`,
  },
  {
    framework: 'fastai',
    title: 'The Learner takes the mean of a loss that gives one number a sample.',
    code: `from fastai.tabular.all import *

model = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 3))
ce = CrossEntropyLossFlat(reduction='none')
xb, yb = torch.randn(16, 8), torch.randint(0, 3, (16,))
ce(model(xb), yb).mean().backward()
`,
  },
  {
    framework: 'fastai',
    title: 'Gradients of every output are handed over.',
    code: `from fastai.vision.all import *

net = nn.Linear(10, 3)
out = net(torch.randn(4, 10))
out.backward(torch.ones_like(out))
`,
  },
];
