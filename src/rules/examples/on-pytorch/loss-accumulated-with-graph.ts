/**
 * Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face.
 * Over 400 lines because they are whole programs, several for each framework.
 */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'An attribute of the module.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.total = 0.0

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.total += loss  # info: loss-accumulated-with-graph
        return loss
`,
    fixed: [['self.total += loss', 'self.total += loss.detach()']],
  },
  {
    framework: 'Lightning',
    title: 'The sum is set back at the end of an epoch.',
    code: `import pytorch_lightning as pl
from torch import nn
import torch.nn.functional as F

class Regressor(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)
        self.running_loss = 0.0

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.mse_loss(self.net(x), y)
        self.running_loss = self.running_loss + loss  # info: loss-accumulated-with-graph
        return {'loss': loss}

    def on_train_epoch_end(self):
        self.log('loss', self.running_loss)
        self.running_loss = 0.0
`,
    fixed: [
      [
        'self.running_loss = self.running_loss + loss',
        'self.running_loss = self.running_loss + loss.detach()',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Weighted by the size of the batch.',
    code: `import lightning as L
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.criterion = nn.BCEWithLogitsLoss()
        self.summed = 0.0

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = self.criterion(self.net(x), y)
        self.summed += len(x) * loss  # info: loss-accumulated-with-graph
        return loss
`,
    fixed: [['self.summed += len(x) * loss', 'self.summed += (len(x) * loss).detach()']],
  },
  {
    framework: 'Hugging Face',
    title: 'The loss that the model returns is summed in the loop of the course.',
    code: `from torch.optim import AdamW
from transformers import AutoModelForSequenceClassification, get_scheduler

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)
optimizer = AdamW(model.parameters(), lr=5e-5)

def train_epoch(train_dataloader, lr_scheduler, device):
    model.train()
    total_loss = 0
    for batch in train_dataloader:
        batch = {k: v.to(device) for k, v in batch.items()}
        outputs = model(**batch)
        loss = outputs.loss
        loss.backward()
        optimizer.step()
        lr_scheduler.step()
        optimizer.zero_grad()
        total_loss += loss  # info: loss-accumulated-with-graph
    return total_loss / len(train_dataloader)
`,
    fixed: [['total_loss += loss', 'total_loss += loss.detach()']],
  },
  {
    framework: 'Hugging Face',
    title: 'outputs.loss itself, in an accelerate loop.',
    code: `import torch
from accelerate import Accelerator
from transformers import AutoModelForCausalLM

accelerator = Accelerator()
model = AutoModelForCausalLM.from_pretrained('gpt2')
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
model, optimizer = accelerator.prepare(model, optimizer)

def run(loader, epochs=3):
    for epoch in range(epochs):
        running = 0.0
        for batch in loader:
            outputs = model(input_ids=batch['input_ids'], labels=batch['input_ids'])
            accelerator.backward(outputs.loss)
            optimizer.step()
            optimizer.zero_grad()
            running += outputs.loss  # info: loss-accumulated-with-graph
        accelerator.print(f'epoch {epoch}: {running / len(loader)}')
`,
    fixed: [['running += outputs.loss', 'running += outputs.loss.detach()']],
  },
  {
    framework: 'Hugging Face',
    title: "A loss of one's own on the logits, weighted by the size of the batch.",
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=5)
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 1.0, 2.0, 2.0, 4.0]))
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5)

def fit(loader):
    seen, summed = 0, 0.0
    for batch in loader:
        labels = batch.pop('labels')
        optimizer.zero_grad()
        loss = criterion(model(**batch).logits, labels)
        loss.backward()
        optimizer.step()
        summed = summed + loss * len(labels)  # info: loss-accumulated-with-graph
        seen += len(labels)
    print('train loss', summed / seen)
`,
    fixed: [['summed = summed + loss * len(labels)', 'summed = summed + (loss * len(labels)).detach()']],
  },
  {
    framework: 'fastai',
    title: 'The loss of an epoch, in a loop as the book writes it.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 10))
opt = SGD(net.parameters(), lr=0.1)
loss_func = CrossEntropyLossFlat()

def train_epoch(dl):
    total = 0.
    for xb, yb in dl:
        loss = loss_func(net(xb), yb)
        loss.backward()
        opt.step()
        opt.zero_grad()
        total += loss  # info: loss-accumulated-with-graph
    return total / len(dl)
`,
    fixed: [['total += loss', 'total += loss.detach()']],
  },
  {
    framework: 'fastai',
    title: 'Weighted by the rows of a table.',
    code: `from fastai.tabular.all import *

class Prices(Module):
    def __init__(self, n_in): self.layers = nn.Sequential(nn.Linear(n_in, 64), nn.ReLU(), nn.Linear(64, 1))
    def forward(self, x): return self.layers(x)

model = Prices(12)
opt = Adam(model.parameters(), lr=1e-3)

def fit(dls, epochs):
    for epoch in range(epochs):
        summed, n = 0., 0
        for xb, yb in dls.train:
            loss = F.mse_loss(model(xb), yb)
            opt.zero_grad()
            loss.backward()
            opt.step()
            summed = summed + loss * len(xb)  # info: loss-accumulated-with-graph
            n += len(xb)
        print(epoch, summed / n)
`,
    fixed: [['summed = summed + loss * len(xb)', 'summed = summed + (loss * len(xb)).detach()']],
  },
  {
    framework: 'fastai',
    title: "An attribute of a small Learner of one's own.",
    code: `from fastai.vision.all import *

class MiniLearner:
    def __init__(self, dls, lr=0.1):
        self.dls, self.running = dls, 0.
        self.model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
        self.opt = SGD(self.model.parameters(), lr=lr)

    def one_epoch(self):
        for xb, yb in self.dls.train:
            loss = F.cross_entropy(self.model(xb), yb)
            loss.backward()
            self.opt.step()
            self.opt.zero_grad()
            self.running += loss  # info: loss-accumulated-with-graph
`,
    fixed: [['self.running += loss', 'self.running += loss.detach()']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The number is added.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.total = 0.0

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.total += loss.item()
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'Two terms of one step.',
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
        loss += 1e-4 * scores.pow(2).mean()
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'The sum lives as long as the step.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        total = 0.0
        for x, y in batch:
            total = total + F.cross_entropy(self.net(x), y)
        return total
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The number is added.',
    code: `from torch.optim import AdamW
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)
optimizer = AdamW(model.parameters(), lr=5e-5)

