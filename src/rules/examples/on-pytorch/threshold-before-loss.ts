/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'An absolute error of hard masks.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 1)

    def training_step(self, batch, batch_idx):
        images, masks = batch
        hard = (torch.sigmoid(self.net(images)) > 0.5).float()
        return F.l1_loss(hard, masks)  # error: threshold-before-loss
`,
  },
  {
    framework: 'Lightning',
    title: 'Rounded probabilities in a loss.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
import torch.nn.functional as F

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        predicted = torch.sigmoid(self.net(x)).round()
        loss = F.binary_cross_entropy(predicted, y)  # error: threshold-before-loss
        return {'loss': loss}
`,
  },
  {
    framework: 'Lightning',
    title: 'A count that is cut to whole numbers.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Counter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)

    def training_step(self, batch, batch_idx):
        x, count = batch
        guess = self.net(x).int().float()
        return F.l1_loss(guess, count)  # error: threshold-before-loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Rounded probabilities in compute_loss.',
    code: `import torch
from torch import nn
from transformers import Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        preds = torch.round(torch.sigmoid(outputs.logits))
        loss = nn.BCELoss()(preds, labels.float())  # error: threshold-before-loss
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A comparison with 0.5 before a mean.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=2)

def train(loader, optimizer):
    for batch in loader:
        marks = batch.pop('marks').float()
        hard = (model(**batch).logits.softmax(-1)[..., 1] > 0.5).float()
        loss = F.mse_loss(hard, marks)  # error: threshold-before-loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A Dice loss over hard masks.',
    code: `from accelerate import Accelerator
from transformers import AutoModelForSequenceClassification

accelerator = Accelerator()
model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=10)

def train(loader, optimizer):
    for batch in loader:
        labels = batch['labels'].float()
        hard = (model(batch['input_ids']).logits.sigmoid() > 0.5).float()  # error: threshold-before-loss
        loss = 1 - 2 * (hard * labels).sum() / (hard.sum() + labels.sum())
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'fastai',
    title: 'The accuracy as a loss, as the book warns.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1), nn.Sigmoid())

def hard_loss(preds, targs):
    return F.l1_loss((preds > 0.5).float(), targs.float())  # error: threshold-before-loss

def step(xb, yb):
    loss = hard_loss(net(xb), yb)
    loss.backward()
`,
  },
  {
    framework: 'fastai',
    title: 'Rounded predictions against rounded targets.',
    code: `from fastai.tabular.all import *

def rounded_mse(preds, targs):
    return F.mse_loss(preds.round(), targs.round())  # error: threshold-before-loss

net = nn.Linear(9, 1)
out = rounded_mse(net(torch.randn(16, 9)), torch.rand(16, 1) * 10)
out.backward()
`,
  },
  {
    framework: 'fastai',
    title: 'Hard masks of a segmentation.',
    code: `from fastai.vision.all import *

unet = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 1, 1))

def train_epoch(dl, opt):
    for xb, masks in dl:
        hard = torch.where(unet(xb).sigmoid() > 0.5, 1.0, 0.0)
        loss = F.binary_cross_entropy(hard, masks.float())  # error: threshold-before-loss
        loss.backward()
        opt.step()
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A Dice loss of probabilities.',
    code: `import lightning as L
import torch
from torch import nn

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 1)

    def training_step(self, batch, batch_idx):
        images, masks = batch
        soft = torch.sigmoid(self.net(images))
        return 1 - 2 * (soft * masks).sum() / (soft.sum() + masks.sum())
`,
  },
  {
    framework: 'Lightning',
    title: 'Hard masks in a metric.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 1)

    def training_step(self, batch, batch_idx):
        images, masks = batch
        scores = self.net(images)
        hard = (scores > 0).float()
        self.log('dice', 2 * (hard * masks).sum() / (hard.sum() + masks.sum()))
        return F.binary_cross_entropy_with_logits(scores, masks)
`,
  },
  {
    framework: 'Lightning',
    title: 'A straight-through estimator.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Coder(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        soft = torch.sigmoid(self.net(x))
        code = (soft > 0.5).float() - soft.detach() + soft
        return F.mse_loss(code, x)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A soft Dice loss.',
    code: `from accelerate import Accelerator
from transformers import AutoModelForSequenceClassification

accelerator = Accelerator()
model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=10)

def step(batch, labels, optimizer):
    soft = model(**batch).logits.sigmoid()
    loss = 1 - 2 * (soft * labels).sum() / (soft.sum() + labels.sum())
    accelerator.backward(loss)
    optimizer.step()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Only certain pseudo labels count.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(weak, strong):
    with torch.no_grad():
        confidence, pseudo = model(**weak).logits.softmax(-1).max(-1)
    mask = (confidence > 0.95).float()
    return (F.cross_entropy(model(**strong).logits, pseudo, reduction='none') * mask).mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Labels are made by a threshold.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def step(batch, ratings):
    logits = model(**batch).logits.squeeze(-1)
    return F.binary_cross_entropy_with_logits(logits, (ratings > 3.5).float())
`,
  },
  {
    framework: 'fastai',
    title: 'Probabilities as they are.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1), nn.Sigmoid())

def step(xb, yb):
    loss = BCELossFlat()(net(xb), yb)
    loss.backward()
    return ((net(xb) > 0.5) == yb).float().mean()
`,
  },
  {
    framework: 'fastai',
    title: 'The loss of the book chooses by the target.',
    code: `from fastai.vision.all import *

def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()

net = nn.Linear(28 * 28, 1)
loss = mnist_loss(net(torch.rand(4, 784)), tensor([1, 0, 1, 1]).unsqueeze(1))
loss.backward()
`,
  },
  {
    framework: 'fastai',
    title: 'Pixels that nobody labelled are left out.',
    code: `from fastai.vision.all import *

unet = nn.Conv2d(3, 1, 1)

def masked_loss(xb, masks, weights):
    losses = F.binary_cross_entropy_with_logits(unet(xb), masks, reduction='none')
    return losses[weights > 0.5].mean()
`,
  },
];
