/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Both sides in logarithms, and log_target not set.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Consistency(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(32, 64), nn.Dropout(0.5), nn.Linear(64, 10))

    def training_step(self, batch, batch_idx):
        x, _ = batch
        first = F.log_softmax(self.net(x), dim=1)
        second = F.log_softmax(self.net(x), dim=1)
        return F.kl_div(first, second.detach(), reduction='batchmean')  # error: kldiv-log-target-mismatch
`,
    fixed: [
      [
        "return F.kl_div(first, second.detach(), reduction='batchmean')",
        "return F.kl_div(first, second.detach(), reduction='batchmean', log_target=True)",
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'log_target=True with a softmax of the teacher.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Student(pl.LightningModule):
    def __init__(self, teacher):
        super().__init__()
        self.teacher = teacher
        self.student = nn.Linear(100, 20)
        self.kl = nn.KLDivLoss(reduction='batchmean', log_target=True)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        with torch.no_grad():
            target = torch.softmax(self.teacher(x), dim=-1)
        return self.kl(torch.log_softmax(self.student(x), dim=-1), target)  # error: kldiv-log-target-mismatch
`,
    fixed: [
      [
        "self.kl = nn.KLDivLoss(reduction='batchmean', log_target=True)",
        "self.kl = nn.KLDivLoss(reduction='batchmean')",
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The teacher ends in nn.LogSoftmax.',
    code: `import lightning as L
import torch
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.teacher = nn.Sequential(nn.Linear(64, 10), nn.LogSoftmax(dim=1)).requires_grad_(False)
        self.student = nn.Sequential(nn.Linear(64, 10), nn.LogSoftmax(dim=1))
        self.criterion = nn.KLDivLoss(reduction='batchmean')

    def training_step(self, batch, batch_idx):
        x = batch[0]
        return self.criterion(self.student(x), self.teacher(x))  # error: kldiv-log-target-mismatch
`,
    fixed: [
      [
        "self.criterion = nn.KLDivLoss(reduction='batchmean')",
        "self.criterion = nn.KLDivLoss(reduction='batchmean', log_target=True)",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: "The teacher's logits through log_softmax.",
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import Trainer

class DistillationTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        outputs = model(**inputs)
        with torch.no_grad():
            teacher_logits = self.teacher(**inputs).logits
        loss = nn.KLDivLoss(reduction='batchmean')(
            F.log_softmax(outputs.logits / 2, dim=-1), F.log_softmax(teacher_logits / 2, dim=-1))  # error: kldiv-log-target-mismatch
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        "loss = nn.KLDivLoss(reduction='batchmean')(",
        "loss = nn.KLDivLoss(reduction='batchmean', log_target=True)(",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'log_target=True, and probabilities.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForCausalLM

policy = AutoModelForCausalLM.from_pretrained('gpt2')
reference = AutoModelForCausalLM.from_pretrained('gpt2').eval()

def kl_to_reference(ids):
    with torch.no_grad():
        ref = reference(ids).logits.softmax(dim=-1)
    logp = policy(ids).logits.log_softmax(dim=-1)
    return F.kl_div(logp, ref, log_target=True, reduction='none').sum(-1).mean()  # error: kldiv-log-target-mismatch
`,
    fixed: [
      [
        "return F.kl_div(logp, ref, log_target=True, reduction='none').sum(-1).mean()",
        "return F.kl_div(logp, ref, reduction='none').sum(-1).mean()",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'The loss of two views in an accelerate loop.',
    code: `import torch.nn.functional as F
from accelerate import Accelerator
from transformers import AutoModelForSequenceClassification

accelerator = Accelerator()
model = AutoModelForSequenceClassification.from_pretrained('xlm-roberta-base', num_labels=4)
model = accelerator.prepare(model)

def train(pairs, optimizer):
    for english, german in pairs:
        log_p = F.log_softmax(model(**english).logits, dim=-1)
        log_q = F.log_softmax(model(**german).logits, dim=-1)
        loss = F.kl_div(log_q, log_p, reduction='batchmean')  # error: kldiv-log-target-mismatch
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
`,
    fixed: [
      [
        "loss = F.kl_div(log_q, log_p, reduction='batchmean')",
        "loss = F.kl_div(log_q, log_p, reduction='batchmean', log_target=True)",
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A loss with log_softmax on both sides.',
    code: `from fastai.vision.all import *

def kd_loss(preds, teacher_preds, T=4.):
    s = F.log_softmax(preds / T, dim=1)
    t = F.log_softmax(teacher_preds / T, dim=1)
    return nn.KLDivLoss(reduction='batchmean')(s, t) * T ** 2  # error: kldiv-log-target-mismatch
`,
    fixed: [
      [
        "return nn.KLDivLoss(reduction='batchmean')(s, t) * T ** 2",
        "return nn.KLDivLoss(reduction='batchmean', log_target=True)(s, t) * T ** 2",
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The teacher is a Module that gives logarithms.',
    code: `from fastai.tabular.all import *

class Net(Module):
    def __init__(self, n_in, c): self.lin = nn.Linear(n_in, c)
    def forward(self, x): return self.lin(x).log_softmax(-1)

teacher, student = Net(12, 4), Net(12, 4)
kl = partial(F.kl_div, reduction='batchmean')

def step(xb):
    with torch.no_grad(): t = teacher(xb)
    return kl(student(xb), t)  # error: kldiv-log-target-mismatch
`,
    fixed: [['return kl(student(xb), t)', 'return kl(student(xb), t, log_target=True)']],
  },
  {
    framework: 'fastai',
    title: 'log_target=True with the probabilities of get_preds.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))

def soft_label_loss(preds, acts):
    return F.kl_div(preds.log_softmax(1), acts.softmax(1), log_target=True, reduction='batchmean')  # error: kldiv-log-target-mismatch

loss = soft_label_loss(net(torch.rand(4, 784)), torch.randn(4, 10))
`,
    fixed: [
      [
        "return F.kl_div(preds.log_softmax(1), acts.softmax(1), log_target=True, reduction='batchmean')",
        "return F.kl_div(preds.log_softmax(1), acts.softmax(1), reduction='batchmean')",
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The flag is set.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Consistency(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(32, 64), nn.Dropout(0.5), nn.Linear(64, 10))

    def training_step(self, batch, batch_idx):
        x, _ = batch
        first = F.log_softmax(self.net(x), dim=1)
        second = F.log_softmax(self.net(x), dim=1)
        return F.kl_div(first, second.detach(), reduction='batchmean', log_target=True)
`,
  },
  {
    framework: 'Lightning',
    title: 'The logarithms of the teacher are taken back.',
    code: `import lightning as L
import torch
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.teacher = nn.Sequential(nn.Linear(64, 10), nn.LogSoftmax(dim=1)).requires_grad_(False)
        self.student = nn.Sequential(nn.Linear(64, 10), nn.LogSoftmax(dim=1))
        self.criterion = nn.KLDivLoss(reduction='batchmean')

    def training_step(self, batch, batch_idx):
        x = batch[0]
        return self.criterion(self.student(x), self.teacher(x).exp())
`,
  },
  {
    framework: 'Lightning',
    title: 'Probabilities are the target, as the loss wants them.',
    code: `import lightning as L
import torch
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student = nn.Linear(64, 10)
        self.criterion = nn.KLDivLoss(reduction='batchmean')

    def training_step(self, batch, batch_idx):
        x, probabilities = batch
        return self.criterion(self.student(x).log_softmax(1), probabilities.softmax(1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both sides in logarithms, as the flag says.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

policy = AutoModelForCausalLM.from_pretrained('gpt2')
reference = AutoModelForCausalLM.from_pretrained('gpt2').requires_grad_(False)

def kl_to_reference(ids):
    ref = reference(ids).logits.log_softmax(dim=-1)
    return F.kl_div(policy(ids).logits.log_softmax(dim=-1), ref, log_target=True, reduction='batchmean')
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The teacher through a softmax.',
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import Trainer

class DistillationTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        outputs = model(**inputs)
        with torch.no_grad():
            teacher_logits = self.teacher(**inputs).logits
        loss = nn.KLDivLoss(reduction='batchmean')(
            F.log_softmax(outputs.logits / 2, dim=-1), F.softmax(teacher_logits / 2, dim=-1))
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Votes of annotators add up to one without any softmax.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-cased', num_labels=5)

def step(batch):
    votes = batch.pop('votes').float()
    wanted = votes / votes.sum(-1, keepdim=True)
    return F.kl_div(model(**batch).logits.log_softmax(-1), wanted, reduction='batchmean')
`,
  },
  {
    framework: 'fastai',
    title: 'Logarithms and the flag.',
    code: `from fastai.vision.all import *

def kd_loss(preds, teacher_preds, T=4.):
    s, t = F.log_softmax(preds / T, dim=1), F.log_softmax(teacher_preds / T, dim=1)
    return F.kl_div(s, t, reduction='batchmean', log_target=True) * T ** 2
`,
  },
  {
    framework: 'fastai',
    title: 'The activation of the loss gives probabilities.',
    code: `from fastai.vision.all import *

ce = CrossEntropyLossFlat()

def soft_label_loss(preds, teacher_acts):
    return F.kl_div(preds.log_softmax(-1), ce.activation(teacher_acts), reduction='batchmean')
`,
  },
  {
    framework: 'fastai',
    title: 'The target is made of labels.',
    code: `from fastai.vision.all import *

def smooth_kl(preds, targs, eps=0.1):
    c = preds.shape[-1]
    wanted = F.one_hot(targs, c) * (1 - eps) + eps / c
    return F.kl_div(F.log_softmax(preds, dim=-1), wanted, reduction='batchmean')
`,
  },
];
