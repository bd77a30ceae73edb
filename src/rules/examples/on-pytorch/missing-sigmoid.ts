/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Binary cross-entropy written out on scores.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = self.out(x)
        return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()  # error: missing-sigmoid
`,
    fixed: [
      [
        'return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()',
        'return torch.nn.functional.binary_cross_entropy_with_logits(p, y)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A distribution of scores.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        coin = torch.distributions.Bernoulli(probs=self.out(x))  # error: missing-sigmoid
        return -coin.log_prob(y).mean()
`,
    fixed: [
      [
        'coin = torch.distributions.Bernoulli(probs=self.out(x))',
        'coin = torch.distributions.Bernoulli(logits=self.out(x))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'In validation, in two lines.',
    code: `import pytorch_lightning as pl
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        p = self.out(x).squeeze(1)
        positive = y * p.log()  # error: missing-sigmoid
        self.log('loss', -(positive + (1 - y) * (1 - p).log()).mean())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A binary cross-entropy written out over logits.',
    code: `import torch
from transformers import Trainer

class MultiLabelTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        y = inputs.pop('labels')
        outputs = model(**inputs)
        p = outputs.logits
        loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()  # error: missing-sigmoid
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()',
        'loss = torch.nn.functional.binary_cross_entropy_with_logits(p, y)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Bernoulli of the raw score of one label.',
    code: `from torch.distributions import Bernoulli
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def decide(batch):
    return Bernoulli(probs=model(**batch).logits).sample()  # error: missing-sigmoid
`,
    fixed: [
      [
        'return Bernoulli(probs=model(**batch).logits).sample()',
        'return Bernoulli(logits=model(**batch).logits).sample()',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A head of an encoder, and the formula in a loop.',
    code: `import torch
from torch import nn
from transformers import AutoModel

encoder = AutoModel.from_pretrained('distilbert-base-uncased')
head = nn.Linear(768, 5)

def step(ids, mask, y):
    out = head(encoder(input_ids=ids, attention_mask=mask).last_hidden_state[:, 0])
    return -(y * out.log() + (1 - y) * (1 - out).log()).sum(1).mean()  # error: missing-sigmoid
`,
  },
  {
    framework: 'fastai',
    title: "The loss of the book's chapter on MNIST, with a log and without the sigmoid.",
    code: `from fastai.vision.all import *

def mnist_loss(predictions, targets):
    return -torch.where(targets == 1, predictions, 1 - predictions).log().mean()  # error: missing-sigmoid

def get_learner(dls):
    simple_net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1))
    return Learner(dls, simple_net, opt_func=SGD, loss_func=mnist_loss, metrics=batch_accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'Binary cross-entropy written out for a Learner.',
    code: `from fastai.tabular.all import *

class Churn(Module):
    def __init__(self, n_in):
        self.layers = nn.Sequential(nn.Linear(n_in, 50), nn.ReLU(), nn.Linear(50, 1))
    def forward(self, x): return self.layers(x)

def bce(inp, targ):
    return -(targ * torch.log(inp) + (1 - targ) * torch.log(1 - inp)).mean()  # error: missing-sigmoid

def train(dls):
    learn = Learner(dls, Churn(12), loss_func=bce)
    learn.fit_one_cycle(5, 1e-3)
    return learn
`,
  },
  {
    framework: 'fastai',
    title: 'Several labels for a picture, in the logs of the scores.',
    code: `from fastai.vision.all import *

model = nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, 20))

def multi_bce(preds, targs):
    pos = targs * preds.log()  # error: missing-sigmoid
    neg = (1 - targs) * (1 - preds).log()
    return -(pos + neg).sum(dim=1).mean()

xb, yb = torch.randn(8, 3, 32, 32), torch.randint(0, 2, (8, 20)).float()
loss = multi_bce(model(xb), yb)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'BCE with logits.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.out(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid first.',
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
        p = torch.sigmoid(self.out(x)).clamp(1e-6, 1 - 1e-6)
        return F.binary_cross_entropy(p, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A distribution of logits.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        coin = torch.distributions.Bernoulli(logits=self.out(x))
        return -coin.log_prob(y).mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'BCE with logits.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class MultiLabelTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        y = inputs.pop('labels')
        outputs = model(**inputs)
        loss = F.binary_cross_entropy_with_logits(outputs.logits, y.float())
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Bernoulli of logits.',
    code: `from torch.distributions import Bernoulli
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def decide(batch):
    return Bernoulli(logits=model(**batch).logits).sample()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A sigmoid before the formula, with a clamp.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)

def step(batch, y):
    p = model(**batch).logits.sigmoid().clamp(1e-7, 1 - 1e-7)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
`,
  },
  {
    framework: 'fastai',
    title: 'The loss of the book, with its sigmoid.',
    code: `from fastai.vision.all import *

def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return -torch.where(targets == 1, predictions, 1 - predictions).log().mean()

def get_learner(dls):
    simple_net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1))
    return Learner(dls, simple_net, opt_func=SGD, loss_func=mnist_loss)
`,
  },
  {
    framework: 'fastai',
    title: 'The net forces its answers between 0 and 1 by itself.',
    code: `from fastai.tabular.all import *

class Churn(Module):
    def __init__(self, n_in):
        self.layers = nn.Sequential(nn.Linear(n_in, 50), nn.ReLU(), nn.Linear(50, 1), SigmoidRange(0, 1))
    def forward(self, x): return self.layers(x)

def bce(inp, targ):
    return -(targ * torch.log(inp) + (1 - targ) * torch.log(1 - inp)).mean()

def train(dls): return Learner(dls, Churn(12), loss_func=bce)
`,
  },
  {
    framework: 'fastai',
    title: 'The distance without a log, as the book has it first.',
    code: `from fastai.vision.all import *

def mnist_loss(predictions, targets):
    return torch.where(targets == 1, 1 - predictions, predictions).mean()

def get_learner(dls):
    return Learner(dls, nn.Linear(28 * 28, 1), opt_func=SGD, loss_func=mnist_loss)
`,
  },
];
