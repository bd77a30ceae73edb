/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A variational autoencoder.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class VAE(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(784, 40)
        self.decoder = nn.Linear(20, 784)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        mu, logvar = self.encoder(x).chunk(2, dim=1)
        z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
        error = F.binary_cross_entropy_with_logits(self.decoder(z), x)
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return error + kld  # warning: mixed-reductions
`,
  },
  {
    framework: 'Lightning',
    title: 'The divergence is averaged over the latent dims.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class VAE(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean = nn.Linear(784, 20)
        self.log_variance = nn.Linear(784, 20)
        self.decoder = nn.Linear(20, 784)
        self.criterion = nn.MSELoss(reduction='sum')

    def training_step(self, batch, batch_idx):
        x, _ = batch
        mu, logvar = self.mean(x), self.log_variance(x)
        error = self.criterion(self.decoder(mu), x)
        kld = (-0.5 * (1 + logvar - mu ** 2 - logvar.exp())).mean()
        loss = error + kld  # warning: mixed-reductions
        self.log('loss', loss)
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'An auxiliary loss with another reduction.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.side = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        loss = loss + F.cross_entropy(self.side(x), y, reduction='sum')  # warning: mixed-reductions
        return loss
`,
  },
  {
    framework: 'fastai',
    title: 'The loss function of an autoencoder in a Learner.',
    code: `from fastai.vision.all import *

class VAE(Module):
    def __init__(self):
        self.enc, self.mu, self.lv = nn.Linear(784, 200), nn.Linear(200, 20), nn.Linear(200, 20)
        self.dec = nn.Sequential(nn.Linear(20, 200), nn.ReLU(), nn.Linear(200, 784), nn.Sigmoid())
    def forward(self, x):
        h = F.relu(self.enc(x))
        mu, lv = self.mu(h), self.lv(h)
        z = mu + (0.5 * lv).exp() * torch.randn_like(lv)
        return self.dec(z), mu, lv

def vae_loss(preds, targ):
    recon, mu, lv = preds
    bce = F.binary_cross_entropy(recon, targ)
    kld = -0.5 * (1 + lv - mu.pow(2) - lv.exp()).sum()
    return bce + kld  # warning: mixed-reductions

def get_learner(dls): return Learner(dls, VAE(), loss_func=vae_loss)
`,
  },
  {
    framework: 'fastai',
    title: 'A class and a box, one a mean and one a sum.',
    code: `from fastai.vision.all import *

class BearHead(Module):
    def __init__(self):
        self.body = nn.Sequential(nn.Linear(512, 64), nn.ReLU())
        self.cls, self.box = nn.Linear(64, 4), nn.Linear(64, 4)
    def forward(self, x):
        x = self.body(x)
        return self.cls(x), self.box(x)

def detection_loss(preds, cls_targ, box_targ):
    cls, box = preds
    return F.cross_entropy(cls, cls_targ) + F.l1_loss(box, box_targ, reduction='sum')  # warning: mixed-reductions

head = BearHead()

def step(xb, yc, ybox): return detection_loss(head(xb), yc, ybox)
`,
  },
  {
    framework: 'fastai',
    title: 'The losses of fastai, with their own reductions.',
    code: `from fastai.tabular.all import *

class TwoHeads(Module):
    def __init__(self, n_in):
        self.body = nn.Linear(n_in, 32)
        self.kind, self.price = nn.Linear(32, 5), nn.Linear(32, 1)
    def forward(self, x):
        x = F.relu(self.body(x))
        return self.kind(x), self.price(x)

net = TwoHeads(10)
kind_loss, price_loss = CrossEntropyLossFlat(reduction='sum'), MSELossFlat()

def loss_of(xb, kinds, prices):
    k, p = net(xb)
    return kind_loss(k, kinds) + price_loss(p, prices)  # warning: mixed-reductions
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss of a student, its mean beside a sum.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

teacher = AutoModelForSequenceClassification.from_pretrained('bert-large-uncased', num_labels=3).eval()
student = AutoModelForSequenceClassification.from_pretrained('distilbert-base-uncased', num_labels=3)

def distil(batch):
    labels = batch.pop('labels')
    with torch.no_grad():
        wanted = teacher(**batch).logits
    logits = student(**batch).logits
    return F.cross_entropy(logits, labels) + F.mse_loss(logits, wanted, reduction='sum')  # warning: mixed-reductions
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Intents are a mean, slots a sum.',
    code: `from torch import nn
from transformers import AutoModel

class JointModel(nn.Module):
    def __init__(self, intents=7, slots=31):
        super().__init__()
        self.bert = AutoModel.from_pretrained('bert-base-uncased')
        self.intent, self.slot = nn.Linear(768, intents), nn.Linear(768, slots)
        self.intent_loss = nn.CrossEntropyLoss()
        self.slot_loss = nn.CrossEntropyLoss(reduction='sum')

    def forward(self, input_ids, attention_mask, intent_labels, slot_labels):
        out = self.bert(input_ids, attention_mask=attention_mask)
        intents = self.intent(out.pooler_output)
        slots = self.slot(out.last_hidden_state)
        first = self.intent_loss(intents, intent_labels)
        second = self.slot_loss(slots.view(-1, 31), slot_labels.view(-1))
        return first + second  # warning: mixed-reductions
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A class and a number in compute_loss.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=6)

