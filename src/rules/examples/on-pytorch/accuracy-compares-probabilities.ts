/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Softmax is held against the labels.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('acc', (logits.softmax(dim=1) == y.long()).float().mean())  # error: accuracy-compares-probabilities
        return F.cross_entropy(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid is held against the labels.',
    code: `import pytorch_lightning as pl
import torch
import torch.nn.functional as F
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = torch.sigmoid(self.out(x)).squeeze(1)
        hits = (p == y.long()).float()  # error: accuracy-compares-probabilities
        self.log('acc', hits.mean())
        return F.binary_cross_entropy(p, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Raw scores are held against the labels in validation.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        hits = torch.eq(self.out(x), y.long().unsqueeze(1))  # error: accuracy-compares-probabilities
        self.log('acc', hits.float().mean())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Probabilities are held against the labels.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

@torch.no_grad()
def evaluate(loader):
    correct = 0
    for batch in loader:
        labels = batch.pop('labels').long()
        probs = torch.softmax(model(**batch).logits, dim=-1)
        correct += (probs == labels).sum().item()  # error: accuracy-compares-probabilities
    return correct
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Sigmoids of several labels.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('unitary/toxic-bert')

def hits(batch, labels):
    scores = model(**batch).logits.sigmoid()
    return (scores == labels.long()).float().mean()  # error: accuracy-compares-probabilities
`,
  },
  {
    framework: 'Hugging Face',
    title: 'torch.eq of the probabilities in an accelerate loop.',
    code: `import torch
from accelerate import Accelerator
from transformers import AutoModelForTokenClassification

accelerator = Accelerator()
model = accelerator.prepare(AutoModelForTokenClassification.from_pretrained('dslim/bert-base-NER'))

def accuracy(batch):
    tags = batch['labels'].long()
    probs = model(batch['input_ids']).logits.softmax(-1)
    return torch.eq(probs, tags.unsqueeze(-1)).float().mean()  # error: accuracy-compares-probabilities
`,
  },
  {
    framework: 'fastai',
    title: "A metric of one's own compares probabilities.",
    code: `from fastai.vision.all import *

def my_accuracy(inp, targ):
    return (inp.softmax(-1) == targ.long()).float().mean()  # error: accuracy-compares-probabilities

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=my_accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'The batch accuracy without a threshold.',
    code: `from fastai.vision.all import *

linear1 = nn.Linear(28 * 28, 1)

def batch_accuracy(xb, yb):
    preds = linear1(xb).sigmoid()
    return (preds == yb.long()).float().mean()  # error: accuracy-compares-probabilities
`,
  },
  {
    framework: 'fastai',
    title: 'The activation of the loss, against the labels.',
    code: `from fastai.tabular.all import *

net = nn.Linear(20, 3)
loss_func = CrossEntropyLossFlat()
xb, yb = torch.randn(32, 20), torch.randint(0, 3, (32, 1))
probs = loss_func.activation(net(xb))
acc = (probs == yb).float().mean()  # error: accuracy-compares-probabilities
`,
    fixed: [
      ['acc = (probs == yb).float().mean()', 'acc = (probs.argmax(1, keepdim=True) == yb).float().mean()'],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The class is compared.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('acc', (logits.argmax(dim=1) == y).float().mean())
        return F.cross_entropy(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The side of the threshold is compared.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x).squeeze(1)
        self.log('acc', ((logits > 0) == y).float().mean())
        return F.binary_cross_entropy_with_logits(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Rounded probabilities are compared.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = torch.sigmoid(self.out(x)).squeeze(1)
        self.log('acc', (p.round() == y.long()).float().mean())
        return F.binary_cross_entropy(p, y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The largest is chosen first.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

@torch.no_grad()
def accuracy(batch):
    labels = batch.pop('labels').long()
    return (model(**batch).logits.softmax(-1).argmax(-1) == labels).float().mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Held against a threshold first.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('unitary/toxic-bert')

def hits(batch, labels):
    scores = model(**batch).logits.sigmoid()
    return ((scores > 0.5).long() == labels.long()).float().mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The places of the largest probability.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def ties(batch):
    probs = model(**batch).logits.softmax(-1)
    return (probs == probs.amax(-1, keepdim=True)).sum(-1)
`,
  },
  {
    framework: 'fastai',
    title: 'decodes chooses.',
    code: `from fastai.tabular.all import *

net = nn.Linear(20, 3)
loss_func = CrossEntropyLossFlat()
xb, yb = torch.randn(32, 20), torch.randint(0, 3, (32,))
acc = (loss_func.decodes(net(xb)) == yb).float().mean()
`,
  },
  {
    framework: 'fastai',
    title: 'accuracy of fastai.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
xb, yb = torch.randn(8, 784), torch.randint(0, 10, (8,))
acc = accuracy(net(xb).softmax(-1), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'A threshold first.',
    code: `from fastai.vision.all import *

linear1 = nn.Linear(28 * 28, 1)

def batch_accuracy(xb, yb):
    preds = linear1(xb).sigmoid()
    return ((preds > 0.5) == yb).float().mean()
`,
  },
];
