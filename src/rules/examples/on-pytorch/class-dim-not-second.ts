/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The scores of a tagger.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 16)
        self.head = nn.Linear(16, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        tokens, tags = torch.randint(0, 100, (4, 6)), torch.randint(0, 10, (4, 6))
        scores = self.head(self.embed(tokens))
        return F.cross_entropy(scores, tags)  # error: class-dim-not-second
`,
    fixed: [['return F.cross_entropy(scores, tags)', 'return F.cross_entropy(scores.transpose(1, 2), tags)']],
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 16)
        self.head = nn.Linear(16, 10)
        self.criterion = nn.CrossEntropyLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        tokens, tags = torch.randint(0, 100, (4, 6)), torch.randint(0, 10, (4, 6))
        return self.criterion(self.head(self.embed(tokens)), tags)  # error: class-dim-not-second
`,
    fixed: [
      [
        'return self.criterion(self.head(self.embed(tokens)), tags)',
        'return self.criterion(self.head(self.embed(tokens)).transpose(1, 2), tags)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Images with their channels last.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(8, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        features, masks = torch.randn(2, 16, 16, 8), torch.randint(0, 5, (2, 16, 16))
        scores = self.head(features)
        self.log('loss', F.cross_entropy(scores, masks))  # error: class-dim-not-second
`,
    fixed: [
      [
        "self.log('loss', F.cross_entropy(scores, masks))",
        "self.log('loss', F.cross_entropy(scores.permute(0, 3, 1, 2), masks))",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A tagger with accelerate.',
    code: `from accelerate import Accelerator
from torch import nn
from transformers import AutoModelForTokenClassification

accelerator = Accelerator()
model = accelerator.prepare(AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9))
criterion = nn.CrossEntropyLoss()

def step(batch):
    labels = batch.pop('labels')
    loss = criterion(model(**batch).logits, labels)  # error: class-dim-not-second
    accelerator.backward(loss)
`,
    fixed: [
      [
        'loss = criterion(model(**batch).logits, labels)',
        'loss = criterion(model(**batch).logits.transpose(1, 2), labels)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss of a Trainer.',
    code: `import torch.nn.functional as F
from transformers import BertForTokenClassification, Trainer

class Tagger(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        tagger = BertForTokenClassification.from_pretrained('bert-base-cased', num_labels=5)
        logits = tagger(inputs['input_ids']).logits
        return F.cross_entropy(logits, inputs['labels'])  # error: class-dim-not-second
`,
    fixed: [
      [
        "return F.cross_entropy(logits, inputs['labels'])",
        "return F.cross_entropy(logits.transpose(1, 2), inputs['labels'])",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A masked language model.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForMaskedLM

model = AutoModelForMaskedLM.from_pretrained('bert-base-uncased')

def train(loader, optimizer):
    for batch in loader:
        scores = model(batch['masked']).logits
        loss = F.cross_entropy(scores, batch['ids'], ignore_index=-100)  # error: class-dim-not-second
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
    fixed: [
      [
        "loss = F.cross_entropy(scores, batch['ids'], ignore_index=-100)",
        "loss = F.cross_entropy(scores.transpose(1, 2), batch['ids'], ignore_index=-100)",
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A segmentation without axis=1.',
    code: `from fastai.vision.all import *

unet = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 5, 1))
loss_func = CrossEntropyLossFlat()
xb, masks = torch.randn(2, 3, 32, 32), torch.randint(0, 5, (2, 32, 32))
loss = loss_func(unet(xb), masks)  # error: class-dim-not-second
`,
  },
  {
    framework: 'fastai',
    title: 'F.cross_entropy of the scores of a language model.',
    code: `from fastai.text.all import *

class LM(Module):
    def __init__(self, vs, nh=64):
        self.emb, self.rnn, self.out = nn.Embedding(vs, nh), nn.LSTM(nh, nh, batch_first=True), nn.Linear(nh, vs)
    def forward(self, x): return self.out(self.rnn(self.emb(x))[0])

model = LM(200)
xb, yb = torch.randint(0, 200, (8, 12)), torch.randint(0, 200, (8, 12))
loss = F.cross_entropy(model(xb), yb)  # error: class-dim-not-second
`,
    fixed: [
      ['loss = F.cross_entropy(model(xb), yb)', 'loss = F.cross_entropy(model(xb).transpose(1, 2), yb)'],
    ],
  },
  {
    framework: 'fastai',
    title: 'nn.CrossEntropyLoss of a tagger in a batch.',
    code: `from fastai.text.all import *

tagger = nn.Sequential(nn.Embedding(5000, 32), nn.Linear(32, 9))
loss_func = nn.CrossEntropyLoss()
tokens, tags = torch.randint(0, 5000, (8, 20)), torch.randint(0, 9, (8, 20))
loss = loss_func(tagger(tokens), tags)  # error: class-dim-not-second
`,
    fixed: [
      ['loss = loss_func(tagger(tokens), tags)', 'loss = loss_func(tagger(tokens).transpose(1, 2), tags)'],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Moved second.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 16)
        self.head = nn.Linear(16, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        tokens, tags = torch.randint(0, 100, (4, 6)), torch.randint(0, 10, (4, 6))
        return F.cross_entropy(self.head(self.embed(tokens)).transpose(1, 2), tags)
`,
  },
  {
    framework: 'Lightning',
    title: 'Flattened.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 16)
        self.head = nn.Linear(16, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        tokens, tags = torch.randint(0, 100, (4, 6)), torch.randint(0, 10, (4, 6))
        return F.cross_entropy(self.head(self.embed(tokens)).reshape(-1, 10), tags.reshape(-1))
`,
  },
  {
    framework: 'Lightning',
    title: 'A convolution has them second.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 5, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        images, masks = torch.randn(2, 3, 16, 16), torch.randint(0, 5, (2, 16, 16))
        return F.cross_entropy(self.net(images), masks)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both sides are flattened.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)

def step(batch):
    logits = model(batch['ids']).logits
    return F.cross_entropy(logits.view(-1, 9), batch['labels'].view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The classes are moved second.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)

def step(batch):
    return F.cross_entropy(model(batch['ids']).logits.permute(0, 2, 1), batch['labels'])
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One row of scores for each text.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-cased', num_labels=3)
writer = AutoModelForCausalLM.from_pretrained('gpt2')

def step(batch):
    last = writer(batch['ids']).logits[:, -1]
    return F.cross_entropy(model(batch['ids']).logits, batch['labels']) + F.cross_entropy(last, batch['next'])
`,
  },
  {
    framework: 'fastai',
    title: 'CrossEntropyLossFlat takes the classes from the last axis.',
    code: `from fastai.text.all import *

tagger = nn.Sequential(nn.Embedding(5000, 32), nn.Linear(32, 9))
loss_func = CrossEntropyLossFlat()
loss = loss_func(tagger(torch.randint(0, 5000, (8, 20))), torch.randint(0, 9, (8, 20)))
`,
  },
  {
    framework: 'fastai',
    title: 'axis=1 for a segmentation.',
    code: `from fastai.vision.all import *

unet = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 5, 1))
loss_func = CrossEntropyLossFlat(axis=1)
loss = loss_func(unet(torch.randn(2, 3, 32, 32)), torch.randint(0, 5, (2, 32, 32)))
`,
  },
  {
    framework: 'fastai',
    title: 'Flattened by hand, as the book does.',
    code: `from fastai.text.all import *

tagger = nn.Sequential(nn.Embedding(5000, 32), nn.Linear(32, 9))

def loss_func(inp, targ): return F.cross_entropy(inp.view(-1, 9), targ.view(-1))

loss = loss_func(tagger(torch.randint(0, 5000, (8, 20))), torch.randint(0, 9, (8, 20)))
`,
  },
];
