/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The mean is the default of the class.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)
        self.criterion = nn.KLDivLoss()  # warning: kldiv-reduction-mean

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return self.criterion(q, p)
`,
    fixed: [['self.criterion = nn.KLDivLoss()', "self.criterion = nn.KLDivLoss(reduction='batchmean')"]],
  },
  {
    framework: 'Lightning',
    title: 'By the function.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return F.kl_div(q, p)  # warning: kldiv-reduction-mean
`,
    fixed: [['return F.kl_div(q, p)', "return F.kl_div(q, p, reduction='batchmean')"]],
  },
  {
    framework: 'Lightning',
    title: 'Written out.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return F.kl_div(q, p, reduction='mean')  # warning: kldiv-reduction-mean
`,
    fixed: [["return F.kl_div(q, p, reduction='mean')", "return F.kl_div(q, p, reduction='batchmean')"]],
  },
  {
    framework: 'Hugging Face',
    title: 'nn.KLDivLoss() in compute_loss.',
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import Trainer

class KDTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        outputs = model(**inputs)
        with torch.no_grad():
            teacher = self.teacher(**inputs).logits
        loss_fct = nn.KLDivLoss()  # warning: kldiv-reduction-mean
        loss = loss_fct(F.log_softmax(outputs.logits, dim=-1), F.softmax(teacher, dim=-1))
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [['loss_fct = nn.KLDivLoss()', "loss_fct = nn.KLDivLoss(reduction='batchmean')"]],
  },
  {
    framework: 'Hugging Face',
    title: 'F.kl_div over the tokens of a student.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForMaskedLM

student = AutoModelForMaskedLM.from_pretrained('distilbert-base-uncased')
teacher = AutoModelForMaskedLM.from_pretrained('bert-base-uncased').eval()
T = 2.0

def step(batch):
    with torch.no_grad():
        wanted = F.softmax(teacher(**batch).logits / T, dim=-1)
    got = F.log_softmax(student(**batch).logits / T, dim=-1)
    return F.kl_div(got, wanted) * T**2  # warning: kldiv-reduction-mean
`,
    fixed: [
      ['return F.kl_div(got, wanted) * T**2', "return F.kl_div(got, wanted, reduction='batchmean') * T**2"],
    ],
  },
  {
    framework: 'Hugging Face',
    title: "reduction='mean' is written.",
    code: `import torch.nn.functional as F
from accelerate import Accelerator
from torch import nn
from transformers import AutoModelForSequenceClassification

accelerator = Accelerator()
model = AutoModelForSequenceClassification.from_pretrained('bert-base-cased', num_labels=5)
kl = nn.KLDivLoss(reduction='mean')  # warning: kldiv-reduction-mean

def train(loader, optimizer):
    for batch in loader:
        votes = batch.pop('votes')
        loss = kl(model(**batch).logits.log_softmax(-1), votes.float())
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
`,
    fixed: [["kl = nn.KLDivLoss(reduction='mean')", "kl = nn.KLDivLoss(reduction='batchmean')"]],
  },
  {
    framework: 'fastai',
    title: 'A Learner with nn.KLDivLoss().',
    code: `from fastai.tabular.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Linear(16, 100), nn.ReLU(), nn.Linear(100, 10), nn.LogSoftmax(dim=1))
    return Learner(dls, net, loss_func=nn.KLDivLoss())  # warning: kldiv-reduction-mean
`,
    fixed: [
      [
        'return Learner(dls, net, loss_func=nn.KLDivLoss())',
        "return Learner(dls, net, loss_func=nn.KLDivLoss(reduction='batchmean'))",
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "F.kl_div in a loss of one's own.",
    code: `from fastai.vision.all import *

def soft_loss(preds, targs, T=2):
    return T * T * F.kl_div(F.log_softmax(preds / T, dim=-1), F.softmax(targs / T, dim=-1))  # warning: kldiv-reduction-mean
`,
    fixed: [
      [
        'return T * T * F.kl_div(F.log_softmax(preds / T, dim=-1), F.softmax(targs / T, dim=-1))',
        "return T * T * F.kl_div(F.log_softmax(preds / T, dim=-1), F.softmax(targs / T, dim=-1), reduction='batchmean')",
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The mean over the elements, in a Module.',
    code: `from fastai.vision.all import *

class DistributionLoss(Module):
    def __init__(self): self.kl = nn.KLDivLoss(reduction='mean')  # warning: kldiv-reduction-mean
    def forward(self, preds, targs): return self.kl(preds.log_softmax(1), targs)

def get_learner(dls, net): return Learner(dls, net, loss_func=DistributionLoss())
`,
    fixed: [
      [
        "def __init__(self): self.kl = nn.KLDivLoss(reduction='mean')",
        "def __init__(self): self.kl = nn.KLDivLoss(reduction='batchmean')",
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'batchmean.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return F.kl_div(q, p, reduction='batchmean')
`,
  },
  {
    framework: 'Lightning',
    title: 'A sum with a divisor of its own.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return F.kl_div(q, p, reduction='sum') / x.size(0)
`,
  },
  {
    framework: 'Lightning',
    title: 'The mean of the sums of the rows.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return F.kl_div(q, p, reduction='none').sum(dim=1).mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'batchmean.',
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import Trainer

class KDTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        outputs = model(**inputs)
        with torch.no_grad():
            teacher = self.teacher(**inputs).logits
        loss_fct = nn.KLDivLoss(reduction='batchmean')
        loss = loss_fct(F.log_softmax(outputs.logits, dim=-1), F.softmax(teacher, dim=-1))
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Every token by itself, and then the tokens that count.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

student = AutoModelForCausalLM.from_pretrained('distilgpt2')

def step(batch, teacher_probs, mask):
    log_q = student(**batch).logits.log_softmax(-1)
    per_token = F.kl_div(log_q, teacher_probs, reduction='none').sum(-1)
    return (per_token * mask).sum() / mask.sum()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The sum over its own divisor.',
    code: `import torch.nn.functional as F
from torch import nn
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)
kl = nn.KLDivLoss(reduction='sum')

def step(batch, wanted):
    logits = model(**batch).logits
    return kl(F.log_softmax(logits, dim=-1), wanted) / batch['attention_mask'].sum()
`,
  },
  {
    framework: 'fastai',
    title: 'batchmean in the Learner.',
    code: `from fastai.tabular.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Linear(16, 100), nn.ReLU(), nn.Linear(100, 10), nn.LogSoftmax(dim=1))
    return Learner(dls, net, loss_func=nn.KLDivLoss(reduction='batchmean'))
`,
  },
  {
    framework: 'fastai',
    title: 'Summed over the classes, then the mean of the batch.',
    code: `from fastai.vision.all import *

def soft_loss(preds, targs, T=2):
    kl = F.kl_div(F.log_softmax(preds / T, dim=-1), F.softmax(targs / T, dim=-1), reduction='none')
    return kl.sum(-1).mean() * T * T
`,
  },
  {
    framework: 'fastai',
    title: 'The KL term of an autoencoder is a formula of its own.',
    code: `from fastai.vision.all import *

def vae_loss(recon, x, mu, logvar):
    kl = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp(), dim=1)
    return (F.mse_loss(recon, x, reduction='none').flatten(1).sum(1) + kl).mean()
`,
  },
];
