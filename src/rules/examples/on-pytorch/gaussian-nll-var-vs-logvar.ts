/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Two heads, one of them called log variance.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Regressor(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean, self.logvar = nn.Linear(8, 1), nn.Linear(8, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.gaussian_nll_loss(self.mean(x), y, self.logvar(x))  # error: gaussian-nll-var-vs-logvar
`,
  },
  {
    framework: 'Lightning',
    title: 'forward gives both, the loss is an attribute.',
    code: `import pytorch_lightning as pl
from torch import nn

class Regressor(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 2))
        self.criterion = nn.GaussianNLLLoss()

    def forward(self, x):
        return self.net(x).chunk(2, dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        mean, variance = self(x)
        return self.criterion(mean, y, variance)  # error: gaussian-nll-var-vs-logvar
`,
  },
  {
    framework: 'Lightning',
    title: 'The square root of a variance.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Regressor(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean, self.raw = nn.Linear(8, 1), nn.Linear(8, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        sigma = F.softplus(self.raw(x)).sqrt()
        return F.gaussian_nll_loss(self.mean(x), y, sigma)  # warning: gaussian-nll-var-vs-logvar
`,
    fixed: [
      [
        'return F.gaussian_nll_loss(self.mean(x), y, sigma)',
        'return F.gaussian_nll_loss(self.mean(x), y, sigma.square())',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A loss of the Learner takes the second output as it is.',
    code: `from fastai.tabular.all import *

gaussian = nn.GaussianNLLLoss()
net = nn.Sequential(nn.Linear(8, 50), nn.ReLU(), nn.Linear(50, 2))

def nll(out, target):
    mean, logvar = out[:, 0], out[:, 1]
    return gaussian(mean, target, logvar)  # error: gaussian-nll-var-vs-logvar

def train(dls):
    Learner(dls, net, loss_func=nll).fit_one_cycle(5)
`,
  },
  {
    framework: 'fastai',
    title: 'Two heads, one of them named a variance.',
    code: `from fastai.basics import *

class TwoHeads(Module):
    def __init__(self):
        self.mean, self.variance = nn.Linear(16, 1), nn.Linear(16, 1)

    def forward(self, x):
        return self.mean(x), self.variance(x)

def nll(out, target):
    mean, variance = out
    return F.gaussian_nll_loss(mean, target, variance)  # error: gaussian-nll-var-vs-logvar

def train(dls):
    Learner(dls, TwoHeads(), loss_func=nll).fit_one_cycle(5)
`,
  },
  {
    framework: 'fastai',
    title: 'The standard deviation.',
    code: `from fastai.basics import *

mean_head, raw_head = nn.Linear(16, 1), nn.Linear(16, 1)

def nll(features, target):
    sigma = F.softplus(raw_head(features)).sqrt()
    return F.gaussian_nll_loss(mean_head(features), target, sigma)  # warning: gaussian-nll-var-vs-logvar
`,
    fixed: [
      [
        'return F.gaussian_nll_loss(mean_head(features), target, sigma)',
        'return F.gaussian_nll_loss(mean_head(features), target, sigma.square())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Two labels are mean and variance.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=2)

def step(batch, ratings):
    mean, logvar = model(**batch).logits.unbind(dim=-1)
    return F.gaussian_nll_loss(mean, ratings, logvar)  # error: gaussian-nll-var-vs-logvar
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss of a Trainer.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class UncertainTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        mean, variance = outputs.logits[:, 0], outputs.logits[:, 1]
        loss = nn.GaussianNLLLoss()(mean, labels, variance)  # error: gaussian-nll-var-vs-logvar
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)
trainer = UncertainTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Heads on a body.',
    code: `import torch.nn.functional as F
from torch import nn
from transformers import AutoModel

class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained('bert-base-uncased')
        self.mean, self.logvar = nn.Linear(768, 1), nn.Linear(768, 1)

    def forward(self, input_ids, attention_mask, labels):
        hidden = self.body(input_ids, attention_mask=attention_mask).last_hidden_state[:, 0]
        return F.gaussian_nll_loss(self.mean(hidden), labels, self.logvar(hidden))  # error: gaussian-nll-var-vs-logvar
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The exp of the logarithm.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Regressor(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean, self.logvar = nn.Linear(8, 1), nn.Linear(8, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.gaussian_nll_loss(self.mean(x), y, self.logvar(x).exp())
`,
  },
  {
    framework: 'Lightning',
    title: 'A softplus in the model.',
    code: `import lightning as L
from torch import nn

class Regressor(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean = nn.Linear(8, 1)
        self.variance = nn.Sequential(nn.Linear(8, 1), nn.Softplus())
        self.criterion = nn.GaussianNLLLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.mean(x), y, self.variance(x))
`,
  },
  {
    framework: 'Lightning',
    title: 'The loss of a log variance, written out.',
    code: `import lightning as L
import torch
from torch import nn

class Regressor(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean, self.logvar = nn.Linear(8, 1), nn.Linear(8, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        mean, logvar = self.mean(x), self.logvar(x)
        return 0.5 * (logvar + (y - mean) ** 2 * torch.exp(-logvar)).mean()
`,
  },
  {
    framework: 'fastai',
    title: 'The exp of the second output.',
    code: `from fastai.tabular.all import *

gaussian = nn.GaussianNLLLoss()
net = nn.Sequential(nn.Linear(8, 50), nn.ReLU(), nn.Linear(50, 2))

def nll(out, target):
    mean, logvar = out[:, 0], out[:, 1]
    return gaussian(mean, target, logvar.exp())

def train(dls):
    Learner(dls, net, loss_func=nll).fit_one_cycle(5)
`,
  },
  {
    framework: 'fastai',
    title: 'softplus makes a variance.',
    code: `from fastai.basics import *

class TwoHeads(Module):
    def __init__(self):
        self.mean, self.variance = nn.Linear(16, 1), nn.Linear(16, 1)

    def forward(self, x):
        return self.mean(x), F.softplus(self.variance(x))

def nll(out, target):
    mean, variance = out
    return F.gaussian_nll_loss(mean, target, variance)

def train(dls):
    Learner(dls, TwoHeads(), loss_func=nll).fit_one_cycle(5)
`,
  },
  {
    framework: 'fastai',
    title: 'The square of the standard deviation.',
    code: `from fastai.basics import *

mean_head, raw_head = nn.Linear(16, 1), nn.Linear(16, 1)

def nll(features, target):
    sigma = F.softplus(raw_head(features))
    return F.gaussian_nll_loss(mean_head(features), target, sigma ** 2)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The exp of the second label.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=2)

def step(batch, ratings):
    mean, logvar = model(**batch).logits.unbind(dim=-1)
    return F.gaussian_nll_loss(mean, ratings, logvar.exp())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'softplus in compute_loss.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class UncertainTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        mean, variance = outputs.logits[:, 0], nn.functional.softplus(outputs.logits[:, 1])
        loss = nn.GaussianNLLLoss()(mean, labels, variance)
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)
trainer = UncertainTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The logarithm in a loss that is written out.',
    code: `import torch.nn.functional as F
from torch import nn
from transformers import AutoModel

class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained('bert-base-uncased')
        self.mean, self.logvar = nn.Linear(768, 1), nn.Linear(768, 1)

    def forward(self, input_ids, attention_mask, labels):
        hidden = self.body(input_ids, attention_mask=attention_mask).last_hidden_state[:, 0]
        mean, logvar = self.mean(hidden), self.logvar(hidden)
        return 0.5 * (logvar + (labels - mean) ** 2 / logvar.exp()).mean()
`,
  },
];
