/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward gives expected counts.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 1)

    def forward(self, x):
        return torch.exp(self.out(x))

    def training_step(self, batch, batch_idx):
        x, counts = batch
        return F.poisson_nll_loss(self(x), counts)  # error: poisson-nll-exp-input
`,
    fixed: [
      [
        'return F.poisson_nll_loss(self(x), counts)',
        'return F.poisson_nll_loss(self(x), counts, log_input=False)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute, the exp stands in its call.',
    code: `import pytorch_lightning as pl
from torch import nn

class Counter(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 1))
        self.criterion = nn.PoissonNLLLoss(full=True)

    def training_step(self, batch, batch_idx):
        x, counts = batch
        return self.criterion(self.net(x).exp(), counts)  # error: poisson-nll-exp-input
`,
    fixed: [
      ['return self.criterion(self.net(x).exp(), counts)', 'return self.criterion(self.net(x), counts)'],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Training passes scores, validation rates: the object is used in two ways.',
    code: `import lightning as L
from torch import nn

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 1)
        self.criterion = nn.PoissonNLLLoss()

    def training_step(self, batch, batch_idx):
        x, counts = batch
        return self.criterion(self.out(x), counts)

    def validation_step(self, batch, batch_idx):
        x, counts = batch
        rate = self.out(x).exp()
        self.log('loss', self.criterion(rate, counts))  # error: poisson-nll-exp-input
        self.log('error', (rate - counts).abs().mean())
`,
  },
  {
    framework: 'fastai',
    title: 'The network of a Learner gives expected counts.',
    code: `from fastai.tabular.all import *

class Counter(Module):
    def __init__(self):
        self.out = nn.Linear(12, 1)

    def forward(self, x):
        return torch.exp(self.out(x))

def train(dls):
    learn = Learner(dls, Counter(), loss_func=nn.PoissonNLLLoss())  # error: poisson-nll-exp-input
    learn.fit_one_cycle(5)
`,
    fixed: [
      [
        'learn = Learner(dls, Counter(), loss_func=nn.PoissonNLLLoss())',
        'learn = Learner(dls, Counter(), loss_func=nn.PoissonNLLLoss(log_input=False))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A loss of its own.',
    code: `from fastai.basics import *

net = nn.Sequential(nn.Linear(12, 50), nn.ReLU(), nn.Linear(50, 1))

def poisson(xb, counts):
    return F.poisson_nll_loss(net(xb).exp(), counts)  # error: poisson-nll-exp-input
`,
    fixed: [
      ['return F.poisson_nll_loss(net(xb).exp(), counts)', 'return F.poisson_nll_loss(net(xb), counts)'],
    ],
  },
  {
    framework: 'fastai',
    title: 'The rates are read beside the loss.',
    code: `from fastai.basics import *

net = nn.Linear(12, 1)
loss_func = nn.PoissonNLLLoss(full=True)

def batch_loss(xb, counts):
    rates = torch.exp(net(xb))
    error = (rates - counts).abs().mean()
    return loss_func(rates, counts), error  # error: poisson-nll-exp-input
`,
    fixed: [
      [
        'loss_func = nn.PoissonNLLLoss(full=True)',
        'loss_func = nn.PoissonNLLLoss(full=True, log_input=False)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss of a model of counts.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class CountTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        rates = torch.exp(outputs.logits.squeeze(-1))
        loss = nn.PoissonNLLLoss()(rates, labels.float())  # error: poisson-nll-exp-input
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
trainer = CountTrainer(model=model)
`,
    fixed: [
      [
        'loss = nn.PoissonNLLLoss()(rates, labels.float())',
        'loss = nn.PoissonNLLLoss(log_input=False)(rates, labels.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A loop.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=1)

def step(batch, counts):
    return F.poisson_nll_loss(model(**batch).logits.exp(), counts)  # error: poisson-nll-exp-input
`,
    fixed: [
      [
        'return F.poisson_nll_loss(model(**batch).logits.exp(), counts)',
        'return F.poisson_nll_loss(model(**batch).logits, counts)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A head on a body.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained('bert-base-uncased')
        self.head = nn.Linear(768, 1)
        self.criterion = nn.PoissonNLLLoss()

    def forward(self, input_ids, attention_mask, labels):
        hidden = self.body(input_ids, attention_mask=attention_mask).last_hidden_state[:, 0]
        counts = torch.exp(self.head(hidden))
        return self.criterion(counts, labels), counts  # error: poisson-nll-exp-input
`,
    fixed: [['self.criterion = nn.PoissonNLLLoss()', 'self.criterion = nn.PoissonNLLLoss(log_input=False)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The score goes to the loss, its exp to the log.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 1)

    def training_step(self, batch, batch_idx):
        x, counts = batch
        score = self.out(x)
        self.log('rate', score.exp().mean())
        return F.poisson_nll_loss(score, counts)
`,
  },
  {
    framework: 'Lightning',
    title: 'log_input=False.',
    code: `import lightning as L
from torch import nn

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 1)
        self.criterion = nn.PoissonNLLLoss(log_input=False)

    def training_step(self, batch, batch_idx):
        x, counts = batch
        return self.criterion(self.out(x).exp(), counts)
`,
  },
  {
    framework: 'Lightning',
    title: 'A distribution takes the rate.',
    code: `import lightning as L
import torch
from torch import nn

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(12, 1)

    def training_step(self, batch, batch_idx):
        x, counts = batch
        rate = self.out(x).exp()
        return -torch.distributions.Poisson(rate).log_prob(counts).mean()
`,
  },
  {
    framework: 'fastai',
    title: 'The network gives the logarithm.',
    code: `from fastai.tabular.all import *

class Counter(Module):
    def __init__(self):
        self.out = nn.Linear(12, 1)

    def forward(self, x):
        return self.out(x)

def train(dls):
    learn = Learner(dls, Counter(), loss_func=nn.PoissonNLLLoss())
    learn.fit_one_cycle(5)
`,
  },
  {
    framework: 'fastai',
    title: 'log_input=False.',
    code: `from fastai.basics import *

net = nn.Sequential(nn.Linear(12, 50), nn.ReLU(), nn.Linear(50, 1))

def poisson(xb, counts):
    return F.poisson_nll_loss(net(xb).exp(), counts, log_input=False)
`,
  },
  {
    framework: 'fastai',
    title: 'The rates are for a metric.',
    code: `from fastai.basics import *

net = nn.Linear(12, 1)
loss_func = nn.PoissonNLLLoss(full=True)

def batch_loss(xb, counts):
    scores = net(xb)
    error = (scores.exp() - counts).abs().mean()
    return loss_func(scores, counts), error
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss passes the logits.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class CountTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.PoissonNLLLoss()(outputs.logits.squeeze(-1), labels.float())
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
trainer = CountTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss takes rates.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=1)

def step(batch, counts):
    return F.poisson_nll_loss(model(**batch).logits.exp(), counts, log_input=False)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The exp is returned, the score goes to the loss.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained('bert-base-uncased')
        self.head = nn.Linear(768, 1)
        self.criterion = nn.PoissonNLLLoss()

    def forward(self, input_ids, attention_mask, labels):
        hidden = self.body(input_ids, attention_mask=attention_mask).last_hidden_state[:, 0]
        score = self.head(hidden)
        return self.criterion(score, labels), torch.exp(score)
`,
  },
];
