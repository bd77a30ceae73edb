/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Cross-entropy written out on scores.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y.long(), 5).float()
        scores = self.out(x)
        return -(onehot * torch.log(scores)).sum(1).mean()  # error: missing-softmax
`,
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
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        policy = torch.distributions.Categorical(probs=self.out(x))  # error: missing-softmax
        return -policy.log_prob(y).mean()
`,
    fixed: [
      [
        'policy = torch.distributions.Categorical(probs=self.out(x))',
        'policy = torch.distributions.Categorical(logits=self.out(x))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Sampling from scores.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        return torch.multinomial(self.out(x), 1)  # error: missing-softmax
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The next token is drawn from raw scores.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def sample(ids):
    scores = model(ids).logits[:, -1]
    return torch.multinomial(scores, 1)  # error: missing-softmax
`,
    fixed: [['return torch.multinomial(scores, 1)', 'return torch.multinomial(scores.softmax(1), 1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'A cross-entropy that is written out, without a softmax.',
    code: `import torch
from transformers import Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = -(labels * torch.log(outputs.logits)).sum(dim=1).mean()  # error: missing-softmax
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Confident predictions by the raw scores.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def confident(batch):
    confidence, label = model(**batch).logits.max(dim=-1)
    return label[confidence > 0.9]  # warning: missing-softmax
`,
    fixed: [
      [
        'confidence, label = model(**batch).logits.max(dim=-1)',
        'confidence, label = model(**batch).logits.softmax(-1).max(dim=-1)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The log of the activations that belong to the targets, without the softmax.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 2))

def my_nll(acts, targ):
    return -torch.log(acts[range(len(targ)), targ]).mean()  # error: missing-softmax

xb, yb = torch.randn(64, 1, 28, 28), torch.randint(0, 2, (64,))
loss = my_nll(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'A cross-entropy with soft labels in a Learner.',
    code: `from fastai.vision.all import *

def soft_cross_entropy(preds, targs):
    onehot = F.one_hot(targs, 10).float()
    return -(onehot * torch.log(preds)).sum(dim=1).mean()  # error: missing-softmax

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=soft_cross_entropy, metrics=accuracy)
`,
    fixed: [
      [
        'return -(onehot * torch.log(preds)).sum(dim=1).mean()',
        'return -(onehot * preds.log_softmax(1)).sum(dim=1).mean()',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'Pictures are kept where the model seems certain.',
    code: `from fastai.vision.all import *

model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))

def confident(dl):
    kept = []
    for xb, in dl:
        conf, cls = model(xb).max(dim=1)
        kept.append(xb[conf > 0.95])  # warning: missing-softmax
    return torch.cat(kept)
`,
    fixed: [['conf, cls = model(xb).max(dim=1)', 'conf, cls = model(xb).softmax(1).max(dim=1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'log_softmax.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y.long(), 5).float()
        return -(onehot * F.log_softmax(self.out(x), dim=1)).sum(1).mean()
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
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        policy = torch.distributions.Categorical(logits=self.out(x))
        return -policy.log_prob(y).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'Sampling from probabilities.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        return torch.multinomial(self.out(x).softmax(1), 1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A softmax before something is drawn.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def sample(ids):
    scores = model(ids).logits[:, -1]
    return torch.multinomial(scores.softmax(-1), 1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Logits where a distribution is told so.',
    code: `import torch
from torch.distributions import Categorical
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def sample(ids):
    return Categorical(logits=model(ids).logits[:, -1]).sample()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Confidence by the probabilities.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def confident(batch):
    confidence, label = model(**batch).logits.softmax(-1).max(dim=-1)
    return label[confidence > 0.9]
`,
  },
  {
    framework: 'fastai',
    title: 'log_softmax, and the activations of the targets.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 2))

def my_nll(acts, targ):
    return -acts.log_softmax(dim=1)[range(len(targ)), targ].mean()

xb, yb = torch.randn(64, 1, 28, 28), torch.randint(0, 2, (64,))
loss = my_nll(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'A cross-entropy with soft labels, on log_softmax.',
    code: `from fastai.vision.all import *

def soft_cross_entropy(preds, targs):
    onehot = F.one_hot(targs, 10).float()
    return -(onehot * F.log_softmax(preds, dim=1)).sum(dim=1).mean()

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=soft_cross_entropy, metrics=accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'What get_preds gives has been through the activation of the loss.',
    code: `from fastai.vision.all import *

def confident(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    learn = Learner(dls, net, loss_func=CrossEntropyLossFlat())
    learn.fit(3)
    probs, targs = learn.get_preds()
    conf, cls = probs.max(dim=1)
    return cls[conf > 0.95]
`,
  },
];
