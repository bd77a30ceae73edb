/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'training_step returns a loss of predicted classes.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Age(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 100)

    def training_step(self, batch, batch_idx):
        x, age = batch
        predicted = self.net(x).argmax(dim=1)
        loss = F.l1_loss(predicted.float(), age.float())  # error: argmax-before-loss
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'A one-hot vector of the predicted class.',
    code: `import pytorch_lightning as pl
from torch import nn
import torch.nn.functional as F

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        chosen = F.one_hot(self.net(x).argmax(1), 5).float()
        return F.binary_cross_entropy(chosen, y)  # error: argmax-before-loss
`,
  },
  {
    framework: 'Lightning',
    title: 'The loss goes into a dict.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
import torch.nn.functional as F

class Counter(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 10)

    def training_step(self, batch, batch_idx):
        x, count = batch
        guess = torch.topk(self.net(x), 1).indices.squeeze(1)
        loss = F.mse_loss(guess.float(), count)  # error: argmax-before-loss
        return {'loss': loss}
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss compares the classes that were chosen.',
    code: `import torch
from torch import nn
from transformers import Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        preds = torch.argmax(outputs.logits, dim=-1).float()
        loss = nn.MSELoss()(preds, labels.float())  # error: argmax-before-loss
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The distance of the stars that were chosen.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('nlptown/bert-base-multilingual-uncased-sentiment')

def train(loader, optimizer):
    for batch in loader:
        stars = batch.pop('stars').float()
        predicted = model(**batch).logits.argmax(dim=1) + 1
        loss = F.l1_loss(predicted.float(), stars)  # error: argmax-before-loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Tokens of a generator, chosen, into the loss of a discriminator.',
    code: `from accelerate import Accelerator
from torch import nn
from transformers import AutoModelForMaskedLM

accelerator = Accelerator()
generator = AutoModelForMaskedLM.from_pretrained('google/electra-small-generator')
criterion = nn.SmoothL1Loss()

def train(loader, optimizer):
    for batch in loader:
        chosen = generator(batch['input_ids']).logits.max(-1)[1]  # error: argmax-before-loss
        loss = criterion(chosen.float(), batch['original'].float())
        accelerator.backward(loss)
        optimizer.step()
`,
  },
  {
    framework: 'fastai',
    title: 'A loss of classes that were chosen.',
    code: `from fastai.vision.all import *

def distance_loss(preds, targs):
    return F.mse_loss(preds.argmax(dim=1).float(), targs.float())  # error: argmax-before-loss

def train(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    for xb, yb in dls.train:
        loss = distance_loss(net(xb), yb)
        loss.backward()
`,
  },
  {
    framework: 'fastai',
    title: 'A Learner whose loss holds masks against each other.',
    code: `from fastai.vision.all import *

unet = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 2, 1))

class HardL1(Module):
    def forward(self, inp, targ): return F.l1_loss(inp.argmax(1).float(), targ.float())  # error: argmax-before-loss

crit = HardL1()

def batch(xb, yb, opt):
    crit(unet(xb), yb).backward()
    opt.step()
`,
  },
  {
    framework: 'fastai',
    title: 'The index that torch.max gives.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(12, 40), nn.ReLU(), nn.Linear(40, 5))

def step(xb, yb, opt):
    _, grade = torch.max(net(xb), 1)
    loss = nn.L1Loss()(grade.float(), yb.float())  # error: argmax-before-loss
    loss.backward()
    opt.step()
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'argmax for the metric that is logged.',
    code: `import lightning as L
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
        self.log('distance', F.l1_loss(scores.argmax(1).float(), y.float()))
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'A validation step measures predicted classes.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Age(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 100)

    def validation_step(self, batch, batch_idx):
        x, age = batch
        predicted = self.net(x).argmax(dim=1)
        return F.l1_loss(predicted.float(), age.float())
`,
  },
  {
    framework: 'Lightning',
    title: 'The expected position has a gradient.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Age(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 100)

    def training_step(self, batch, batch_idx):
        x, age = batch
        expected = (self.net(x).softmax(1) * torch.arange(100.0)).sum(1)
        return F.l1_loss(expected, age.float())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Pseudo labels are the target.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(weak, strong):
    with torch.no_grad():
        pseudo = model(**weak).logits.argmax(-1)
    return F.cross_entropy(model(**strong).logits, pseudo)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_metrics chooses classes.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

def compute_metrics(eval_pred):
    predictions = np.argmax(eval_pred.predictions, axis=-1)
    return {'mae': float(np.abs(predictions - eval_pred.label_ids).mean())}

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=5)
trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The expected number of stars has a gradient.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=5)

def step(batch, stars):
    probs = model(**batch).logits.softmax(-1)
    expected = (probs * torch.arange(1.0, 6.0)).sum(-1)
    return F.l1_loss(expected, stars.float())
`,
  },
  {
    framework: 'fastai',
    title: 'accuracy is a metric.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=[accuracy, error_rate])
`,
  },
  {
    framework: 'fastai',
    title: "A metric of one's own, called after the loss.",
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))

def step(xb, yb):
    preds = net(xb)
    loss = F.cross_entropy(preds, yb)
    loss.backward()
    return (preds.argmax(1) == yb).float().mean()
`,
  },
  {
    framework: 'fastai',
    title: 'Labels of a teacher.',
    code: `from fastai.vision.all import *

def distill(student, teacher, xb):
    with torch.no_grad(): hard = teacher(xb).argmax(dim=1)
    return F.cross_entropy(student(xb), hard)
`,
  },
];
