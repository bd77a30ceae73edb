/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'The next token of a language model.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def next_token(ids, temperature=0.8):
    logits = model(ids).logits[:, -1, :]
    p = torch.softmax(logits * temperature, dim=-1)  # info: softmax-temperature-inverted
    return torch.multinomial(p, 1)
`,
    fixed: [
      ['p = torch.softmax(logits * temperature, dim=-1)', 'p = torch.softmax(logits / temperature, dim=-1)'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A trainer that distils.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class DistillationTrainer(Trainer):
    def __init__(self, *args, teacher=None, temperature=2.0, **kwargs):
        super().__init__(*args, **kwargs)
        self.teacher, self.temperature = teacher, temperature

    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        student, teacher = model(**inputs), self.teacher(**inputs)
        loss = F.kl_div(
            F.log_softmax(student.logits / self.temperature, dim=-1),
            F.softmax(teacher.logits * self.temperature, dim=-1),  # info: softmax-temperature-inverted
            reduction='batchmean',
        )
        return (loss, student) if return_outputs else loss
`,
    fixed: [
      [
        'F.softmax(teacher.logits * self.temperature, dim=-1),',
        'F.softmax(teacher.logits / self.temperature, dim=-1),',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A number that is written out.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')
temp = 0.7

def sample(ids):
    p = F.softmax(model(ids).logits[:, -1] * temp, dim=-1)  # info: softmax-temperature-inverted
    return torch.distributions.Categorical(p).sample()
`,
    fixed: [
      [
        'p = F.softmax(model(ids).logits[:, -1] * temp, dim=-1)',
        'p = F.softmax(model(ids).logits[:, -1] / temp, dim=-1)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: "The teacher's scores times the temperature.",
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Distiller(L.LightningModule):
    def __init__(self, teacher):
        super().__init__()
        self.teacher, self.student, self.T = teacher, nn.Linear(32, 10), 4.0

    def training_step(self, batch, batch_idx):
        x, _ = batch
        with torch.no_grad():
            soft = F.softmax(self.teacher(x) * self.T, dim=1)  # info: softmax-temperature-inverted
        log_p = F.log_softmax(self.student(x) / self.T, dim=1)
        return F.kl_div(log_p, soft, reduction='batchmean') * self.T**2
`,
    fixed: [
      [
        'soft = F.softmax(self.teacher(x) * self.T, dim=1)',
        'soft = F.softmax(self.teacher(x) / self.T, dim=1)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Both sides of the divergence.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Distiller(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.teacher, self.student = nn.Linear(32, 10).requires_grad_(False), nn.Linear(32, 10)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        temperature = 3.0
        p = F.softmax(self.teacher(x) * temperature, dim=-1)  # info: softmax-temperature-inverted
        q = F.log_softmax(self.student(x) * temperature, dim=-1)  # info: softmax-temperature-inverted
        return F.kl_div(q, p, reduction='batchmean') * temperature**2
`,
    fixed: [
      [
        `        p = F.softmax(self.teacher(x) * temperature, dim=-1)
        q = F.log_softmax(self.student(x) * temperature, dim=-1)`,
        `        p = F.softmax(self.teacher(x) / temperature, dim=-1)
        q = F.log_softmax(self.student(x) / temperature, dim=-1)`,
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Tokens are drawn from scores times a temperature.',
    code: `import lightning as L
import torch
from torch import nn

class CharModel(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.emb, self.rnn, self.out = nn.Embedding(80, 32), nn.GRU(32, 64, batch_first=True), nn.Linear(64, 80)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.functional.cross_entropy(self.out(self.rnn(self.emb(x))[0]).transpose(1, 2), y)

    @torch.no_grad()
    def sample(self, ids, temperature=0.8):
        logits = self.out(self.rnn(self.emb(ids))[0])[:, -1]
        p = torch.softmax(logits * temperature, dim=-1)  # info: softmax-temperature-inverted
        return torch.multinomial(p, 1)
`,
    fixed: [
      ['p = torch.softmax(logits * temperature, dim=-1)', 'p = torch.softmax(logits / temperature, dim=-1)'],
    ],
  },
  {
    framework: 'fastai',
    title: 'The loss of a distillation multiplies.',
    code: `from fastai.vision.all import *

T = 20

def soft_loss(student, teacher):
    targets = F.softmax(teacher * T, dim=1)  # info: softmax-temperature-inverted
    return F.kl_div(F.log_softmax(student / T, dim=1), targets, reduction='batchmean') * T ** 2
`,
    fixed: [['targets = F.softmax(teacher * T, dim=1)', 'targets = F.softmax(teacher / T, dim=1)']],
  },
  {
    framework: 'fastai',
    title: 'Words are drawn from a language model.',
    code: `from fastai.text.all import *

def sample(scores, temperature=1.5):
    probs = F.softmax(scores * temperature, dim=-1)  # info: softmax-temperature-inverted
    return torch.multinomial(probs, 1)
`,
    fixed: [
      ['probs = F.softmax(scores * temperature, dim=-1)', 'probs = F.softmax(scores / temperature, dim=-1)'],
    ],
  },
  {
    framework: 'fastai',
    title: 'Both sides of a distillation, by the callback of a Learner.',
    code: `from fastai.vision.all import *

class Distillation(Callback):
    def __init__(self, teacher):
        self.teacher = teacher

    def after_loss(self):
        temp = 4.0
        soft = F.log_softmax(self.pred * temp, dim=1)  # info: softmax-temperature-inverted
        wanted = F.softmax(self.teacher(self.x) * temp, dim=1)  # info: softmax-temperature-inverted
        self.learn.loss_grad = self.loss + F.kl_div(soft, wanted, reduction='batchmean') * temp ** 2
`,
    fixed: [
      [
        `        soft = F.log_softmax(self.pred * temp, dim=1)
        wanted = F.softmax(self.teacher(self.x) * temp, dim=1)`,
        `        soft = F.log_softmax(self.pred / temp, dim=1)
        wanted = F.softmax(self.teacher(self.x) / temp, dim=1)`,
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'Divided before drawing.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def next_token(ids, temperature=0.8):
    p = torch.softmax(model(ids).logits[:, -1, :] / temperature, dim=-1)
    return torch.multinomial(p, 1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'generate is told the temperature.',
    code: `from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def write(ids, temperature=0.8):
    return model.generate(ids, do_sample=True, temperature=temperature)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss is multiplied by the square of the temperature.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class DistillationTrainer(Trainer):
    temperature = 2.0

    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        outputs, soft = model(**inputs), inputs['soft']
        log_p = F.log_softmax(outputs.logits / self.temperature, dim=-1)
        loss = F.kl_div(log_p, soft, reduction='batchmean') * self.temperature**2
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Lightning',
    title: 'Divided on both sides.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Distiller(L.LightningModule):
    def __init__(self, teacher):
        super().__init__()
        self.teacher, self.student, self.T = teacher, nn.Linear(32, 10), 4.0

    def training_step(self, batch, batch_idx):
        x, _ = batch
        with torch.no_grad():
            soft = F.softmax(self.teacher(x) / self.T, dim=1)
        return F.kl_div(F.log_softmax(self.student(x) / self.T, dim=1), soft, reduction='batchmean') * self.T**2
`,
  },
  {
    framework: 'Lightning',
    title: 'A scale that is learned, as CLIP has it.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Clip(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.image, self.text = nn.Linear(512, 64), nn.Linear(300, 64)
        self.scale = nn.Parameter(torch.tensor(2.6))

    def training_step(self, batch, batch_idx):
        i, t = batch
        scores = self.scale.exp() * F.normalize(self.image(i), dim=1) @ F.normalize(self.text(t), dim=1).t()
        return F.cross_entropy(scores, torch.arange(scores.shape[0]))
`,
  },
  {
    framework: 'Lightning',
    title: 'A mask is multiplied, not a temperature.',
    code: `import lightning as L
import torch
from torch import nn

class Policy(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.actor = nn.Linear(8, 4)

    def act(self, state, allowed):
        p = torch.softmax(self.actor(state), dim=-1) * allowed
        return torch.multinomial(p / p.sum(-1, keepdim=True), 1)
`,
  },
  {
    framework: 'fastai',
    title: 'Both sides are divided.',
    code: `from fastai.vision.all import *

T = 20

def soft_loss(student, teacher):
    targets = F.softmax(teacher / T, dim=1)
    return F.kl_div(F.log_softmax(student / T, dim=1), targets, reduction='batchmean') * T ** 2
`,
  },
  {
    framework: 'fastai',
    title: 'Scores are divided before a word is drawn.',
    code: `from fastai.text.all import *

def sample(scores, temperature=1.5):
    probs = F.softmax(scores / temperature, dim=-1)
    return torch.multinomial(probs, 1)
`,
  },
  {
    framework: 'fastai',
    title: 'A scale that is learned.',
    code: `from fastai.vision.all import *

class Contrast(Module):
    def __init__(self):
        self.scale = nn.Parameter(torch.ones([]) * 2.66)

    def forward(self, images, texts):
        return F.softmax(images @ texts.t() * self.scale.exp(), dim=-1)
`,
  },
];