class TwoTasks(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels, ratings = inputs.pop('labels'), inputs.pop('ratings')
        outputs = model(**inputs)
        classes, rating = outputs.logits[:, :5], outputs.logits[:, 5]
        loss = nn.functional.cross_entropy(classes, labels, reduction='sum')
        loss = loss + nn.functional.mse_loss(rating, ratings)  # warning: mixed-reductions
        return (loss, outputs) if return_outputs else loss

trainer = TwoTasks(model=model)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Both are sums.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class VAE(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(784, 40)
        self.decoder = nn.Linear(20, 784)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        mu, logvar = self.encoder(x).chunk(2, dim=1)
        error = F.binary_cross_entropy_with_logits(self.decoder(mu), x, reduction='sum')
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return (error + kld) / len(x)
`,
  },
  {
    framework: 'Lightning',
    title: 'A weight from the hyperparameters.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class VAE(L.LightningModule):
    def __init__(self, kl_weight=0.00025):
        super().__init__()
        self.kl_weight = kl_weight
        self.encoder = nn.Linear(784, 40)
        self.decoder = nn.Linear(20, 784)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        mu, logvar = self.encoder(x).chunk(2, dim=1)
        error = F.mse_loss(self.decoder(mu), x)
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return error + self.kl_weight * kld
`,
  },
  {
    framework: 'Lightning',
    title: 'The training step averages, the test step sums.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)

    def test_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y, reduction='sum')
`,
  },
  {
    framework: 'fastai',
    title: 'Both terms of the autoencoder are sums over the batch.',
    code: `from fastai.vision.all import *

class VAE(Module):
    def __init__(self):
        self.enc, self.mu, self.lv = nn.Linear(784, 200), nn.Linear(200, 20), nn.Linear(200, 20)
        self.dec = nn.Sequential(nn.Linear(20, 200), nn.ReLU(), nn.Linear(200, 784), nn.Sigmoid())
    def forward(self, x):
        h = F.relu(self.enc(x))
        mu, lv = self.mu(h), self.lv(h)
        z = mu + (0.5 * lv).exp() * torch.randn_like(lv)
        return self.dec(z), mu, lv

def vae_loss(preds, targ):
    recon, mu, lv = preds
    bce = F.binary_cross_entropy(recon, targ, reduction='sum')
    kld = -0.5 * (1 + lv - mu.pow(2) - lv.exp()).sum()
    return (bce + kld) / len(targ)

def get_learner(dls): return Learner(dls, VAE(), loss_func=vae_loss)
`,
  },
  {
    framework: 'fastai',
    title: 'The sum is divided by the batch.',
    code: `from fastai.vision.all import *

class BearHead(Module):
    def __init__(self):
        self.body = nn.Sequential(nn.Linear(512, 64), nn.ReLU())
        self.cls, self.box = nn.Linear(64, 4), nn.Linear(64, 4)
    def forward(self, x):
        x = self.body(x)
        return self.cls(x), self.box(x)

head = BearHead()

def step(xb, yc, ybox):
    cls, box = head(xb)
    return F.cross_entropy(cls, yc) + F.l1_loss(box, ybox, reduction='sum') / len(xb)
`,
  },
  {
    framework: 'fastai',
    title: 'The terms are weighed on purpose.',
    code: `from fastai.tabular.all import *

net = nn.Linear(10, 5)
xb, yb = torch.randn(16, 10), torch.randint(0, 5, (16,))

def loss_func(preds, targs):
    return CrossEntropyLossFlat()(preds, targs) + 1e-4 * net.weight.abs().sum()

loss = loss_func(net(xb), yb)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both are means.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

teacher = AutoModelForSequenceClassification.from_pretrained('bert-large-uncased', num_labels=3).eval()
student = AutoModelForSequenceClassification.from_pretrained('distilbert-base-uncased', num_labels=3)

def distil(batch):
    labels = batch.pop('labels')
    with torch.no_grad():
        wanted = teacher(**batch).logits
    logits = student(**batch).logits
    return F.cross_entropy(logits, labels) + F.mse_loss(logits, wanted)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The sum is divided by the items of all steps.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def loss_of(batch, num_items_in_batch):
    labels = batch['input_ids'][:, 1:]
    logits = model(batch['input_ids']).logits[:, :-1]
    summed = F.cross_entropy(logits.transpose(1, 2), labels, reduction='sum')
    return summed / num_items_in_batch + 1e-4 * logits.pow(2).mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The divergence of a batch, and the mean of the labels.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=5)

def r_drop(batch, alpha=4.0):
    labels = batch.pop('labels')
    one, two = model(**batch).logits, model(**batch).logits
    ce = 0.5 * (F.cross_entropy(one, labels) + F.cross_entropy(two, labels))
    kl = F.kl_div(one.log_softmax(-1), two.softmax(-1), reduction='batchmean')
    return ce + alpha * kl
`,
  },
];
