/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Two class weights for one output.',
    code: `import lightning as L
import torch
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 4.0]))  # error: pos-weight-shape

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y.unsqueeze(1).float())
`,
  },
  {
    framework: 'Lightning',
    title: 'Four numbers for six labels.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
import torch.nn.functional as F

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(16, 32), nn.ReLU(), nn.Linear(32, 6))
        self.register_buffer('ratio', torch.tensor([3.0, 9.0, 1.5, 4.0]))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.net(x), y, pos_weight=self.ratio)  # error: pos-weight-shape
`,
  },
  {
    framework: 'Lightning',
    title: 'A number for each sample of the batch.',
    code: `import lightning as L
import torch
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self, batch_size=32):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.loss_fn = nn.BCEWithLogitsLoss(pos_weight=torch.full((32,), 2.0))  # error: pos-weight-shape

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss_fn(self.net(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Two weights for a model with one label.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([1.0, 9.0]))  # error: pos-weight-shape

def step(batch, y):
    return criterion(model(**batch).logits, y.float().unsqueeze(1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Three weights for six labels.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)
weights = torch.tensor([2.0, 5.0, 1.0])

def step(batch, y):
    return F.binary_cross_entropy_with_logits(model(**batch).logits, y, pos_weight=weights)  # error: pos-weight-shape
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A weight for each class in compute_loss of a binary Trainer.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss_fct = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([0.6, 3.0]))  # error: pos-weight-shape
        loss = loss_fct(outputs.logits, labels.float().view(-1, 1))
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
trainer = WeightedTrainer(model=model)
`,
  },
  {
    framework: 'fastai',
    title: 'Two class weights for one output.',
    code: `from fastai.basics import *

net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1))
loss_func = nn.BCEWithLogitsLoss(pos_weight=tensor([1.0, 4.0]))  # error: pos-weight-shape

def batch_loss(xb, yb):
    return loss_func(net(xb), yb.unsqueeze(1).float())
`,
  },
  {
    framework: 'fastai',
    title: "fastai's own loss in a Learner of six labels.",
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 6))

def train(dls):
    loss_func = BCEWithLogitsLossFlat(pos_weight=torch.tensor([3.0, 9.0, 1.5, 4.0]))  # error: pos-weight-shape
    Learner(dls, net, loss_func=loss_func).fit_one_cycle(3)
`,
  },
  {
    framework: 'fastai',
    title: 'A function of its own.',
    code: `from fastai.basics import *

head = nn.Linear(512, 5)
ratios = torch.tensor([2.0, 3.0])

def weighted(features, targets):
    return F.binary_cross_entropy_with_logits(head(features), targets, pos_weight=ratios)  # error: pos-weight-shape
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'One number for one output.',
    code: `import lightning as L
import torch
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([4.0]))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y.unsqueeze(1).float())
`,
  },
  {
    framework: 'Lightning',
    title: 'A number for each label.',
    code: `import lightning as L
import torch
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 3)
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([2.0, 5.0, 1.0]))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A number for each channel of the mask.',
    code: `import lightning as L
import torch
from torch import nn

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 2, 1)
        self.criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([6.0, 12.0]).view(2, 1, 1))

    def training_step(self, batch, batch_idx):
        images, masks = batch
        return self.criterion(self.net(images), masks)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One weight for one label.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([9.0]))

def step(batch, y):
    return criterion(model(**batch).logits, y.float().unsqueeze(1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Six weights for six labels.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)

def step(batch, y):
    return F.binary_cross_entropy_with_logits(model(**batch).logits, y, pos_weight=torch.ones(6) * 3)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Two weights of a cross-entropy with two labels.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 9.0]))

def step(batch, y):
    return criterion(model(**batch).logits, y.long())
`,
  },
  {
    framework: 'fastai',
    title: 'One number for one output.',
    code: `from fastai.basics import *

net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1))
loss_func = nn.BCEWithLogitsLoss(pos_weight=tensor([4.0]))

def batch_loss(xb, yb):
    return loss_func(net(xb), yb.unsqueeze(1).float())
`,
  },
  {
    framework: 'fastai',
    title: "fastai's own loss does not flatten where it has a pos_weight.",
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 4))

def train(dls):
    loss_func = BCEWithLogitsLossFlat(pos_weight=torch.tensor([3.0, 9.0, 1.5, 4.0]))
    Learner(dls, net, loss_func=loss_func).fit_one_cycle(3)
`,
  },
  {
    framework: 'fastai',
    title: 'Class weights of a cross-entropy.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 2))

def train(dls):
    loss_func = CrossEntropyLossFlat(weight=torch.tensor([1.0, 4.0]))
    Learner(dls, net, loss_func=loss_func).fit_one_cycle(3)
`,
  },
];
