/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'An accuracy of a validation step.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('loss', F.cross_entropy(logits, y))
        self.log('acc', (logits.max(1)[0] == y).float().mean())  # error: max-values-not-indices
`,
    fixed: [
      [
        "self.log('acc', (logits.max(1)[0] == y).float().mean())",
        "self.log('acc', (logits.max(1)[1] == y).float().mean())",
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The test step uses the model that training_step trains.',
    code: `import torch
import pytorch_lightning as pl
from torch import nn

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 5))
        self.loss = nn.CrossEntropyLoss()

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self(x), y)

    def test_step(self, batch, batch_idx):
        x, y = batch
        predicted = torch.amax(self(x), dim=1)
        self.log('acc', (y == predicted).float().mean())  # error: max-values-not-indices
`,
    fixed: [['predicted = torch.amax(self(x), dim=1)', 'predicted = torch.argmax(self(x), dim=1)']],
  },
  {
    framework: 'Lightning',
    title: 'Pseudo-labels are the largest probabilities of a teacher.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Student(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.teacher = nn.Linear(20, 5)
        self.student = nn.Linear(20, 5)

    def training_step(self, x, batch_idx):
        with torch.no_grad():
            target = self.teacher(x).softmax(dim=1).max(dim=1).values
        return F.cross_entropy(self.student(x), target.long())  # error: max-values-not-indices
`,
    fixed: [
      [
        'target = self.teacher(x).softmax(dim=1).max(dim=1).values',
        'target = self.teacher(x).softmax(dim=1).max(dim=1).indices',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_metrics with np.max.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.max(logits, axis=1)
    return {'accuracy': (predictions == labels).mean()}  # error: max-values-not-indices

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
    fixed: [['predictions = np.max(logits, axis=1)', 'predictions = np.argmax(logits, axis=1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'An accuracy of the logits of a model, beside the loss.',
    code: `import torch
from torch.nn import functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    logits = model(**batch).logits
    loss = F.cross_entropy(logits, labels)
    predicted = torch.max(logits, dim=-1).values
    return loss, (predicted == labels).float().mean()  # error: max-values-not-indices
`,
    fixed: [
      ['predicted = torch.max(logits, dim=-1).values', 'predicted = torch.max(logits, dim=-1).indices'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A trainer that takes one-hot labels apart.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class OneHotTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = F.one_hot(inputs.pop('labels'), 3).float()
        outputs = model(**inputs)
        loss = F.cross_entropy(outputs.logits, labels.max(-1)[0].long())  # error: max-values-not-indices
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'loss = F.cross_entropy(outputs.logits, labels.max(-1)[0].long())',
        'loss = F.cross_entropy(outputs.logits, labels.max(-1)[1].long())',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "A metric of one's own takes the first of the two results.",
    code: `from fastai.vision.all import *

def my_accuracy(inp, targ):
    preds, _ = torch.max(inp, 1)
    return (preds == targ).float().mean()  # error: max-values-not-indices

def get_learner(path):
    dls = ImageDataLoaders.from_folder(path)
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=my_accuracy)
`,
    fixed: [['preds, _ = torch.max(inp, 1)', '_, preds = torch.max(inp, 1)']],
  },
  {
    framework: 'fastai',
    title: '.values in a validation loop.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
loss_func = CrossEntropyLossFlat()

def validate(dl):
    right, losses = 0, []
    for xb, yb in dl:
        preds = net(xb)
        losses.append(loss_func(preds, yb).item())
        right += (preds.max(dim=1).values == yb).sum().item()  # error: max-values-not-indices
    return right, losses
`,
    fixed: [
      [
        'right += (preds.max(dim=1).values == yb).sum().item()',
        'right += (preds.max(dim=1).indices == yb).sum().item()',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'One-hot labels of a table become targets.',
    code: `from fastai.tabular.all import *

net = nn.Linear(8, 3)
onehot = F.one_hot(tensor([0, 2, 1, 0]), 3).float()
targs = onehot.max(dim=1)[0].long()
loss = F.cross_entropy(net(torch.randn(4, 8)), targs)  # error: max-values-not-indices
`,
    fixed: [['targs = onehot.max(dim=1)[0].long()', 'targs = onehot.max(dim=1)[1].long()']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The places are compared.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('loss', F.cross_entropy(logits, y))
        self.log('acc', (logits.max(1)[1] == y).float().mean())
`,
  },
  {
    framework: 'Lightning',
    title: 'Pseudo-labels are places; the largest probability decides which are used.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Student(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.teacher = nn.Linear(20, 5)
        self.student = nn.Linear(20, 5)

    def training_step(self, x, batch_idx):
        with torch.no_grad():
            confidence, target = self.teacher(x).softmax(dim=1).max(dim=1)
        mask = (confidence > 0.95).float()
        return (F.cross_entropy(self.student(x), target, reduction='none') * mask).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'A value network.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Agent(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net, self.frozen = nn.Linear(4, 2), nn.Linear(4, 2)

    def training_step(self, batch, batch_idx):
        states, actions, rewards, following = batch
        best = self.frozen(following).max(1)[0].detach()
        chosen = self.net(states).gather(1, actions.unsqueeze(-1)).squeeze(-1)
        return F.mse_loss(chosen, rewards + 0.9 * best)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'np.argmax, and the largest probability as a confidence.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    exponentials = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    p = exponentials / exponentials.sum(axis=1, keepdims=True)
    return {'accuracy': (p.argmax(axis=1) == labels).mean(), 'confidence': p.max(axis=1).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both results are used for what they are.',
    code: `from torch.nn import functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    logits = model(**batch).logits
    loss = F.cross_entropy(logits, labels)
    best, predicted = logits.max(dim=-1)
    return loss, (predicted == labels).float().mean(), best.mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One-hot labels are taken apart with argmax.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class OneHotTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = F.one_hot(inputs.pop('labels'), 3)
        outputs = model(**inputs)
        loss = F.cross_entropy(outputs.logits, labels.argmax(-1))
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'fastai',
    title: 'The places are compared.',
    code: `from fastai.vision.all import *

def my_accuracy(inp, targ):
    _, preds = torch.max(inp, 1)
    return (preds == targ).float().mean()

def get_learner(path):
    dls = ImageDataLoaders.from_folder(path)
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=my_accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'The largest probability is how sure the model is.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
loss_func = CrossEntropyLossFlat()

def sure(xb, yb):
    loss = loss_func(net(xb), yb)
    conf = loss_func.activation(net(xb)).max(dim=1).values
    return loss, xb[conf > 0.9]
`,
  },
  {
    framework: 'fastai',
    title: 'The largest label of a batch says how many classes there are.',
    code: `from fastai.tabular.all import *

net = nn.Linear(8, 3)
xb, yb = torch.randn(4, 8), tensor([0, 2, 1, 0])
assert yb.max() == 2
preds = net(xb)
loss, cls = F.cross_entropy(preds, yb), preds.max(dim=1)[1]
`,
  },
];
