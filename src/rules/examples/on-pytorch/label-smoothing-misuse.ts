/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Ten percent, written as 10.',
    code: `import lightning as L
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)
        self.criterion = nn.CrossEntropyLoss(label_smoothing=10)  # error: label-smoothing-misuse

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'label_smoothing of 1.0 leaves nothing of the labels.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Net(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y, label_smoothing=1.0)  # error: label-smoothing-misuse
`,
  },
  {
    framework: 'Lightning',
    title: 'Rows that are smoothed already are smoothed once more.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        soft = F.one_hot(y, 5) * 0.9 + 0.1 / 5
        return F.cross_entropy(self.net(x), soft, label_smoothing=0.1)  # info: label-smoothing-misuse
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A tenth, written as percent, in compute_loss.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)

class SmoothedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss_fct = nn.CrossEntropyLoss(label_smoothing=10)  # error: label-smoothing-misuse
        loss = loss_fct(outputs.logits, labels)
        return (loss, outputs) if return_outputs else loss

trainer = SmoothedTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Nothing of the tags is left.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('dslim/bert-base-NER', num_labels=9)

def step(batch):
    labels = batch.pop('labels')
    logits = model(**batch).logits
    return F.cross_entropy(logits.view(-1, 9), labels.view(-1), label_smoothing=1.0)  # error: label-smoothing-misuse
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The answers of a picture model are smoothed twice.',
    code: `import torch
import torch.nn.functional as F
from transformers import ViTForImageClassification

model = ViTForImageClassification.from_pretrained('google/vit-base-patch16-224-in21k', num_labels=5)
criterion = torch.nn.CrossEntropyLoss(label_smoothing=0.1)  # info: label-smoothing-misuse
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-5)

def train(loader):
    for batch in loader:
        target = F.one_hot(batch['labels'], num_classes=5).float() * 0.9 + 0.02
        loss = criterion(model(pixel_values=batch['pixel_values']).logits, target)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
  },
  {
    framework: 'fastai',
    title: 'Ten percent, written as 10.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    loss_func = CrossEntropyLossFlat(label_smoothing=10)  # error: label-smoothing-misuse
    return Learner(dls, net, loss_func=loss_func, metrics=accuracy)
`,
  },
  {
    framework: 'fastai',
    title: "PyTorch's loss in a Learner, with nothing left of the labels.",
    code: `from fastai.tabular.all import *

def train(dls):
    net = nn.Sequential(nn.Linear(12, 64), nn.ReLU(), nn.Linear(64, 4))
    learn = Learner(dls, net, loss_func=nn.CrossEntropyLoss(label_smoothing=1.))  # error: label-smoothing-misuse
    learn.fit_one_cycle(3)
`,
  },
  {
    framework: 'fastai',
    title: 'Smoothed by hand, and once more by the loss.',
    code: `from fastai.vision.all import *

def smooth_loss(preds, targs):
    onehot = F.one_hot(targs, 5)
    soft = onehot * 0.9 + 0.1 / 5
    return F.cross_entropy(preds, soft, label_smoothing=0.1)  # info: label-smoothing-misuse

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 5))
xb, yb = torch.rand(4, 784), tensor([3, 1, 4, 1])
loss = smooth_loss(net(xb), yb)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Ten percent.',
    code: `import lightning as L
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)
        self.criterion = nn.CrossEntropyLoss(label_smoothing=0.1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Mixed labels and a little smoothing.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Mixup(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y, 5).float()
        mixed = 0.7 * onehot + 0.3 * onehot.flip(0)
        return F.cross_entropy(self.net(x), mixed, label_smoothing=0.05)
`,
  },
  {
    framework: 'Lightning',
    title: 'It is a hyperparameter.',
    code: `import lightning as L
from torch import nn

class Net(L.LightningModule):
    def __init__(self, smoothing: float = 0.0):
        super().__init__()
        self.net = nn.Linear(20, 5)
        self.criterion = nn.CrossEntropyLoss(label_smoothing=smoothing)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A tenth.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)

class SmoothedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss(label_smoothing=0.1)(outputs.logits, labels)
        return (loss, outputs) if return_outputs else loss

trainer = SmoothedTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The Trainer smooths, and the loss does not.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)
args = TrainingArguments('out', label_smoothing_factor=0.1, num_train_epochs=10)
trainer = Trainer(model=model, args=args)

def eval_loss(batch):
    labels = batch.pop('labels')
    return F.cross_entropy(model(**batch).logits, labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Smoothed by hand alone.',
    code: `import torch
import torch.nn.functional as F
from transformers import ViTForImageClassification

model = ViTForImageClassification.from_pretrained('google/vit-base-patch16-224-in21k', num_labels=5)
criterion = torch.nn.CrossEntropyLoss()

def loss_of(batch):
    target = F.one_hot(batch['labels'], num_classes=5).float() * 0.9 + 0.02
    return criterion(model(pixel_values=batch['pixel_values']).logits, target)
`,
  },
  {
    framework: 'fastai',
    title: 'Ten percent.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(label_smoothing=0.1), metrics=accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'The loss of fastai that smooths.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    learn = Learner(dls, net, loss_func=LabelSmoothingCrossEntropy(eps=0.1), metrics=error_rate)
    learn.fit_one_cycle(5, 3e-3)
    return learn
`,
  },
  {
    framework: 'fastai',
    title: 'MixUp and a little smoothing.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    loss_func = LabelSmoothingCrossEntropyFlat(eps=0.05)
    return Learner(dls, net, loss_func=loss_func, cbs=MixUp(0.4))
`,
  },
];
