/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A loss object of the module.',
    code: `import pytorch_lightning as pl
from torch import nn

class Autoencoder(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)
        self.criterion = nn.MSELoss(size_average=False)  # info: deprecated-reduction-arguments

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return self.criterion(self.net(x), x)
`,
    fixed: [
      ['self.criterion = nn.MSELoss(size_average=False)', "self.criterion = nn.MSELoss(reduction='sum')"],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A reconstruction term in a step.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
import torch.nn.functional as F

class Autoencoder(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return F.binary_cross_entropy_with_logits(self.net(x), x, size_average=False) / x.size(0)  # info: deprecated-reduction-arguments
`,
    fixed: [
      [
        'return F.binary_cross_entropy_with_logits(self.net(x), x, size_average=False) / x.size(0)',
        "return F.binary_cross_entropy_with_logits(self.net(x), x, reduction='sum') / x.size(0)",
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The losses of the samples.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.criterion = nn.CrossEntropyLoss(ignore_index=0, reduce=False)  # info: deprecated-reduction-arguments

    def training_step(self, batch, batch_idx):
        x, y, weight = batch
        return (self.criterion(self.net(x), y) * weight).mean()
`,
    fixed: [
      [
        'self.criterion = nn.CrossEntropyLoss(ignore_index=0, reduce=False)',
        "self.criterion = nn.CrossEntropyLoss(ignore_index=0, reduction='none')",
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A loss of a Learner.',
    code: `from fastai.vision.all import *

def train(dls, model):
    learn = Learner(dls, model, loss_func=nn.CrossEntropyLoss(size_average=False))  # info: deprecated-reduction-arguments
    learn.fit_one_cycle(3)
`,
    fixed: [
      [
        'learn = Learner(dls, model, loss_func=nn.CrossEntropyLoss(size_average=False))',
        "learn = Learner(dls, model, loss_func=nn.CrossEntropyLoss(reduction='sum'))",
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The loss of each sample.',
    code: `from fastai.basics import *

def weighted(scores, target, weights):
    losses = F.cross_entropy(scores, target, reduce=False)  # info: deprecated-reduction-arguments
    return (losses * weights).mean()
`,
    fixed: [
      [
        'losses = F.cross_entropy(scores, target, reduce=False)',
        "losses = F.cross_entropy(scores, target, reduction='none')",
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The mean, said in the old way.',
    code: `from fastai.basics import *

loss_func = nn.MSELoss(size_average=True)  # info: deprecated-reduction-arguments

def batch_loss(net, xb, yb):
    return loss_func(net(xb).squeeze(1), yb)
`,
    fixed: [['loss_func = nn.MSELoss(size_average=True)', "loss_func = nn.MSELoss(reduction='mean')"]],
  },
  {
    framework: 'Hugging Face',
    title: 'The loss of each token in compute_loss.',
    code: `from torch import nn
from transformers import Trainer

class MaskedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss_fct = nn.CrossEntropyLoss(reduce=False)  # info: deprecated-reduction-arguments
        losses = loss_fct(outputs.logits.view(-1, 9), labels.view(-1))
        loss = losses.mean()
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      ['loss_fct = nn.CrossEntropyLoss(reduce=False)', "loss_fct = nn.CrossEntropyLoss(reduction='none')"],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A sum in a loop.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)

def step(batch, labels):
    logits = model(**batch).logits
    return F.cross_entropy(logits.view(-1, 9), labels.view(-1), size_average=False)  # info: deprecated-reduction-arguments
`,
    fixed: [
      [
        'return F.cross_entropy(logits.view(-1, 9), labels.view(-1), size_average=False)',
        "return F.cross_entropy(logits.view(-1, 9), labels.view(-1), reduction='sum')",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A regression.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=1)
criterion = nn.MSELoss(size_average=True, reduce=True)  # info: deprecated-reduction-arguments

def step(batch, ratings):
    return criterion(model(**batch).logits.squeeze(-1), ratings)
`,
    fixed: [
      ['criterion = nn.MSELoss(size_average=True, reduce=True)', "criterion = nn.MSELoss(reduction='mean')"],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The reduction by its name.',
    code: `import pytorch_lightning as pl
from torch import nn

class Autoencoder(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)
        self.criterion = nn.MSELoss(reduction='sum')

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return self.criterion(self.net(x), x)
`,
  },
  {
    framework: 'Lightning',
    title: 'The default.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A loss of its own with an argument of that name.',
    code: `import lightning as L
from torch import nn

def own_loss(output, target, size_average=True):
    error = (output - target) ** 2
    return error.mean() if size_average else error.sum()

class Autoencoder(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return own_loss(self.net(x), x, size_average=False)
`,
  },
  {
    framework: 'fastai',
    title: 'The sum by reduction.',
    code: `from fastai.vision.all import *

def train(dls, model):
    learn = Learner(dls, model, loss_func=nn.CrossEntropyLoss(reduction='sum'))
    learn.fit_one_cycle(3)
`,
  },
  {
    framework: 'fastai',
    title: 'The loss of each sample by reduction.',
    code: `from fastai.basics import *

def weighted(scores, target, weights):
    losses = F.cross_entropy(scores, target, reduction='none')
    return (losses * weights).mean()
`,
  },
  {
    framework: 'fastai',
    title: "fastai's own losses.",
    code: `from fastai.vision.all import *

def train(dls, model):
    learn = Learner(dls, model, loss_func=CrossEntropyLossFlat(reduction='mean'))
    learn.fit_one_cycle(3)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'reduction in compute_loss.',
    code: `from torch import nn
from transformers import Trainer

class MaskedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss_fct = nn.CrossEntropyLoss(reduction='none')
        losses = loss_fct(outputs.logits.view(-1, 9), labels.view(-1))
        loss = losses.mean()
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The sum by reduction.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)

def step(batch, labels):
    logits = model(**batch).logits
    return F.cross_entropy(logits.view(-1, 9), labels.view(-1), reduction='sum')
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss of the model.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=1)

def step(batch, ratings):
    return model(**batch, labels=ratings).loss
`,
  },
];
