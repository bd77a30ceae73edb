/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

const lightning = `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.automatic_optimization = False
        self.net = nn.Linear(8, 3)

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.1)
`;

const huggingFace = `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-5)
`;

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Optimized by hand.',
    code: `${lightning}
    def training_step(self, batch, batch_idx):
        x, y = batch
        opt = self.optimizers()
        loss = F.cross_entropy(self.net(x), y)
        self.manual_backward(loss)  # warning: missing-zero-grad
        opt.step()
`,
    fixed: [
      [
        'loss = F.cross_entropy(self.net(x), y)',
        `loss = F.cross_entropy(self.net(x), y)
        opt.zero_grad()`,
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Two optimizers by hand.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Gan(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.automatic_optimization = False
        self.G = nn.Linear(16, 64)
        self.D = nn.Linear(64, 1)

    def training_step(self, images):
        opt_g, opt_d = self.optimizers()
        made = self.G(torch.randn(images.shape[0], 16))
        score = self.D(made)
        loss = F.binary_cross_entropy_with_logits(score, torch.ones_like(score))
        self.manual_backward(loss)  # warning: missing-zero-grad
        opt_g.step()
`,
    fixed: [
      [
        'loss = F.binary_cross_entropy_with_logits(score, torch.ones_like(score))',
        `loss = F.binary_cross_entropy_with_logits(score, torch.ones_like(score))
        opt_g.zero_grad()`,
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'With a scheduler beside the optimizer.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Regressor(pl.LightningModule):
    automatic_optimization = False

    def __init__(self):
        super().__init__()
        self.net = nn.Linear(4, 1)

    def training_step(self, batch, batch_idx):
        optimizer = self.optimizers()
        x, y = batch
        loss = nn.functional.mse_loss(self.net(x).squeeze(1), y)
        self.manual_backward(loss)  # warning: missing-zero-grad
        optimizer.step()
        self.lr_schedulers().step()
`,
    fixed: [
      [
        'loss = nn.functional.mse_loss(self.net(x).squeeze(1), y)',
        `loss = nn.functional.mse_loss(self.net(x).squeeze(1), y)
        optimizer.zero_grad()`,
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A loop of its own over batches.',
    code: `${huggingFace}
def train(loader):
    for batch in loader:
        outputs = model(**batch)
        outputs.loss.backward()  # warning: missing-zero-grad
        optimizer.step()
`,
    fixed: [
      [
        'outputs = model(**batch)',
        `outputs = model(**batch)
        optimizer.zero_grad()`,
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A loss of its own on the logits.',
    code: `${huggingFace}
def train(loader):
    for batch in loader:
        labels = batch.pop('labels')
        logits = model(**batch).logits
        loss = torch.nn.functional.cross_entropy(logits, labels)
        loss.backward()  # warning: missing-zero-grad
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
`,
    fixed: [
      [
        'loss = torch.nn.functional.cross_entropy(logits, labels)',
        `loss = torch.nn.functional.cross_entropy(logits, labels)
        optimizer.zero_grad()`,
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Cleared once, before the epochs.',
    code: `${huggingFace}
def train(loader, epochs):
    optimizer.zero_grad()
    for epoch in range(epochs):
        for batch in loader:
            loss = model(**batch).loss
            loss.backward()  # warning: missing-zero-grad
            optimizer.step()
`,
    fixed: [
      [
        'loss = model(**batch).loss',
        `loss = model(**batch).loss
            optimizer.zero_grad()`,
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The loop of the book, without zero_grad.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 10))
opt = torch.optim.SGD(net.parameters(), lr=0.1)

def train_epoch(dl):
    for xb, yb in dl:
        preds = net(xb)
        loss = F.cross_entropy(preds, yb)
        loss.backward()  # warning: missing-zero-grad
        opt.step()
`,
    fixed: [
      [
        '        loss = F.cross_entropy(preds, yb)',
        '        loss = F.cross_entropy(preds, yb)\n        opt.zero_grad()',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'Several epochs over a table.',
    code: `from fastai.tabular.all import *

model = nn.Sequential(nn.Linear(12, 64), nn.ReLU(), nn.Linear(64, 1))
opt = torch.optim.Adam(model.parameters(), lr=1e-3)
loss_func = MSELossFlat()

def fit(dls, epochs):
    for epoch in range(epochs):
        model.train()
        for xb, yb in dls.train:
            loss = loss_func(model(xb), yb)
            loss.backward()  # warning: missing-zero-grad
            opt.step()
        print(epoch)
`,
    fixed: [
      [
        '            loss = loss_func(model(xb), yb)',
        '            loss = loss_func(model(xb), yb)\n            opt.zero_grad()',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "A small Learner of one's own.",
    code: `from fastai.vision.all import *

class MiniLearner:
    def __init__(self, dls, lr=0.1):
        self.dls = dls
        self.model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
        self.opt = torch.optim.SGD(self.model.parameters(), lr=lr)
        self.loss_func = CrossEntropyLossFlat()

    def one_epoch(self):
        for xb, yb in self.dls.train:
            preds = self.model(xb)
            loss = self.loss_func(preds, yb)
            loss.backward()  # warning: missing-zero-grad
            self.opt.step()
`,
    fixed: [
      [
        '            loss = self.loss_func(preds, yb)',
        '            loss = self.loss_func(preds, yb)\n            self.opt.zero_grad()',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Lightning clears the gradients by itself.',
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

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=0.1)
`,
  },
  {
    framework: 'Lightning',
    title: 'Optimized by hand, and cleared by hand.',
    code: `${lightning}
    def training_step(self, batch, batch_idx):
        x, y = batch
        opt = self.optimizers()
        opt.zero_grad()
        self.manual_backward(F.cross_entropy(self.net(x), y))
        opt.step()
`,
  },
  {
    framework: 'Lightning',
    title: 'Gradients of several batches, cleared after the step.',
    code: `${lightning}
    def training_step(self, batch, batch_idx):
        x, y = batch
        opt = self.optimizers()
        self.manual_backward(F.cross_entropy(self.net(x), y) / 4)
        if (batch_idx + 1) % 4 == 0:
            opt.step()
            opt.zero_grad()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Cleared after each step.',
    code: `${huggingFace}
def train(loader):
    for batch in loader:
        model(**batch).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Cleared by the model.',
    code: `${huggingFace}
def train(loader):
    for batch in loader:
        model.zero_grad()
        model(**batch).loss.backward()
        optimizer.step()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Several batches a step.',
    code: `${huggingFace}
def train(loader):
    for step, batch in enumerate(loader):
        (model(**batch).loss / 8).backward()
        if step % 8 == 7:
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
`,
  },
  {
    framework: 'fastai',
    title: 'The loop of the book.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 10))
opt = torch.optim.SGD(net.parameters(), lr=0.1)

def train_epoch(dl):
    for xb, yb in dl:
        loss = F.cross_entropy(net(xb), yb)
        loss.backward()
        opt.step()
        opt.zero_grad()
`,
  },
  {
    framework: 'fastai',
    title: 'The gradients are set back by hand.',
    code: `from fastai.vision.all import *

class BasicOptim:
    def __init__(self, params, lr): self.params, self.lr = list(params), lr
    def step(self):
        for p in self.params: p.data -= p.grad.data * self.lr
    def zero_grad(self):
        for p in self.params: p.grad = None

net = nn.Linear(784, 10)
opt = BasicOptim(net.parameters(), 0.1)

def train_epoch(dl):
    for xb, yb in dl:
        F.cross_entropy(net(xb), yb).backward()
        opt.step()
        opt.zero_grad()
`,
  },
  {
    framework: 'fastai',
    title: 'A Learner sets them back.',
    code: `from fastai.vision.all import *

def train(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    learn = Learner(dls, net, loss_func=CrossEntropyLossFlat(), cbs=GradientAccumulation(64))
    learn.fit_one_cycle(3)
`,
  },
];
