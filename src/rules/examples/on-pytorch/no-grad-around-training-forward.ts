/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A decorator on training_step.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    @torch.no_grad()
    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)  # error: no-grad-around-training-forward
`,
  },
  {
    framework: 'Lightning',
    title: 'forward runs in inference mode.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    @torch.inference_mode()
    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self(x), y)  # error: no-grad-around-training-forward
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'A block that reaches one line too far.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(16, 8)
        self.head = nn.Linear(8, 5)
        self.criterion = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        with torch.no_grad():
            features = self.body(x)
            scores = self.head(features)
        loss = self.criterion(scores, y)  # error: no-grad-around-training-forward
        return {'loss': loss}
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The model runs without gradients in compute_loss.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        with torch.no_grad():
            outputs = model(**inputs)
        loss = nn.functional.cross_entropy(outputs.logits, inputs['labels'])  # error: no-grad-around-training-forward
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A loop with accelerate.',
    code: `import torch
from accelerate import Accelerator
from torch import nn
import torch.nn.functional as F

accelerator = Accelerator()
model = accelerator.prepare(nn.Linear(4, 3))

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        with torch.inference_mode():
            scores = model(x)
        accelerator.backward(F.cross_entropy(scores, y))  # error: no-grad-around-training-forward
        optimizer.step()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A decorator on compute_loss.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    @torch.no_grad()
    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        outputs = model(**inputs)
        return nn.CrossEntropyLoss()(outputs.logits, inputs['labels'])  # error: no-grad-around-training-forward
`,
  },
  {
    framework: 'fastai',
    title: 'The loss function of a Learner computes without gradients.',
    code: `from fastai.vision.all import *

@torch.no_grad()
def my_loss(preds, targs):
    return F.cross_entropy(preds, targs)  # error: no-grad-around-training-forward

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=my_loss)
`,
  },
  {
    framework: 'fastai',
    title: 'The predictions of a training loop.',
    code: `from fastai.vision.all import *

linear1 = nn.Linear(28 * 28, 1)
opt = SGD(linear1.parameters(), lr=1.)

def train_epoch(dl):
    for xb, yb in dl:
        with torch.no_grad():
            preds = linear1(xb)
        loss = F.binary_cross_entropy_with_logits(preds, yb.float())
        loss.backward()  # error: no-grad-around-training-forward
        opt.step()
        opt.zero_grad()
`,
  },
  {
    framework: 'fastai',
    title: 'A Module that keeps no gradients in its forward.',
    code: `from fastai.tabular.all import *

class Prices(Module):
    def __init__(self, n_in):
        self.layers = nn.Sequential(nn.Linear(n_in, 64), nn.ReLU(), nn.Linear(64, 3))

    @torch.inference_mode()
    def forward(self, x):
        return self.layers(x)

model = Prices(12)

def calc_grad(xb, yb):
    preds = model(xb)
    loss = F.cross_entropy(preds, yb)
    loss.backward()  # error: no-grad-around-training-forward
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Only the backbone runs without gradients.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(16, 8)
        self.head = nn.Linear(8, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        with torch.no_grad():
            features = self.body(x)
        return F.cross_entropy(self.head(features), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A decorator on validation_step.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)

    @torch.no_grad()
    def validation_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The accuracy of the step, without gradients.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        scores = self.net(x)
        loss = F.cross_entropy(scores, y)
        with torch.no_grad():
            self.log('accuracy', (scores.argmax(1) == y).float().mean())
        return loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The teacher runs without gradients, the student with them.',
    code: `import torch
import torch.nn.functional as F
from transformers import Trainer

class DistillationTrainer(Trainer):
    def __init__(self, *args, teacher=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.teacher = teacher

    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        with torch.no_grad():
            wanted = self.teacher(**inputs).logits
        return F.kl_div(F.log_softmax(outputs.logits, dim=-1), F.softmax(wanted, dim=-1), reduction='batchmean')
`,
  },
  {
    framework: 'Hugging Face',
    title: 'prediction_step runs without gradients.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        return nn.functional.cross_entropy(outputs.logits, inputs['labels'])

    def prediction_step(self, model, inputs, prediction_loss_only, ignore_keys=None):
        with torch.no_grad():
            loss = self.compute_loss(model, inputs)
        return loss, None, None
`,
  },
  {
    framework: 'Hugging Face',
    title: 'accelerate, with evaluation apart.',
    code: `import torch
from accelerate import Accelerator
from torch import nn
import torch.nn.functional as F

accelerator = Accelerator()
model = accelerator.prepare(nn.Linear(4, 3))

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        accelerator.backward(F.cross_entropy(model(x), y))
        optimizer.step()

def evaluate(loader):
    with torch.no_grad():
        return [F.cross_entropy(model(x), y).item() for x, y in loader]
`,
  },
  {
    framework: 'fastai',
    title: 'A body that is not trained under a head that is.',
    code: `from fastai.vision.all import *

class Probe(Module):
    def __init__(self):
        self.body, self.head = nn.Linear(512, 64), nn.Linear(64, 3)

    def forward(self, x):
        with torch.no_grad():
            feats = self.body(x)
        return self.head(feats)

def get_learner(dls): return Learner(dls, Probe(), loss_func=CrossEntropyLossFlat())
`,
  },
  {
    framework: 'fastai',
    title: 'A metric needs no gradients.',
    code: `from fastai.vision.all import *

@torch.no_grad()
def nll(preds, targs):
    return F.cross_entropy(preds, targs)

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=nll)
`,
  },
  {
    framework: 'fastai',
    title: 'The step of the book, by hand.',
    code: `from fastai.vision.all import *

linear1 = nn.Linear(28 * 28, 1)

def step(xb, yb, lr):
    loss = F.binary_cross_entropy_with_logits(linear1(xb), yb.float())
    loss.backward()
    with torch.no_grad():
        for p in linear1.parameters():
            p -= p.grad * lr
            p.grad.zero_()
`,
  },
];
