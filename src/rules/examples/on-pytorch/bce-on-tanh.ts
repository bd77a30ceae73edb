/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A decoder that ends in nn.Tanh.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 784), nn.Tanh())

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self.net(x), y)  # error: bce-on-tanh
`,
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)
        self.criterion = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(torch.tanh(self.out(x)), y)  # error: bce-on-tanh
`,
  },
  {
    framework: 'Lightning',
    title: 'In validation.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        reconstruction = self.out(x).tanh()
        self.log('loss', F.binary_cross_entropy(reconstruction, y))  # error: bce-on-tanh
`,
  },
  {
    framework: 'fastai',
    title: 'An autoencoder of a Learner ends in nn.Tanh.',
    code: `from fastai.vision.all import *

autoencoder = nn.Sequential(nn.Flatten(), nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 784), nn.Tanh())

def train(dls):
    learn = Learner(dls, autoencoder, loss_func=BCELossFlat())  # error: bce-on-tanh
    learn.fit_one_cycle(3)
`,
  },
  {
    framework: 'fastai',
    title: 'The loss calls the function of PyTorch.',
    code: `from fastai.vision.all import *

class Decoder(Module):
    def __init__(self):
        self.out = nn.Linear(16, 784)

    def forward(self, x):
        return torch.tanh(self.out(x))

decoder = Decoder()

def reconstruction(codes, images):
    return F.binary_cross_entropy(decoder(codes), images)  # error: bce-on-tanh
`,
  },
  {
    framework: 'fastai',
    title: 'A critic that ends in tanh.',
    code: `from fastai.basics import *

critic = nn.Sequential(nn.Linear(64, 32), nn.LeakyReLU(0.2), nn.Linear(32, 1), nn.Tanh())
loss_func = nn.BCELoss()

def critic_loss(real, fake):
    on_real, on_fake = critic(real), critic(fake)
    loss = loss_func(on_real, torch.ones_like(on_real))  # error: bce-on-tanh
    return loss + loss_func(on_fake, torch.zeros_like(on_fake))  # error: bce-on-tanh
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss squashes the logits with tanh.',
    code: `import torch
from torch import nn
from transformers import Trainer

class ScoreTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.BCELoss()(torch.tanh(outputs.logits), labels.float())  # error: bce-on-tanh
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A head with tanh on a body.',
    code: `import torch.nn.functional as F
from torch import nn
from transformers import AutoModel

class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained('bert-base-uncased')
        self.head = nn.Sequential(nn.Linear(768, 6), nn.Tanh())

    def forward(self, input_ids, attention_mask, labels):
        hidden = self.body(input_ids, attention_mask=attention_mask).last_hidden_state[:, 0]
        scores = self.head(hidden)
        loss = F.binary_cross_entropy(scores, labels)  # error: bce-on-tanh
        return loss, scores
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A loop with a model of one label.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('distilbert-base-uncased', num_labels=1)
criterion = nn.BCELoss()

def step(batch, y):
    score = model(**batch).logits.squeeze(-1).tanh()
    return criterion(score, y.float())  # error: bce-on-tanh
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A sigmoid at the end.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 784), nn.Sigmoid())

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Tanh and a squared error.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 784), nn.Tanh())

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.mse_loss(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Tanh before the last layer.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 64), nn.Tanh(), nn.Linear(64, 1), nn.Sigmoid())

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self.net(x), y)
`,
  },
  {
    framework: 'fastai',
    title: 'Squares of images from -1 to 1.',
    code: `from fastai.vision.all import *

autoencoder = nn.Sequential(nn.Flatten(), nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 784), nn.Tanh())

def train(dls):
    learn = Learner(dls, autoencoder, loss_func=MSELossFlat())
    learn.fit_one_cycle(3)
`,
  },
  {
    framework: 'fastai',
    title: 'A sigmoid at the end, tanh before.',
    code: `from fastai.vision.all import *

autoencoder = nn.Sequential(nn.Flatten(), nn.Linear(784, 32), nn.Tanh(), nn.Linear(32, 784), nn.Sigmoid())

def train(dls):
    learn = Learner(dls, autoencoder, loss_func=BCELossFlat())
    learn.fit_one_cycle(3)
`,
  },
  {
    framework: 'fastai',
    title: 'The range of a tanh is brought to 0 to 1.',
    code: `from fastai.vision.all import *

class Decoder(Module):
    def __init__(self):
        self.out = nn.Linear(16, 784)

    def forward(self, x):
        return torch.tanh(self.out(x))

decoder = Decoder()

def reconstruction(codes, images):
    return F.binary_cross_entropy(decoder(codes) * 0.5 + 0.5, images)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A sigmoid.',
    code: `import torch
from torch import nn
from transformers import Trainer

class ScoreTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.BCELoss()(torch.sigmoid(outputs.logits), labels.float())
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The tanh of a pooler is inside.',
    code: `import torch.nn.functional as F
from torch import nn
from transformers import AutoModel

class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained('bert-base-uncased')
        self.pooler = nn.Sequential(nn.Linear(768, 768), nn.Tanh())
        self.head = nn.Linear(768, 6)

    def forward(self, input_ids, attention_mask, labels):
        hidden = self.body(input_ids, attention_mask=attention_mask).last_hidden_state[:, 0]
        scores = self.head(self.pooler(hidden))
        return F.binary_cross_entropy_with_logits(scores, labels), scores
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Ratings from -1 to 1 and their squares.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('distilbert-base-uncased', num_labels=1)
criterion = nn.MSELoss()

def step(batch, ratings):
    score = model(**batch).logits.squeeze(-1).tanh()
    return criterion(score, ratings)
`,
  },
];
