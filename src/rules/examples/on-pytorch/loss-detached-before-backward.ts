/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'training_step returns a number.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        return loss.item()  # error: loss-detached-before-backward
`,
    fixed: [['return loss.item()', 'return loss']],
  },
  {
    framework: 'Lightning',
    title: 'A detached loss in the dict.',
    code: `import pytorch_lightning as pl
from torch import nn
import torch.nn.functional as F

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        return {'loss': loss.detach()}  # error: loss-detached-before-backward
`,
  },
  {
    framework: 'Lightning',
    title: 'The output of forward is detached.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Autoencoder(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)

    def forward(self, x):
        return self.net(x).detach()  # error: loss-detached-before-backward

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return F.mse_loss(self(x), x)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss returns a detached loss.',
    code: `from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        loss = nn.functional.cross_entropy(outputs.logits, inputs['labels'])
        return loss.detach()  # error: loss-detached-before-backward
`,
    fixed: [['return loss.detach()', 'return loss']],
  },
  {
    framework: 'Hugging Face',
    title: 'A number beside the outputs.',
    code: `from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss()(outputs.logits, inputs['labels'])
        return (loss.item(), outputs) if return_outputs else loss.item()  # error: loss-detached-before-backward
`,
  },
  {
    framework: 'Hugging Face',
    title: 'accelerate gets a number.',
    code: `from accelerate import Accelerator
from torch import nn
import torch.nn.functional as F

accelerator = Accelerator()
model = accelerator.prepare(nn.Linear(4, 3))

def train(loader, optimizer):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y).item()  # error: loss-detached-before-backward
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'fastai',
    title: 'The loss function returns a number.',
    code: `from fastai.vision.all import *

def my_loss(preds, targs):
    return F.cross_entropy(preds, targs).item()  # error: loss-detached-before-backward

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=my_loss, metrics=accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'The predictions are detached in the loss function.',
    code: `from fastai.tabular.all import *

def clipped_mse(preds, targs):
    preds = preds.detach().clamp(min=0, max=5)  # error: loss-detached-before-backward
    return F.mse_loss(preds, targs)

def get_learner(dls):
    net = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 1))
    return Learner(dls, net, loss_func=clipped_mse)
`,
  },
  {
    framework: 'fastai',
    title: 'The step of the book, with a loss that is .data.',
    code: `from fastai.vision.all import *

linear1 = nn.Linear(28 * 28, 1)

def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()

def calc_grad(xb, yb):
    preds = linear1(xb)
    loss = mnist_loss(preds, yb).data  # error: loss-detached-before-backward
    loss.backward()
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The number is logged, the loss returned.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.log('loss', loss.item())
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'validation_step returns a number.',
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
        return F.cross_entropy(self.net(x), y).item()
`,
  },
  {
    framework: 'Lightning',
    title: 'With manual optimization the result is only for the record.',
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
        loss = F.cross_entropy(self.net(x), y)
        self.manual_backward(loss)
        return loss.detach()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss returns the loss.',
    code: `from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        loss = nn.functional.cross_entropy(outputs.logits, inputs['labels'])
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: "The teacher's scores are detached.",
    code: `import torch.nn.functional as F
from transformers import Trainer

class DistillationTrainer(Trainer):
    def __init__(self, *args, teacher=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.teacher = teacher

    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        wanted = self.teacher(**inputs).logits.detach()
        return F.kl_div(F.log_softmax(outputs.logits, dim=-1), F.softmax(wanted, dim=-1), reduction='batchmean')
`,
  },
  {
    framework: 'Hugging Face',
    title: 'accelerate gets the loss, the log a number.',
    code: `from accelerate import Accelerator
from torch import nn
import torch.nn.functional as F

accelerator = Accelerator()
model = accelerator.prepare(nn.Linear(4, 3))

def train(loader, optimizer):
    total = 0.0
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
        total += loss.detach().float()
    return total.item()
`,
  },
  {
    framework: 'fastai',
    title: 'The loss function returns a tensor.',
    code: `from fastai.vision.all import *

def my_loss(preds, targs):
    return F.cross_entropy(preds, targs)

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=my_loss, metrics=accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'A metric may return a number.',
    code: `from fastai.tabular.all import *

def msle(preds, targs):
    preds = preds.detach().clamp(min=0)
    return F.mse_loss(torch.log1p(preds), torch.log1p(targs)).item()

def get_learner(dls):
    net = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 1))
    return Learner(dls, net, loss_func=MSELossFlat(), metrics=msle)
`,
  },
  {
    framework: 'fastai',
    title: 'The step of the book, and the weights of a loop by hand.',
    code: `from fastai.vision.all import *

linear1 = nn.Linear(28 * 28, 1)

def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()

def step(xb, yb, lr):
    loss = mnist_loss(linear1(xb), yb)
    loss.backward()
    for p in linear1.parameters():
        p.data -= p.grad.data * lr
        p.grad.zero_()
    return loss.item()
`,
  },
  {
    framework: 'fastai',
    title: 'A callback reads the number.',
    code: `from fastai.vision.all import *

class Printer(Callback):
    def after_batch(self):
        if self.training: print(self.loss.item())

def weighted(preds, targs, w=None):
    loss = F.cross_entropy(preds, targs, reduction='none')
    weight = loss.detach().softmax(0)
    return (loss * weight).sum()

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=weighted, cbs=Printer())
`,
  },
];
