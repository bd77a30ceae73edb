/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Labels of whole numbers.',
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
        labels = torch.randint(0, 2, (8, 1))
        return F.binary_cross_entropy_with_logits(self.out(x), labels)  # error: integer-target-to-bce
`,
    fixed: [
      [
        'return F.binary_cross_entropy_with_logits(self.out(x), labels)',
        'return F.binary_cross_entropy_with_logits(self.out(x), labels.float())',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Labels that are converted to long.',
    code: `import pytorch_lightning as pl
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)
        self.criterion = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.out(x).squeeze(1), y.long())  # error: integer-target-to-bce
`,
    fixed: [
      [
        'return self.criterion(self.out(x).squeeze(1), y.long())',
        'return self.criterion(self.out(x).squeeze(1), y.float())',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A discriminator that says which are real.',
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
        real = torch.ones(8, 1, dtype=torch.long)
        return F.binary_cross_entropy(torch.sigmoid(self.out(x)), real)  # error: integer-target-to-bce
`,
    fixed: [
      [
        'return F.binary_cross_entropy(torch.sigmoid(self.out(x)), real)',
        'return F.binary_cross_entropy(torch.sigmoid(self.out(x)), real.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Several labels a text, as long.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def step(batch, labels):
    logits = model(**batch).logits
    return F.binary_cross_entropy_with_logits(logits, labels.long())  # error: integer-target-to-bce
`,
    fixed: [
      [
        'return F.binary_cross_entropy_with_logits(logits, labels.long())',
        'return F.binary_cross_entropy_with_logits(logits, labels.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A trainer with a loss of its own.',
    code: `from torch import nn
from transformers import Trainer

class TagTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.BCEWithLogitsLoss()(outputs.logits, labels.long())  # error: integer-target-to-bce
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'loss = nn.BCEWithLogitsLoss()(outputs.logits, labels.long())',
        'loss = nn.BCEWithLogitsLoss()(outputs.logits, labels.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Labels in one-hot rows.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def step(batch, labels):
    logits = model(**batch).logits
    return F.binary_cross_entropy_with_logits(logits, F.one_hot(labels.long(), 6))  # error: integer-target-to-bce
`,
    fixed: [
      [
        'return F.binary_cross_entropy_with_logits(logits, F.one_hot(labels.long(), 6))',
        'return F.binary_cross_entropy_with_logits(logits, F.one_hot(labels.long(), 6).float())',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'nn.BCEWithLogitsLoss in place of the loss of fastai.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1))
train_y = tensor([1] * 6 + [0] * 6).unsqueeze(1)
loss_func = nn.BCEWithLogitsLoss()
loss = loss_func(net(torch.rand(12, 28 * 28)), train_y)  # error: integer-target-to-bce
`,
    fixed: [
      [
        'loss = loss_func(net(torch.rand(12, 28 * 28)), train_y)',
        'loss = loss_func(net(torch.rand(12, 28 * 28)), train_y.float())',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The loss of a critic with labels that torch.full makes of whole numbers.',
    code: `from fastai.vision.all import *

class AdversarialLoss(Module):
    def forward(self, fake_pred):
        real = torch.full((len(fake_pred), 1), 1)
        return F.binary_cross_entropy_with_logits(fake_pred, real)  # error: integer-target-to-bce

critic = nn.Linear(64, 1)
loss = AdversarialLoss()(critic(torch.randn(16, 64)))
`,
    fixed: [
      [
        'return F.binary_cross_entropy_with_logits(fake_pred, real)',
        'return F.binary_cross_entropy_with_logits(fake_pred, real.float())',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'One-hot labels of whole numbers for a multi-label head.',
    code: `from fastai.vision.all import *

def multi_label_loss(preds, targs):
    onehot = F.one_hot(targs, num_classes=preds.shape[1])
    return F.binary_cross_entropy(preds.sigmoid(), onehot)  # error: integer-target-to-bce

head = nn.Linear(512, 7)
loss = multi_label_loss(head(torch.randn(4, 512)), torch.randint(0, 7, (4,)))
`,
    fixed: [
      [
        'return F.binary_cross_entropy(preds.sigmoid(), onehot)',
        'return F.binary_cross_entropy(preds.sigmoid(), onehot.float())',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Floats.',
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
        return F.binary_cross_entropy_with_logits(self.out(x), torch.ones(8, 1))
`,
  },
  {
    framework: 'Lightning',
    title: 'Converted.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.out(x).squeeze(1), y.float())
`,
  },
  {
    framework: 'Lightning',
    title: 'Class indices go to cross-entropy.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.out(x), y.long())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Floats.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def step(batch, labels):
    logits = model(**batch).logits
    return F.binary_cross_entropy_with_logits(logits, labels.float())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A trainer that converts.',
    code: `from torch import nn
from transformers import Trainer

class TagTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.BCEWithLogitsLoss()(outputs.logits, labels.float())
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Classes for cross-entropy.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6
)

def step(batch, labels):
    logits = model(**batch).logits
    return F.cross_entropy(logits, labels.long())
`,
  },
  {
    framework: 'fastai',
    title: 'BCEWithLogitsLossFlat makes floats of the targets.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1))
train_y = tensor([1] * 6 + [0] * 6).unsqueeze(1)
loss = BCEWithLogitsLossFlat()(net(torch.rand(12, 28 * 28)), train_y)
`,
  },
  {
    framework: 'fastai',
    title: 'BCELossFlat does so too.',
    code: `from fastai.tabular.all import *

model = nn.Sequential(nn.Linear(5, 1), nn.Sigmoid())
loss = BCELossFlat()(model(torch.randn(20, 5)), torch.randint(0, 2, (20, 1)))
`,
  },
  {
    framework: 'fastai',
    title: 'The loss of the book chooses by whole numbers.',
    code: `from fastai.vision.all import *

def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()

net = nn.Linear(28 * 28, 1)
loss = mnist_loss(net(torch.rand(12, 28 * 28)), tensor([1] * 6 + [0] * 6).unsqueeze(1))
`,
  },
];
