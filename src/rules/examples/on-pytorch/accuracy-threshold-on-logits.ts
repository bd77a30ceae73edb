/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'compute_metrics of several labels.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = (logits > 0.5).astype(int)  # warning: accuracy-threshold-on-logits
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
    fixed: [['predictions = (logits > 0.5).astype(int)', 'predictions = (logits > 0).astype(int)']],
  },
  {
    framework: 'Hugging Face',
    title: 'Rounded logits.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.round(logits)  # warning: accuracy-threshold-on-logits
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'np.where.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.where(logits >= 0.5, 1, 0)  # warning: accuracy-threshold-on-logits
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
    fixed: [['predictions = np.where(logits >= 0.5, 1, 0)', 'predictions = np.where(logits >= 0, 1, 0)']],
  },
  {
    framework: 'Lightning',
    title: 'The accuracy of a validation step.',
    code: `import lightning as L
import torch
from torch import nn

class Churn(L.LightningModule):
    def __init__(self, n_features):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(n_features, 32), nn.ReLU(), nn.Linear(32, 1))
        self.criterion = nn.BCEWithLogitsLoss()

    def forward(self, x):
        return self.net(x).squeeze(-1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self(x)
        predictions = (logits > 0.5).float()  # warning: accuracy-threshold-on-logits
        self.log('val_loss', self.criterion(logits, y))
        self.log('val_acc', (predictions == y).float().mean())
`,
    fixed: [['predictions = (logits > 0.5).float()', 'predictions = (logits > 0).float()']],
  },
  {
    framework: 'Lightning',
    title: 'Rounded outputs in a shared step.',
    code: `import pytorch_lightning as pl
import torch
import torch.nn.functional as F
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(64, 1)

    def _step(self, batch, name):
        x, y = batch
        y_hat = self.fc(x).view(-1)
        loss = F.binary_cross_entropy_with_logits(y_hat, y.float())
        correct = (torch.round(y_hat) == y).sum()  # warning: accuracy-threshold-on-logits
        self.log_dict({f'{name}_loss': loss, f'{name}_correct': correct.float()})
        return loss

    def training_step(self, batch, batch_idx):
        return self._step(batch, 'train')

    def validation_step(self, batch, batch_idx):
        self._step(batch, 'val')
`,
  },
  {
    framework: 'Lightning',
    title: 'The mask that predict_step writes.',
    code: `import lightning as L
from torch import nn
import torch

class Roads(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 1, 1))
        self.loss = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([8.0]))

    def training_step(self, batch, batch_idx):
        return self.loss(self.body(batch['image']), batch['mask'])

    def predict_step(self, batch, batch_idx):
        out = self.body(batch['image'])
        return torch.where(out >= 0.5, 255, 0)  # warning: accuracy-threshold-on-logits
`,
    fixed: [['return torch.where(out >= 0.5, 255, 0)', 'return torch.where(out >= 0, 255, 0)']],
  },
  {
    framework: 'fastai',
    title: 'The metric of a batch holds activations against 0.5.',
    code: `from fastai.vision.all import *

def batch_accuracy(xb, yb):
    return ((xb > 0.5) == yb).float().mean()  # warning: accuracy-threshold-on-logits

linear_model = nn.Linear(28 * 28, 1)
loss_func = BCEWithLogitsLossFlat()

def validate_epoch(valid_dl):
    accs = [batch_accuracy(linear_model(xb), yb) for xb, yb in valid_dl]
    return torch.stack(accs).mean().item()

def train_epoch(dl):
    for xb, yb in dl:
        loss_func(linear_model(xb), yb).backward()
`,
    fixed: [['return ((xb > 0.5) == yb).float().mean()', 'return ((xb > 0) == yb).float().mean()']],
  },
  {
    framework: 'fastai',
    title: 'accuracy_multi that is told not to take the sigmoid.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    return vision_learner(dls, resnet34, loss_func=BCEWithLogitsLossFlat(), metrics=partial(accuracy_multi, thresh=0.5, sigmoid=False))  # warning: accuracy-threshold-on-logits
`,
  },
  {
    framework: 'fastai',
    title: 'Rounded activations after the training.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(10, 50), nn.ReLU(), nn.Linear(50, 1))
loss_func = nn.BCEWithLogitsLoss()

def step(xb, yb):
    preds = net(xb)
    loss = loss_func(preds, yb.float())
    acc = (preds.round() == yb).float().mean()  # warning: accuracy-threshold-on-logits
    return loss, acc
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'A sigmoid first.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = (1 / (1 + np.exp(-logits)) > 0.5).astype(int)
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Held against 0.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = (logits > 0).astype(int)
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The largest score of classes.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained(
    'roberta-base', num_labels=6, problem_type='multi_label_classification'
)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.argmax(logits, axis=-1)
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Lightning',
    title: 'The sigmoid comes first.',
    code: `import lightning as L
import torch
from torch import nn

class Churn(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)
        self.criterion = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        probabilities = torch.sigmoid(self.net(x))
        self.log('val_acc', ((probabilities > 0.5) == y.bool()).float().mean())
`,
  },
  {
    framework: 'Lightning',
    title: 'torchmetrics takes logits as well as probabilities.',
    code: `import lightning as L
import torchmetrics
from torch import nn

class Churn(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)
        self.criterion = nn.BCEWithLogitsLoss()
        self.accuracy = torchmetrics.Accuracy(task='binary', threshold=0.5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.net(x).squeeze(1)
        self.accuracy(logits, y)
        self.log('train_acc', self.accuracy)
        return self.criterion(logits, y.float())
`,
  },
  {
    framework: 'Lightning',
    title: 'A regression is held against 0.5.',
    code: `import lightning as L
from torch import nn

class Dose(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)
        self.criterion = nn.MSELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)

    def test_step(self, batch, batch_idx):
        x, y = batch
        high = self.net(x) > 0.5
        self.log('share_high', high.float().mean())
`,
  },
  {
    framework: 'fastai',
    title: 'accuracy_multi takes the sigmoid by itself.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    return vision_learner(dls, resnet50, loss_func=BCEWithLogitsLossFlat(), metrics=partial(accuracy_multi, thresh=0.2))
`,
  },
  {
    framework: 'fastai',
    title: 'The batch accuracy of the book.',
    code: `from fastai.vision.all import *

def batch_accuracy(xb, yb):
    preds = xb.sigmoid()
    correct = (preds > 0.5) == yb
    return correct.float().mean()

linear_model = nn.Linear(28 * 28, 1)

def train_epoch(dl):
    for xb, yb in dl:
        BCEWithLogitsLossFlat()(linear_model(xb), yb).backward()

def validate_epoch(valid_dl):
    return torch.stack([batch_accuracy(linear_model(xb), yb) for xb, yb in valid_dl]).mean()
`,
  },
  {
    framework: 'fastai',
    title: 'get_preds gives probabilities of every label already.',
    code: `from fastai.vision.all import *

def report(dls):
    learn = vision_learner(dls, resnet18, loss_func=BCEWithLogitsLossFlat(), n_out=6, metrics=accuracy_multi)
    preds, targs = learn.get_preds()
    return ((preds > 0.5) == targs.bool()).float().mean()
`,
  },
];
