/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The labels come first in a training step.',
    code: `import lightning as L
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(10, 1), nn.Sigmoid())
        self.loss = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        y_hat = self.net(x)
        return self.loss(y, y_hat)  # error: loss-args-swapped
`,
    fixed: [['return self.loss(y, y_hat)', 'return self.loss(y_hat, y)']],
  },
  {
    framework: 'Lightning',
    title: 'cross_entropy with the classes first, in a shared step.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(64, 7)

    def _shared(self, batch):
        x, labels = batch
        logits = self.fc(x)
        return F.cross_entropy(labels.long(), logits)  # error: loss-args-swapped

    def training_step(self, batch, batch_idx):
        return self._shared(batch)
`,
    fixed: [
      ['return F.cross_entropy(labels.long(), logits)', 'return F.cross_entropy(logits, labels.long())'],
    ],
  },
  {
    framework: 'Lightning',
    title: 'BCE with logits of a mask.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Masks(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 3, padding=1)

    def training_step(self, batch, batch_idx):
        image, mask = batch['image'], batch['mask']
        loss = F.binary_cross_entropy_with_logits(mask.float(), self.net(image))  # error: loss-args-swapped
        self.log('train/loss', loss)
        return loss
`,
    fixed: [
      [
        'loss = F.binary_cross_entropy_with_logits(mask.float(), self.net(image))',
        'loss = F.binary_cross_entropy_with_logits(self.net(image), mask.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss with the labels first.',
    code: `from torch import nn
from transformers import Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.BCEWithLogitsLoss()(labels.float(), outputs.logits)  # error: loss-args-swapped
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'loss = nn.BCEWithLogitsLoss()(labels.float(), outputs.logits)',
        'loss = nn.BCEWithLogitsLoss()(outputs.logits, labels.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'cross_entropy(labels, logits) in a loop.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def train(loader, optimizer):
    for batch in loader:
        labels = batch.pop('labels').long()
        loss = F.cross_entropy(labels, model(**batch).logits)  # error: loss-args-swapped
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
`,
    fixed: [
      [
        'loss = F.cross_entropy(labels, model(**batch).logits)',
        'loss = F.cross_entropy(model(**batch).logits, labels)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: "The teacher's probabilities first in a KL divergence.",
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

student = AutoModelForSequenceClassification.from_pretrained('distilbert-base-uncased', num_labels=3)
teacher = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch):
    with torch.no_grad():
        target = teacher(**batch).logits.softmax(-1)
    return F.kl_div(target, student(**batch).logits.log_softmax(-1), reduction='batchmean')  # error: loss-args-swapped
`,
    fixed: [
      [
        "return F.kl_div(target, student(**batch).logits.log_softmax(-1), reduction='batchmean')",
        "return F.kl_div(student(**batch).logits.log_softmax(-1), target, reduction='batchmean')",
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A loss function that swaps what the Learner gives it.',
    code: `from fastai.vision.all import *

def my_loss(preds, targs):
    return F.cross_entropy(targs.long(), preds)  # error: loss-args-swapped

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=my_loss)
`,
    fixed: [['return F.cross_entropy(targs.long(), preds)', 'return F.cross_entropy(preds, targs.long())']],
  },
  {
    framework: 'fastai',
    title: 'BCELossFlat with the targets first.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid())
xb, yb = torch.randn(16, 8), torch.randint(0, 2, (16, 1)).float()
loss = F.binary_cross_entropy(yb, net(xb))  # error: loss-args-swapped
`,
    fixed: [['loss = F.binary_cross_entropy(yb, net(xb))', 'loss = F.binary_cross_entropy(net(xb), yb)']],
  },
  {
    framework: 'fastai',
    title: 'The loop of the book with its arguments exchanged.',
    code: `from fastai.vision.all import *

linear1 = nn.Linear(28 * 28, 1)
loss_func = nn.BCEWithLogitsLoss()

def train_epoch(dl, opt):
    for xb, yb in dl:
        preds = linear1(xb)
        loss = loss_func(yb.float(), preds)  # error: loss-args-swapped
        loss.backward()
        opt.step()
        opt.zero_grad()
`,
    fixed: [['loss = loss_func(yb.float(), preds)', 'loss = loss_func(preds, yb.float())']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The prediction comes first.',
    code: `import lightning as L
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(10, 1), nn.Sigmoid())
        self.loss = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'By name the order is free.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(10, 3)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(target=y, input=self.net(x))
`,
  },
  {
    framework: 'Lightning',
    title: "A loss of one's own has another order.",
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

def loss_fn(y_true, y_pred):
    return F.binary_cross_entropy_with_logits(y_pred, y_true)

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(10, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return loss_fn(y, self.net(x))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'logits first, labels second.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch):
    labels = batch.pop('labels').long()
    return F.cross_entropy(model(**batch).logits, labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A metric of evaluate takes what it calls predictions and references.',
    code: `import evaluate
import numpy as np
from transformers import Trainer

accuracy = evaluate.load('accuracy')

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    return accuracy.compute(references=labels, predictions=np.argmax(logits, axis=-1))

trainer = Trainer(compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A squared error is the same both ways.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def step(batch, scores):
    return F.mse_loss(model(**batch).logits.view(-1), scores.view(-1))
`,
  },
  {
    framework: 'fastai',
    title: 'Predictions, then targets.',
    code: `from fastai.vision.all import *

linear1 = nn.Linear(28 * 28, 1)

def train_epoch(dl, opt):
    for xb, yb in dl:
        loss = F.binary_cross_entropy_with_logits(linear1(xb), yb.float())
        loss.backward()
        opt.step()
        opt.zero_grad()
`,
  },
  {
    framework: 'fastai',
    title: "A function of one's own in the other order, and called so.",
    code: `from fastai.vision.all import *

def bce(targs, preds): return F.binary_cross_entropy_with_logits(preds, targs)

net = nn.Linear(8, 1)
loss = bce(torch.ones(4, 1), net(torch.randn(4, 8)))
`,
  },
  {
    framework: 'fastai',
    title: 'L1 has no order.',
    code: `from fastai.tabular.all import *

net = nn.Linear(8, 1)
loss = L1LossFlat()(net(torch.randn(4, 8)), torch.rand(4, 1))
`,
  },
];
