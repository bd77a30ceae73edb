/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: "A student's probabilities in a distillation module.",
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Distiller(L.LightningModule):
    def __init__(self, teacher, temperature=4.0):
        super().__init__()
        self.teacher = teacher.eval()
        self.student = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
        self.T = temperature

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.student(x)
        with torch.no_grad():
            soft = F.softmax(self.teacher(x) / self.T, dim=1)
        kd = F.kl_div(F.softmax(logits / self.T, dim=1), soft, reduction='batchmean') * self.T**2  # error: kldiv-input-not-log
        return 0.3 * F.cross_entropy(logits, y) + 0.7 * kd
`,
    fixed: [
      [
        "kd = F.kl_div(F.softmax(logits / self.T, dim=1), soft, reduction='batchmean') * self.T**2",
        "kd = F.kl_div(F.log_softmax(logits / self.T, dim=1), soft, reduction='batchmean') * self.T**2",
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Raw scores of the student, the loss an attribute.',
    code: `import pytorch_lightning as pl
from torch import nn

class Student(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(128, 20)
        self.kl = nn.KLDivLoss(reduction='batchmean')

    def forward(self, features):
        return self.net(features)

    def training_step(self, batch, batch_idx):
        features, teacher_probs = batch
        loss = self.kl(self(features), teacher_probs)  # error: kldiv-input-not-log
        self.log('kd', loss)
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'forward ends in nn.Softmax, and the labels are distributions.',
    code: `import lightning as L
import torch
from torch import nn

class AgeDistribution(L.LightningModule):
    def __init__(self, bins=101):
        super().__init__()
        self.model = nn.Sequential(nn.Linear(512, bins), nn.Softmax(dim=-1))

    def shared_step(self, batch, stage):
        x, distribution = batch
        loss = nn.functional.kl_div(self.model(x), distribution, reduction='batchmean')  # error: kldiv-input-not-log
        self.log(f'{stage}_kl', loss)
        return loss

    def training_step(self, batch, batch_idx):
        return self.shared_step(batch, 'train')

    def validation_step(self, batch, batch_idx):
        self.shared_step(batch, 'val')
`,
    fixed: [
      [
        'self.model = nn.Sequential(nn.Linear(512, bins), nn.Softmax(dim=-1))',
        'self.model = nn.Sequential(nn.Linear(512, bins), nn.LogSoftmax(dim=-1))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A distillation Trainer with two softmaxes.',
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class DistillationTrainer(Trainer):
    def __init__(self, *args, teacher_model=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.teacher = teacher_model

    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        outputs_student = model(**inputs)
        with torch.no_grad():
            outputs_teacher = self.teacher(**inputs)
        loss_function = nn.KLDivLoss(reduction='batchmean')
        loss_kd = loss_function(
            F.softmax(outputs_student.logits / 2.0, dim=-1), F.softmax(outputs_teacher.logits / 2.0, dim=-1))  # error: kldiv-input-not-log
        loss = 0.5 * outputs_student.loss + 0.5 * 4.0 * loss_kd
        return (loss, outputs_student) if return_outputs else loss
`,
    fixed: [
      [
        'F.softmax(outputs_student.logits / 2.0, dim=-1), F.softmax(outputs_teacher.logits / 2.0, dim=-1))',
        'F.log_softmax(outputs_student.logits / 2.0, dim=-1), F.softmax(outputs_teacher.logits / 2.0, dim=-1))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'The logits of a language model as they are.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForCausalLM

student = AutoModelForCausalLM.from_pretrained('distilgpt2')
teacher = AutoModelForCausalLM.from_pretrained('gpt2-large').eval()

def kd_loss(batch):
    with torch.no_grad():
        targets = teacher(**batch).logits.softmax(dim=-1)
    return F.kl_div(student(**batch).logits, targets, reduction='batchmean')  # error: kldiv-input-not-log
`,
    fixed: [
      [
        "return F.kl_div(student(**batch).logits, targets, reduction='batchmean')",
        "return F.kl_div(student(**batch).logits.log_softmax(2), targets, reduction='batchmean')",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'R-Drop: probabilities of two forward passes held against each other.',
    code: `import torch.nn.functional as F
from accelerate import Accelerator
from transformers import AutoModelForSequenceClassification

accelerator = Accelerator()
model = AutoModelForSequenceClassification.from_pretrained('roberta-large', num_labels=3)

def train(loader, optimizer):
    for batch in loader:
        labels = batch.pop('labels')
        p = model(**batch).logits
        q = model(**batch).logits
        ce = 0.5 * (F.cross_entropy(p, labels) + F.cross_entropy(q, labels))
        p_probs, q_probs = F.softmax(p, dim=-1), F.softmax(q, dim=-1)
        kl = F.kl_div(p_probs, q_probs, reduction='batchmean')  # error: kldiv-input-not-log
        accelerator.backward(ce + kl)
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'fastai',
    title: 'A knowledge-distillation loss with the softmax on both sides.',
    code: `from fastai.vision.all import *

def kd_loss(preds, teacher_preds, T=3.0):
    student = F.softmax(preds / T, dim=1)
    teacher = F.softmax(teacher_preds / T, dim=1)
    return F.kl_div(student, teacher, reduction='batchmean') * T * T  # error: kldiv-input-not-log

class KD(Callback):
    def after_loss(self):
        self.learn.loss_grad += kd_loss(self.pred, self.yb[0])
`,
    fixed: [['student = F.softmax(preds / T, dim=1)', 'student = F.log_softmax(preds / T, dim=1)']],
  },
  {
    framework: 'fastai',
    title: 'Labels that are distributions, and the activations as they are.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(16, 100), nn.ReLU(), nn.Linear(100, 10))
xb, yb = torch.randn(64, 16), torch.rand(64, 10).softmax(dim=1)
loss_func = nn.KLDivLoss(reduction='batchmean')
loss = loss_func(net(xb), yb)  # error: kldiv-input-not-log
`,
    fixed: [['loss = loss_func(net(xb), yb)', 'loss = loss_func(net(xb).log_softmax(1), yb)']],
  },
  {
    framework: 'fastai',
    title: 'A Learner whose net ends in nn.Softmax, with the KL divergence.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(3 * 64 * 64, 5), nn.Softmax(dim=1))
    return Learner(dls, net, loss_func=nn.KLDivLoss(reduction='batchmean'))  # error: kldiv-input-not-log
`,
    fixed: [
      [
        'net = nn.Sequential(nn.Flatten(), nn.Linear(3 * 64 * 64, 5), nn.Softmax(dim=1))',
        'net = nn.Sequential(nn.Flatten(), nn.Linear(3 * 64 * 64, 5), nn.LogSoftmax(dim=1))',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'log_softmax for the student, softmax for the teacher.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Distiller(L.LightningModule):
    def __init__(self, teacher, temperature=4.0):
        super().__init__()
        self.teacher = teacher
        self.student = nn.Linear(784, 10)
        self.T = temperature

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.student(x)
        with torch.no_grad():
            soft = F.softmax(self.teacher(x) / self.T, dim=1)
        return F.kl_div(F.log_softmax(logits / self.T, dim=1), soft, reduction='batchmean') * self.T**2
`,
  },
  {
    framework: 'Lightning',
    title: 'The log is taken in the call.',
    code: `import lightning as L
import torch
from torch import nn

class AgeDistribution(L.LightningModule):
    def __init__(self, bins=101):
        super().__init__()
        self.model = nn.Sequential(nn.Linear(512, bins), nn.Softmax(dim=-1))
        self.kl = nn.KLDivLoss(reduction='batchmean')

    def training_step(self, batch, batch_idx):
        x, distribution = batch
        return self.kl(self.model(x).clamp_min(1e-8).log(), distribution)
`,
  },
  {
    framework: 'Lightning',
    title: 'kl_divergence of torch.distributions takes distributions.',
    code: `import lightning as L
import torch
from torch import nn
from torch.distributions import Categorical, kl_divergence

class Policy(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.actor = nn.Linear(8, 4)
        self.old = nn.Linear(8, 4).requires_grad_(False)

    def training_step(self, batch, batch_idx):
        new = Categorical(logits=self.actor(batch))
        old = Categorical(probs=self.old(batch).softmax(-1))
        return kl_divergence(old, new).mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The Trainer of the distillation course.',
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import Trainer

class DistillationTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        outputs = model(**inputs)
        with torch.no_grad():
            teacher_logits = self.teacher(**inputs).logits
        T = self.args.temperature
        kl = nn.KLDivLoss(reduction='batchmean')
        loss = T**2 * kl(F.log_softmax(outputs.logits / T, dim=-1), F.softmax(teacher_logits / T, dim=-1))
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both passes in logarithms, with log_target.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-large', num_labels=3)

def consistency(batch):
    log_p = model(**batch).logits.log_softmax(-1)
    log_q = model(**batch).logits.log_softmax(-1)
    forward = F.kl_div(log_p, log_q, log_target=True, reduction='batchmean')
    return 0.5 * (forward + F.kl_div(log_q, log_p, log_target=True, reduction='batchmean'))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The penalty of a policy against its reference, written out.',
    code: `import torch
from transformers import AutoModelForCausalLM

policy = AutoModelForCausalLM.from_pretrained('gpt2')
reference = AutoModelForCausalLM.from_pretrained('gpt2').requires_grad_(False)

def kl_penalty(ids):
    logp = policy(ids).logits.log_softmax(-1)
    with torch.no_grad():
        ref = reference(ids).logits.log_softmax(-1)
    return (logp.exp() * (logp - ref)).sum(-1).mean()
`,
  },
  {
    framework: 'fastai',
    title: 'log_softmax of the student.',
    code: `from fastai.vision.all import *

def kd_loss(preds, teacher_preds, T=3.0):
    return F.kl_div(F.log_softmax(preds / T, dim=1), F.softmax(teacher_preds / T, dim=1), reduction='batchmean') * T * T

def train(student, teacher, xb):
    with torch.no_grad(): t = teacher(xb)
    return kd_loss(student(xb), t)
`,
  },
  {
    framework: 'fastai',
    title: 'The net ends in nn.LogSoftmax.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(3 * 64 * 64, 5), nn.LogSoftmax(dim=1))
    return Learner(dls, net, loss_func=nn.KLDivLoss(reduction='batchmean'))
`,
  },
  {
    framework: 'fastai',
    title: 'Label smoothing needs no KL divergence.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(3 * 64 * 64, 5))
    return Learner(dls, net, loss_func=LabelSmoothingCrossEntropyFlat(eps=0.1), metrics=accuracy)
`,
  },
];