def train_epoch(train_dataloader):
    total_loss = 0
    for batch in train_dataloader:
        outputs = model(**batch)
        loss = outputs.loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        total_loss += loss.item()
    return total_loss / len(train_dataloader)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'In the examples of accelerate the loss is detached first.',
    code: `import torch
from accelerate import Accelerator
from transformers import AutoModelForCausalLM

accelerator = Accelerator()
model = AutoModelForCausalLM.from_pretrained('gpt2')
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
model, optimizer = accelerator.prepare(model, optimizer)

def run(loader):
    total_loss = 0
    for batch in loader:
        with accelerator.accumulate(model):
            loss = model(**batch).loss
            total_loss += loss.detach().float()
            accelerator.backward(loss)
            optimizer.step()
            optimizer.zero_grad()
    return total_loss.item() / len(loader)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'In evaluation nothing keeps a graph.',
    code: `import math
import torch
from transformers import AutoModelForMaskedLM

model = AutoModelForMaskedLM.from_pretrained('distilbert-base-uncased')

@torch.no_grad()
def perplexity(eval_dataloader):
    model.eval()
    total_loss = 0
    for batch in eval_dataloader:
        outputs = model(**batch)
        total_loss += outputs.loss
    return math.exp(total_loss / len(eval_dataloader))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The losses of two tasks are passed back together.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification, AutoModelForTokenClassification

intents = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=12)
slots = AutoModelForTokenClassification.from_pretrained('bert-base-uncased', num_labels=31)
optimizer = torch.optim.AdamW([*intents.parameters(), *slots.parameters()], lr=2e-5)

def train(loader):
    for batch in loader:
        loss = 0.0
        for model, labels in ((intents, batch['intent']), (slots, batch['slots'])):
            loss += model(batch['input_ids'], labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
  },
  {
    framework: 'fastai',
    title: 'The number is added.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 10))
opt = SGD(net.parameters(), lr=0.1)
loss_func = CrossEntropyLossFlat()

def train_epoch(dl):
    total = 0.
    for xb, yb in dl:
        loss = loss_func(net(xb), yb)
        loss.backward()
        opt.step()
        opt.zero_grad()
        total += loss.item()
    return total / len(dl)
`,
  },
  {
    framework: 'fastai',
    title: 'to_detach takes the graph away.',
    code: `from fastai.tabular.all import *

net = nn.Linear(12, 1)
opt = Adam(net.parameters(), lr=1e-3)

def train_epoch(dl):
    losses = []
    for xb, yb in dl:
        loss = F.mse_loss(net(xb), yb)
        loss.backward()
        opt.step()
        opt.zero_grad()
        losses.append(to_detach(loss))
    return torch.stack(losses).mean()
`,
  },
  {
    framework: 'fastai',
    title: 'Two terms of a loss function.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))

def loss_func(preds, targs):
    loss = F.cross_entropy(preds, targs)
    for p in net.parameters():
        loss += 1e-4 * p.pow(2).mean()
    return loss

def get_learner(dls): return Learner(dls, net, loss_func=loss_func)
`,
  },
];
