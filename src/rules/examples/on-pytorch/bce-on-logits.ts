/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in a linear layer.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)

    def forward(self, x):
        return self.out(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self(x), y)  # error: bce-on-logits
`,
    fixed: [
      ['return F.binary_cross_entropy(self(x), y)', 'return F.binary_cross_entropy_with_logits(self(x), y)'],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute.',
    code: `import pytorch_lightning as pl
from torch import nn

class Detector(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(16, 8), nn.ReLU(), nn.Linear(8, 1))
        self.loss = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.net(x), y)  # error: bce-on-logits
`,
    fixed: [['self.loss = nn.BCELoss()', 'self.loss = nn.BCEWithLogitsLoss()']],
  },
  {
    framework: 'Lightning',
    title: 'A discriminator in a GAN of manual optimization.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Gan(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.discriminator = nn.Sequential(nn.Linear(784, 64), nn.LeakyReLU(0.2), nn.Linear(64, 1))

    def adversarial_loss(self, images):
        scores = self.discriminator(images)
        return F.binary_cross_entropy(scores, torch.ones_like(scores))  # error: bce-on-logits
`,
    fixed: [
      [
        'return F.binary_cross_entropy(scores, torch.ones_like(scores))',
        'return F.binary_cross_entropy_with_logits(scores, torch.ones_like(scores))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'BCELossFlat takes probabilities.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))
loss_func = BCELossFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)  # error: bce-on-logits
`,
  },
  {
    framework: 'fastai',
    title: 'The function of PyTorch.',
    code: `from fastai.vision.all import *

net = nn.Linear(784, 20)

def batch_loss(xb, yb):
    return F.binary_cross_entropy(net(xb), yb)  # error: bce-on-logits
`,
    fixed: [
      [
        'return F.binary_cross_entropy(net(xb), yb)',
        'return F.binary_cross_entropy_with_logits(net(xb), yb)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A loss object of PyTorch.',
    code: `from fastai.basics import *

net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 20))
loss_func = nn.BCELoss()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)  # error: bce-on-logits
`,
    fixed: [['loss_func = nn.BCELoss()', 'loss_func = nn.BCEWithLogitsLoss()']],
  },
  {
    framework: 'Hugging Face',
    title: 'Several labels a text.',
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def step(batch, labels):
    logits = model(**batch).logits
    return F.binary_cross_entropy(logits, labels.float())  # error: bce-on-logits
`,
    fixed: [
      [
        'return F.binary_cross_entropy(logits, labels.float())',
        'return F.binary_cross_entropy_with_logits(logits, labels.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'By the class.',
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)
criterion = nn.BCELoss()

def step(batch, labels):
    logits = model(**batch).logits
    return criterion(logits, labels)  # error: bce-on-logits
`,
    fixed: [['criterion = nn.BCELoss()', 'criterion = nn.BCEWithLogitsLoss()']],
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
        loss = F.binary_cross_entropy(logits, labels.float())  # error: bce-on-logits
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'loss = F.binary_cross_entropy(logits, labels.float())',
        'loss = F.binary_cross_entropy_with_logits(logits, labels.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'The score of a single label: its head ends in a linear layer too.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

ranker = AutoModelForSequenceClassification.from_pretrained('cross-encoder/ms-marco-MiniLM-L-6-v2', num_labels=1)

def step(batch, relevant):
    score = ranker(**batch).logits.squeeze(-1)
    return F.binary_cross_entropy(score, relevant.float())  # error: bce-on-logits
`,
    fixed: [
      [
        'return F.binary_cross_entropy(score, relevant.float())',
        'return F.binary_cross_entropy_with_logits(score, relevant.float())',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The loss with the sigmoid inside.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.out(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The model ends in a sigmoid.',
    code: `import lightning as L
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(16, 1), nn.Sigmoid())
        self.loss = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The sigmoid is applied in the step.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(torch.sigmoid(self.out(x)), y)
`,
  },
  {
    framework: 'fastai',
    title: 'The loss with the sigmoid inside.',
    code: `from fastai.vision.all import *

net = nn.Linear(784, 20)
loss_func = BCEWithLogitsLossFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'Probabilities.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(784, 1), nn.Sigmoid())
loss_func = BCELossFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: "The sigmoid in a loss of one's own.",
    code: `from fastai.basics import *

net = nn.Linear(784, 20)

def batch_loss(xb, yb):
    return F.binary_cross_entropy(net(xb).sigmoid(), yb)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A sigmoid first.',
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def step(batch, labels):
    logits = model(**batch).logits
    return F.binary_cross_entropy(torch.sigmoid(logits), labels.float())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss that takes scores.',
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)
criterion = nn.BCEWithLogitsLoss()

def step(batch, labels):
    logits = model(**batch).logits
    return criterion(logits, labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The score of a single label goes through a sigmoid.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

ranker = AutoModelForSequenceClassification.from_pretrained('cross-encoder/ms-marco-MiniLM-L-6-v2', num_labels=1)

def step(batch, relevant):
    score = ranker(**batch).logits.squeeze(-1)
    return F.binary_cross_entropy(torch.sigmoid(score), relevant.float())
`,
  },
];
