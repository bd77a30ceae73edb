/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'One output, argmax along the last dim.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('acc', (logits.argmax(dim=-1) == y).float().mean())  # error: argmax-on-single-output
        return F.binary_cross_entropy_with_logits(logits.squeeze(-1), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Probabilities of a sigmoid.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        p = torch.sigmoid(self.out(x))
        self.log('ones', torch.argmax(p, dim=-1).float().mean())  # error: argmax-on-single-output
`,
  },
  {
    framework: 'Lightning',
    title: 'A mask with one channel.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 3, padding=1)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        scores = self.net(torch.randn(2, 3, 8, 8))
        return scores.argmax(dim=1)  # error: argmax-on-single-output
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_metrics of a model with one label.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.argmax(logits, axis=-1)  # error: argmax-on-single-output
    return {'accuracy': float((predictions == labels).mean())}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The label of a reranker.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('cross-encoder/ms-marco-MiniLM-L-6-v2', num_labels=1)

@torch.no_grad()
def predict(batch):
    return torch.argmax(model(**batch).logits, dim=1)  # error: argmax-on-single-output
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A head of one unit after the training with BCE.',
    code: `import torch
from torch import nn
from transformers import BertModel

class Spam(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = BertModel.from_pretrained('bert-base-uncased')
        self.fc = nn.Linear(768, 1)

    def forward(self, ids, mask):
        return self.fc(self.bert(ids, attention_mask=mask).pooler_output)

model, criterion = Spam(), nn.BCEWithLogitsLoss()

def evaluate(loader):
    for ids, mask, y in loader:
        out = model(ids, mask)
        loss = criterion(out, y.float().unsqueeze(1))
        predicted = out.argmax(dim=1)  # error: argmax-on-single-output
        print(loss.item(), (predicted == y).float().mean().item())
`,
  },
  {
    framework: 'fastai',
    title: 'accuracy of a net with one activation.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))
    return Learner(dls, net, loss_func=BCEWithLogitsLossFlat(), metrics=accuracy)  # error: argmax-on-single-output
`,
  },
  {
    framework: 'fastai',
    title: 'error_rate of a learner with n_out=1.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    return vision_learner(dls, resnet18, n_out=1, loss_func=BCEWithLogitsLossFlat(), metrics=[error_rate])  # error: argmax-on-single-output
`,
  },
  {
    framework: 'fastai',
    title: 'argmax of the activations of one unit.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(12, 32), nn.ReLU(), nn.Linear(32, 1))
xb, yb = torch.randn(64, 12), torch.randint(0, 2, (64,))
acc = (net(xb).argmax(dim=1) == yb).float().mean()  # error: argmax-on-single-output
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The sign of the score.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x).squeeze(-1)
        self.log('acc', ((logits > 0) == y).float().mean())
        return F.binary_cross_entropy_with_logits(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Two outputs.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 2)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('acc', (logits.argmax(dim=-1) == y).float().mean())
        return F.cross_entropy(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The best item of a list.',
    code: `import lightning as L
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        best = self.out(x).squeeze(-1).argmax(dim=-1)
        return best
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Two labels.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    return {'accuracy': float((np.argmax(logits, axis=-1) == labels).mean())}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One label, held against 0.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

@torch.no_grad()
def predict(batch):
    return (model(**batch).logits.squeeze(-1) > 0).long()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The best document of a query.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('cross-encoder/ms-marco-MiniLM-L-6-v2', num_labels=1)

@torch.no_grad()
def best(batch):
    return torch.argmax(model(**batch).logits.squeeze(-1), dim=0)
`,
  },
  {
    framework: 'fastai',
    title: 'accuracy_multi of one activation.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 1))
    return Learner(dls, net, loss_func=BCEWithLogitsLossFlat(), metrics=accuracy_multi)
`,
  },
  {
    framework: 'fastai',
    title: 'accuracy of two activations.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    return vision_learner(dls, resnet18, n_out=2, loss_func=CrossEntropyLossFlat(), metrics=[accuracy, error_rate])
`,
  },
  {
    framework: 'fastai',
    title: 'The best item of a user.',
    code: `from fastai.collab import *

class Scores(Module):
    def __init__(self, k=8): self.lin = nn.Linear(k, 1)
    def forward(self, items): return self.lin(items)

best = Scores()(torch.randn(100, 8)).squeeze(1).argmax()
`,
  },
];
