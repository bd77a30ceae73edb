/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in a linear layer.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def forward(self, x):
        return self.out(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self(x), y)  # error: nll-on-raw-logits
`,
    fixed: [['return F.nll_loss(self(x), y)', 'return F.cross_entropy(self(x), y)']],
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute.',
    code: `import pytorch_lightning as pl
from torch import nn

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 5))
        self.criterion = nn.NLLLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)  # error: nll-on-raw-logits
`,
    fixed: [['self.criterion = nn.NLLLoss()', 'self.criterion = nn.CrossEntropyLoss()']],
  },
  {
    framework: 'Lightning',
    title: 'Only the test passes raw scores.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(F.log_softmax(self.out(x), dim=1), y)

    def test_step(self, batch, batch_idx):
        x, y = batch
        self.log('test_loss', F.nll_loss(self.out(x), y))  # error: nll-on-raw-logits
`,
    fixed: [
      [
        "self.log('test_loss', F.nll_loss(self.out(x), y))",
        "self.log('test_loss', F.cross_entropy(self.out(x), y))",
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The network ends in a linear layer.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 10))

def batch_loss(xb, yb):
    return F.nll_loss(net(xb), yb)  # error: nll-on-raw-logits
`,
    fixed: [['return F.nll_loss(net(xb), yb)', 'return F.cross_entropy(net(xb), yb)']],
  },
  {
    framework: 'fastai',
    title: 'The loss is an object.',
    code: `from fastai.basics import *

net = nn.Linear(784, 10)
loss_func = nn.NLLLoss()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)  # error: nll-on-raw-logits
`,
    fixed: [['loss_func = nn.NLLLoss()', 'loss_func = nn.CrossEntropyLoss()']],
  },
  {
    framework: 'fastai',
    title: 'A model written as a class.',
    code: `from fastai.vision.all import *

class Mnist(nn.Module):
    def __init__(self):
        super().__init__()
        self.lin = nn.Linear(784, 10)

    def forward(self, xb):
        return self.lin(xb)

model = Mnist()
loss_func = F.nll_loss

def batch_loss(xb, yb):
    return loss_func(model(xb), yb)  # error: nll-on-raw-logits
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The logits of the outputs.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def step(batch, labels):
    outputs = model(**batch)
    return F.nll_loss(outputs.logits, labels)  # error: nll-on-raw-logits
`,
    fixed: [['return F.nll_loss(outputs.logits, labels)', 'return F.cross_entropy(outputs.logits, labels)']],
  },
  {
    framework: 'Hugging Face',
    title: 'The scores of tokens, flattened.',
    code: `from torch import nn
from transformers import BertForTokenClassification

model = BertForTokenClassification.from_pretrained('bert-base-uncased', num_labels=9)
criterion = nn.NLLLoss(ignore_index=-100)

def train(loader, optimizer):
    for batch in loader:
        logits = model(batch['input_ids'], attention_mask=batch['attention_mask']).logits
        loss = criterion(logits.view(-1, logits.size(-1)), batch['labels'].view(-1))  # error: nll-on-raw-logits
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
`,
    fixed: [
      ['criterion = nn.NLLLoss(ignore_index=-100)', 'criterion = nn.CrossEntropyLoss(ignore_index=-100)'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A trainer with a loss of its own.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class ScoreTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        logits = outputs['logits']
        loss = F.nll_loss(logits, labels)  # error: nll-on-raw-logits
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [['loss = F.nll_loss(logits, labels)', 'loss = F.cross_entropy(logits, labels)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in log_softmax.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def forward(self, x):
        return F.log_softmax(self.out(x), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'nn.LogSoftmax is the last layer.',
    code: `import pytorch_lightning as pl
from torch import nn

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.LogSoftmax(dim=1))
        self.criterion = nn.NLLLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Cross-entropy takes raw scores.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.out(x), y)
`,
  },
  {
    framework: 'fastai',
    title: 'log_softmax first.',
    code: `from fastai.vision.all import *

net = nn.Linear(784, 10)

def batch_loss(xb, yb):
    return F.nll_loss(F.log_softmax(net(xb), dim=-1), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'The loss that takes raw scores.',
    code: `from fastai.vision.all import *

net = nn.Linear(784, 10)
loss_func = CrossEntropyLossFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'log_softmax written out.',
    code: `from fastai.basics import *

net = nn.Linear(784, 10)

def log_softmax(x):
    return x - x.exp().sum(-1, keepdim=True).log()

def batch_loss(xb, yb):
    return F.nll_loss(log_softmax(net(xb)), yb)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'log_softmax first.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def step(batch, labels):
    outputs = model(**batch)
    return F.nll_loss(outputs.logits.log_softmax(dim=-1), labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss that the model computes itself.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def step(batch, labels):
    outputs = model(**batch)
    return outputs.loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Cross-entropy of the scores of tokens.',
    code: `from torch import nn
from transformers import BertForTokenClassification

model = BertForTokenClassification.from_pretrained('bert-base-uncased', num_labels=9)
criterion = nn.CrossEntropyLoss(ignore_index=-100)

def train(loader, optimizer):
    for batch in loader:
        logits = model(batch['input_ids'], attention_mask=batch['attention_mask']).logits
        loss = criterion(logits.view(-1, model.num_labels), batch['labels'].view(-1))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
`,
  },
];
