/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'An accuracy in training_step.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('acc', (logits.argmax(0) == y).float().mean())  # error: argmax-wrong-dim
        return F.cross_entropy(logits, y)
`,
    fixed: [
      [
        "self.log('acc', (logits.argmax(0) == y).float().mean())",
        "self.log('acc', (logits.argmax(1) == y).float().mean())",
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The accuracy of a validation step, from another call of the model.',
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

    def validation_step(self, batch, batch_idx):
        x, y = batch
        predicted = torch.argmax(self(x), dim=0)  # error: argmax-wrong-dim
        self.log('val_acc', torch.eq(predicted, y).float().mean())
`,
    fixed: [['predicted = torch.argmax(self(x), dim=0)', 'predicted = torch.argmax(self(x), dim=1)']],
  },
  {
    framework: 'Lightning',
    title: 'The places of max along dim 0.',
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
        _, predicted = logits.max(dim=0)  # error: argmax-wrong-dim
        self.log('val_loss', F.cross_entropy(logits, y))
        self.log('val_acc', (y == predicted).float().mean())
`,
    fixed: [['_, predicted = logits.max(dim=0)', '_, predicted = logits.max(dim=1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_metrics along the examples.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.argmax(logits, axis=0)  # error: argmax-wrong-dim
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
    fixed: [['predictions = np.argmax(logits, axis=0)', 'predictions = np.argmax(logits, axis=1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'The predictions of an EvalPrediction.',
    code: `from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def accuracy(p):
    predicted = p.predictions.argmax(axis=0)  # error: argmax-wrong-dim
    return {'accuracy': (predicted == p.label_ids).mean()}

trainer = Trainer(model=model, compute_metrics=accuracy)
`,
    fixed: [['predicted = p.predictions.argmax(axis=0)', 'predicted = p.predictions.argmax(axis=1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'An accuracy of the logits of a model.',
    code: `from torch.nn import functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    logits = model(**batch).logits
    loss = F.cross_entropy(logits, labels)
    accuracy = (logits.argmax(dim=0) == labels.long()).float().mean()  # error: argmax-wrong-dim
    return loss, accuracy
`,
    fixed: [
      [
        'accuracy = (logits.argmax(dim=0) == labels.long()).float().mean()',
        'accuracy = (logits.argmax(dim=1) == labels.long()).float().mean()',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "A metric of one's own goes down the columns.",
    code: `from fastai.vision.all import *

def my_accuracy(inp, targ):
    return (inp.argmax(dim=0) == targ).float().mean()  # error: argmax-wrong-dim

def get_learner(path):
    dls = ImageDataLoaders.from_folder(path)
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=my_accuracy)
`,
    fixed: [
      [
        'return (inp.argmax(dim=0) == targ).float().mean()',
        'return (inp.argmax(dim=1) == targ).float().mean()',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'Without a dim, beside the loss.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
loss_func = nn.CrossEntropyLoss()

def validate(dl):
    losses, accs = [], []
    for xb, yb in dl:
        preds = net(xb)
        losses.append(loss_func(preds, yb).item())
        accs.append((preds.argmax() == yb).float().mean().item())  # error: argmax-wrong-dim
    return np.mean(losses), np.mean(accs)
`,
    fixed: [
      [
        'accs.append((preds.argmax() == yb).float().mean().item())',
        'accs.append((preds.argmax(dim=1) == yb).float().mean().item())',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The error rate of a table, by torch.max.',
    code: `from fastai.tabular.all import *

net = nn.Linear(8, 3)
xb, yb = torch.randn(64, 8), torch.randint(0, 3, (64,))
preds = net(xb)
loss = F.cross_entropy(preds, yb)
_, cls = torch.max(preds, 0)  # error: argmax-wrong-dim
err = 1 - (cls == yb).float().mean()
`,
    fixed: [['_, cls = torch.max(preds, 0)', '_, cls = torch.max(preds, 1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The classes are in dim 1.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('acc', (logits.argmax(1) == y).float().mean())
        return F.cross_entropy(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The classes of one sample of a batch.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        scores = self.out(batch)
        return [row.argmax(0) for row in scores]
`,
  },
  {
    framework: 'Lightning',
    title: 'The sample that shows each class best is logged.',
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
        best = logits.argmax(0)
        self.logger.experiment.add_images('best', x[best])
        self.log('loss', F.cross_entropy(logits, y))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The last axis.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.argmax(logits, axis=-1)
    return {'accuracy': (predictions == labels).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Tokens have their labels in the third axis.',
    code: `from transformers import AutoModelForTokenClassification, Trainer

model = AutoModelForTokenClassification.from_pretrained('bert-base-uncased', num_labels=9)

def compute_metrics(p):
    predicted = p.predictions.argmax(axis=2)
    return {'accuracy': (predicted == p.label_ids).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The class of one text.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def is_right(inputs, label):
    logits = model(**inputs).logits
    return logits.argmax().item() == label, logits[0].argmax(0) == label
`,
  },
  {
    framework: 'fastai',
    title: 'Along the last dim, as accuracy does.',
    code: `from fastai.vision.all import *

def my_accuracy(inp, targ):
    return (inp.argmax(dim=-1) == targ).float().mean()

def get_learner(path):
    dls = ImageDataLoaders.from_folder(path)
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=[my_accuracy, error_rate])
`,
  },
  {
    framework: 'fastai',
    title: 'Scores of pixels have their classes in dim 1.',
    code: `from fastai.vision.all import *

body = nn.Conv2d(3, 12, 3, padding=1)

def acc_camvid(inp, targ):
    mask = targ != 0
    return (inp.argmax(dim=1)[mask] == targ[mask]).float().mean()

xb, yb = torch.randn(4, 3, 32, 32), torch.randint(0, 12, (4, 32, 32))
preds = body(xb)
loss = CrossEntropyLossFlat(axis=1)(preds, yb)
acc = acc_camvid(preds, yb)
`,
  },
  {
    framework: 'fastai',
    title: 'One picture has a row of probabilities.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
loss_func = CrossEntropyLossFlat()

def predict_one(img):
    probs = loss_func.activation(net(img.unsqueeze(0)))[0]
    return probs.argmax(dim=0), probs.max()
`,
  },
  {
    framework: 'fastai',
    title: 'The surest picture of each class.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
xb = torch.rand(64, 1, 28, 28)
surest = net(xb).softmax(dim=1).argmax(dim=0)
show = [xb[i] for i in surest]
`,
  },
];
