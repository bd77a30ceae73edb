/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The entropy of the predictions.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Entropic(L.LightningModule):
    def __init__(self, weight=0.01):
        super().__init__()
        self.net = nn.Linear(32, 6)
        self.weight = weight

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.net(x)
        p = F.softmax(logits, dim=1)
        entropy = -(p * torch.log(p)).sum(dim=1).mean()  # warning: log-of-softmax
        return F.cross_entropy(logits, y) - self.weight * entropy
`,
    fixed: [
      [
        'entropy = -(p * torch.log(p)).sum(dim=1).mean()',
        'entropy = -(p * F.log_softmax(logits, dim=1)).sum(dim=1).mean()',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'nll_loss of a logarithm.',
    code: `import pytorch_lightning as pl
import torch
import torch.nn.functional as F
from torch import nn

class Net(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10))

    def forward(self, x):
        return torch.softmax(self.layers(x.flatten(1)), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.nll_loss(torch.log(self(x)), y)  # warning: log-of-softmax
        self.log('loss', loss, prog_bar=True)
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: "A policy's log-probabilities.",
    code: `import lightning as L
import torch
from torch import nn

class Reinforce(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.actor = nn.Sequential(nn.Linear(4, 64), nn.Tanh(), nn.Linear(64, 2), nn.Softmax(dim=-1))

    def training_step(self, batch, batch_idx):
        states, actions, returns = batch
        log_probs = self.actor(states).log()  # warning: log-of-softmax
        chosen = log_probs.gather(1, actions.unsqueeze(1)).squeeze(1)
        return -(chosen * returns).mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The log-likelihood of the next tokens.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def log_likelihood(ids):
    logits = model(ids).logits[:, :-1]
    probs = torch.softmax(logits, dim=-1)
    log_probs = torch.log(probs)  # warning: log-of-softmax
    return log_probs.gather(-1, ids[:, 1:].unsqueeze(-1)).squeeze(-1).sum(-1)
`,
    fixed: [['log_probs = torch.log(probs)', 'log_probs = torch.log_softmax(logits, dim=-1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'The KL divergence of a student, with .log() of its probabilities.',
    code: `import torch
import torch.nn.functional as F
from transformers import Trainer

class DistillationTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        outputs = model(**inputs)
        with torch.no_grad():
            teacher = F.softmax(self.teacher(**inputs).logits, dim=-1)
        student = F.softmax(outputs.logits, dim=-1)
        loss = F.kl_div(student.log(), teacher, reduction='batchmean')  # warning: log-of-softmax
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A focal loss over the classes of a batch.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def focal_loss(batch, labels, gamma=2.0):
    p = nn.functional.softmax(model(**batch).logits, dim=-1)
    pt = p[torch.arange(len(labels)), labels]
    return -((1 - pt) ** gamma * torch.log(pt)).mean()  # warning: log-of-softmax
`,
  },
  {
    framework: 'fastai',
    title: 'The likelihood of the book, its log taken afterwards.',
    code: `from fastai.vision.all import *

def my_cross_entropy(acts, targs):
    sm_acts = torch.softmax(acts, dim=1)
    idx = range(len(targs))
    return -sm_acts[idx, targs].log().mean()  # warning: log-of-softmax

net = nn.Linear(20, 4)
loss = my_cross_entropy(net(torch.randn(6, 20)), tensor([0, 3, 1, 1, 2, 0]))
`,
  },
  {
    framework: 'fastai',
    title: 'An entropy of the activations.',
    code: `from fastai.vision.all import *

def entropy(preds):
    p = F.softmax(preds, dim=-1)
    return -(p * p.log()).sum(-1).mean()  # warning: log-of-softmax

class EntropyLoss(Module):
    def forward(self, preds, targs): return F.cross_entropy(preds, targs) + 0.1 * entropy(preds)
`,
    fixed: [
      ['return -(p * p.log()).sum(-1).mean()', 'return -(p * F.log_softmax(preds, dim=-1)).sum(-1).mean()'],
    ],
  },
  {
    framework: 'fastai',
    title: 'A net that ends in nn.Softmax, and nll of its log.',
    code: `from fastai.tabular.all import *

def log_nll(preds, targs):
    return F.nll_loss(torch.log(preds), targs)  # warning: log-of-softmax

net = nn.Sequential(nn.Linear(10, 32), nn.ReLU(), nn.Linear(32, 3), nn.Softmax(dim=1))

def step(xb, yb): return log_nll(net(xb), yb)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'log_softmax for the entropy.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Entropic(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(32, 6)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.net(x)
        log_p = F.log_softmax(logits, dim=1)
        entropy = -(log_p.exp() * log_p).sum(dim=1).mean()
        return F.nll_loss(log_p, y) - 0.01 * entropy
`,
  },
  {
    framework: 'Lightning',
    title: "The mean of several models' probabilities, and its log.",
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Ensemble(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.heads = nn.ModuleList([nn.Linear(32, 6) for _ in range(3)])

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = torch.stack([F.softmax(head(x), dim=1) for head in self.heads]).mean(0)
        return F.nll_loss(torch.log(p), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The logarithm of a number that is logged.',
    code: `import lightning as L
import math
import torch
import torch.nn.functional as F
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(32, 6)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.log('nats_to_bits', loss / math.log(2))
        return loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'log_softmax of the next tokens.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def log_likelihood(ids):
    log_probs = model(ids).logits[:, :-1].log_softmax(-1)
    return log_probs.gather(-1, ids[:, 1:].unsqueeze(-1)).squeeze(-1).sum(-1)
`,
  },
  {
    framework: 'Hugging Face',
    title: "NumPy's logarithm of what a pipeline printed.",
    code: `import numpy as np
from transformers import pipeline

classifier = pipeline('text-classification', top_k=None)

def surprise(text):
    scores = np.array([entry['score'] for entry in classifier(text)])
    return -np.log(scores)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A mixture of a copying and a generating distribution.',
    code: `import torch
from transformers import AutoModelForSeq2SeqLM

model = AutoModelForSeq2SeqLM.from_pretrained('t5-small')

def copy_loss(batch, copied, gate, labels):
    generated = model(**batch).logits.softmax(-1)
    mixed = gate * generated + (1 - gate) * copied
    return -mixed.gather(-1, labels.unsqueeze(-1)).clamp_min(1e-9).log().mean()
`,
  },
  {
    framework: 'fastai',
    title: 'log_softmax of the book.',
    code: `from fastai.vision.all import *

def my_cross_entropy(acts, targs):
    log_sm = acts.log_softmax(dim=1)
    return -log_sm[range(len(targs)), targs].mean()

net = nn.Linear(20, 4)
loss = my_cross_entropy(net(torch.randn(6, 20)), tensor([0, 3, 1, 1, 2, 0]))
`,
  },
  {
    framework: 'fastai',
    title: 'Probabilities of tta are averages.',
    code: `from fastai.vision.all import *

def log_of_mean(net, x):
    a, b = net(x).softmax(-1), net(x.flip(-1)).softmax(-1)
    return ((a + b) / 2).log()

def get(xb): return log_of_mean(nn.Sequential(nn.Flatten(), nn.Linear(784, 10)), xb)
`,
  },
  {
    framework: 'fastai',
    title: 'The logarithm of targets of a regression.',
    code: `from fastai.tabular.all import *

def rmsle(preds, targs):
    return torch.sqrt(F.mse_loss(preds.flatten(), torch.log1p(targs.flatten())))

def get_learner(dls): return Learner(dls, nn.Sequential(nn.Linear(5, 1)), loss_func=rmsle)
`,
  },
];
