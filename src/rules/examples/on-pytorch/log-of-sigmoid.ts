/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A BPR loss in a training step.',
    code: `import lightning as L
import torch
from torch import nn

class Recommender(L.LightningModule):
    def __init__(self, n_users=100, n_items=500):
        super().__init__()
        self.users, self.items = nn.Embedding(n_users, 32), nn.Embedding(n_items, 32)

    def training_step(self, batch, batch_idx):
        user, liked, other = batch
        u = self.users(user)
        margin = (u * self.items(liked)).sum(1) - (u * self.items(other)).sum(1)
        return -torch.log(torch.sigmoid(margin)).mean()  # warning: log-of-sigmoid
`,
    fixed: [
      [
        'return -torch.log(torch.sigmoid(margin)).mean()',
        'return -torch.nn.functional.logsigmoid(margin).mean()',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The loss of a generator.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Gan(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.generator = nn.Linear(16, 784)
        self.critic = nn.Sequential(nn.Linear(784, 64), nn.LeakyReLU(0.2), nn.Linear(64, 1), nn.Sigmoid())

    def training_step(self, batch, batch_idx):
        fake = self.generator(torch.randn(32, 16))
        return -torch.log(self.critic(fake)).mean()  # warning: log-of-sigmoid
`,
  },
  {
    framework: 'Lightning',
    title: 'log(1 - sigmoid) of negative pairs.',
    code: `import lightning as L
import torch
from torch import nn

class SkipGram(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.emb = nn.Embedding(10000, 64)

    def training_step(self, batch, batch_idx):
        word, negative = batch
        score = (self.emb(word) * self.emb(negative)).sum(-1)
        p = score.sigmoid()
        return -torch.log(1 - p).mean()  # warning: log-of-sigmoid
`,
  },
  {
    framework: 'Hugging Face',
    title: 'DPO by hand.',
    code: `import torch
from transformers import AutoModelForCausalLM

policy = AutoModelForCausalLM.from_pretrained('gpt2')
reference = AutoModelForCausalLM.from_pretrained('gpt2').requires_grad_(False)

def log_prob(model, ids):
    return model(ids).logits[:, :-1].log_softmax(-1).gather(2, ids[:, 1:, None]).sum((1, 2))

def dpo(chosen, rejected, beta=0.1):
    margin = log_prob(policy, chosen) - log_prob(policy, rejected)
    base = log_prob(reference, chosen) - log_prob(reference, rejected)
    return -torch.log(torch.sigmoid(beta * (margin - base))).mean()  # warning: log-of-sigmoid
`,
    fixed: [
      [
        'return -torch.log(torch.sigmoid(beta * (margin - base))).mean()',
        'return -torch.nn.functional.logsigmoid(beta * (margin - base)).mean()',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: "A reward model's pairs.",
    code: `import torch
from transformers import AutoModelForSequenceClassification, Trainer

class RewardTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        model = AutoModelForSequenceClassification.from_pretrained('distilroberta-base', num_labels=1)
        better = model(input_ids=inputs['chosen']).logits
        worse = model(input_ids=inputs['rejected']).logits
        loss = -(better - worse).sigmoid().log().mean()  # warning: log-of-sigmoid
        return (loss, {'better': better}) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A cross-entropy of several labels, written out.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)

def positive_part(batch, labels):
    p = torch.sigmoid(model(**batch).logits)
    return -(labels * torch.log(p)).sum(-1).mean()  # warning: log-of-sigmoid
`,
  },
  {
    framework: 'fastai',
    title: 'The loss of a critic, written out.',
    code: `from fastai.vision.all import *

def gen_loss(fake_pred):
    return -fake_pred.sigmoid().log().mean()  # warning: log-of-sigmoid

critic = nn.Linear(64, 1)
loss = gen_loss(critic(torch.randn(8, 64)))
`,
  },
  {
    framework: 'fastai',
    title: 'A ranking of pairs in a collaborative filter.',
    code: `from fastai.collab import *

class Bpr(Module):
    def __init__(self, n_users, n_items, k=32): self.u, self.i = Embedding(n_users, k), Embedding(n_items, k)
    def forward(self, x):
        u = self.u(x[:, 0])
        return (u * (self.i(x[:, 1]) - self.i(x[:, 2]))).sum(1)

def bpr_loss(diff, *_): return -torch.log(torch.sigmoid(diff)).mean()  # warning: log-of-sigmoid

loss = bpr_loss(Bpr(10, 20)(torch.randint(0, 10, (4, 3))))
`,
    fixed: [
      [
        'def bpr_loss(diff, *_): return -torch.log(torch.sigmoid(diff)).mean()',
        'def bpr_loss(diff, *_): return -torch.nn.functional.logsigmoid(diff).mean()',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'log(1 - p) of a Module that ends in a sigmoid.',
    code: `from fastai.vision.all import *

critic = nn.Sequential(nn.Flatten(), nn.Linear(784, 1), nn.Sigmoid())

def fake_loss(fake):
    p = critic(fake)
    return -torch.log(1 - p).mean()  # warning: log-of-sigmoid
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'F.logsigmoid.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Recommender(L.LightningModule):
    def __init__(self, n_users=100, n_items=500):
        super().__init__()
        self.users, self.items = nn.Embedding(n_users, 32), nn.Embedding(n_items, 32)

    def training_step(self, batch, batch_idx):
        user, liked, other = batch
        u = self.users(user)
        return -F.logsigmoid((u * self.items(liked)).sum(1) - (u * self.items(other)).sum(1)).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'BCE takes care of the logarithm.',
    code: `import lightning as L
import torch
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.functional.binary_cross_entropy(torch.sigmoid(self.fc(x)), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The logarithm of a loss, for the logger.',
    code: `import lightning as L
import torch
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = nn.functional.mse_loss(self.fc(x), y)
        self.log('log_loss', torch.log(loss.detach()))
        return loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'F.logsigmoid of the margin.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('distilroberta-base', num_labels=1)

def reward_loss(chosen, rejected):
    return -F.logsigmoid(model(chosen).logits - model(rejected).logits).mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'binary_cross_entropy_with_logits.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)

def step(batch, labels):
    return F.binary_cross_entropy_with_logits(model(**batch).logits, labels.float())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The logarithm of a temperature.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)
log_t = torch.nn.Parameter(torch.log(torch.tensor(1.5)))

def calibrated(batch):
    return (model(**batch).logits / log_t.exp()).sigmoid()
`,
  },
  {
    framework: 'fastai',
    title: 'F.logsigmoid.',
    code: `from fastai.vision.all import *

critic = nn.Linear(64, 1)

def gen_loss(fake): return -F.logsigmoid(critic(fake)).mean()
`,
  },
  {
    framework: 'fastai',
    title: 'BCEWithLogitsLossFlat.',
    code: `from fastai.vision.all import *

critic = nn.Linear(64, 1)

def real_loss(real): return BCEWithLogitsLossFlat()(critic(real), torch.ones(len(real)))
`,
  },
  {
    framework: 'fastai',
    title: 'Log of a target.',
    code: `from fastai.tabular.all import *

net = nn.Linear(6, 1)
sales = torch.rand(8, 1) * 1000
loss = MSELossFlat()(net(torch.randn(8, 6)), torch.log(sales))
`,
  },
];
