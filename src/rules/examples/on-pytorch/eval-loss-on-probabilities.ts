/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The validation step applies softmax first.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def forward(self, x):
        return self.out(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        self.log('val_loss', F.cross_entropy(self(x).softmax(dim=1), y))  # warning: eval-loss-on-probabilities
`,
    fixed: [
      [
        "self.log('val_loss', F.cross_entropy(self(x).softmax(dim=1), y))",
        "self.log('val_loss', F.cross_entropy(self(x), y))",
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid in the test step.',
    code: `import torch
import pytorch_lightning as pl
from torch import nn

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 6))
        self.criterion = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)

    def test_step(self, batch, batch_idx):
        x, y = batch
        tags = torch.sigmoid(self.net(x))
        self.log('test_loss', self.criterion(tags, y))  # warning: eval-loss-on-probabilities
        self.log('hits', ((tags > 0.5) == y).float().mean())
`,
  },
  {
    framework: 'Lightning',
    title: 'The name of the scores is given to their probabilities.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.body, self.head = nn.Linear(20, 16), nn.Linear(16, 5)

    def forward(self, x):
        return self.head(torch.relu(self.body(x)))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self(x)
        logits = F.softmax(logits, dim=-1)
        self.log('val_loss', F.cross_entropy(logits, y))  # warning: eval-loss-on-probabilities
`,
    fixed: [
      [
        `        logits = self(x)
        logits = F.softmax(logits, dim=-1)`,
        '        logits = self(x)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A loop of evaluation beside one of training.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def train_step(batch, labels):
    return F.cross_entropy(model(**batch).logits, labels)

@torch.no_grad()
def evaluate(batch, labels):
    probabilities = F.softmax(model(**batch).logits, dim=-1)
    return F.cross_entropy(probabilities, labels)  # warning: eval-loss-on-probabilities
`,
    fixed: [
      ['probabilities = F.softmax(model(**batch).logits, dim=-1)', 'probabilities = model(**batch).logits'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Several labels a text.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=6)
criterion = nn.BCEWithLogitsLoss()

def train(loader):
    for batch in loader:
        outputs = model(batch['input_ids'], attention_mask=batch['attention_mask'])
        criterion(outputs.logits, batch['labels'].float()).backward()

def validate(loader):
    losses = []
    with torch.no_grad():
        for batch in loader:
            outputs = model(batch['input_ids'], attention_mask=batch['attention_mask'])
            scores = outputs.logits.sigmoid()
            losses.append(criterion(scores, batch['labels'].float()).item())  # warning: eval-loss-on-probabilities
    return sum(losses) / len(losses)
`,
    fixed: [['scores = outputs.logits.sigmoid()', 'scores = outputs.logits']],
  },
  {
    framework: 'Hugging Face',
    title: 'The probabilities are kept for a report.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForImageClassification

model = AutoModelForImageClassification.from_pretrained('google/vit-base-patch16-224', num_labels=10)

def train_step(images, labels):
    logits = model(pixel_values=images).logits
    return F.cross_entropy(logits, labels)

def report(images, labels):
    with torch.inference_mode():
        p = torch.softmax(model(pixel_values=images).logits, dim=1)
        loss = F.cross_entropy(p, labels)  # warning: eval-loss-on-probabilities
        return loss, p
`,
  },
  {
    framework: 'fastai',
    title: 'The loss of what get_preds gives.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))
loss_func = CrossEntropyLossFlat()

def evaluate(dls):
    learn = Learner(dls, net, loss_func=loss_func)
    learn.fit_one_cycle(3)
    preds, targs = learn.get_preds()
    return loss_func(preds, targs)  # warning: eval-loss-on-probabilities
`,
  },
  {
    framework: 'fastai',
    title: 'A validation of its own applies softmax.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))

def train_epoch(dl, opt):
    for xb, yb in dl:
        loss = F.cross_entropy(net(xb), yb)
        loss.backward()
        opt.step()
        opt.zero_grad()

@torch.no_grad()
def validate_epoch(dl):
    losses = []
    for xb, yb in dl:
        preds = net(xb).softmax(dim=1)
        losses.append(F.cross_entropy(preds, yb))  # warning: eval-loss-on-probabilities
    return torch.stack(losses).mean()
`,
    fixed: [['preds = net(xb).softmax(dim=1)', 'preds = net(xb)']],
  },
  {
    framework: 'fastai',
    title: 'Several labels and test-time augmentation.',
    code: `from fastai.vision.all import *

body = nn.Sequential(nn.Flatten(), nn.Linear(784, 6))

def evaluate(dls):
    learn = Learner(dls, body, loss_func=BCEWithLogitsLossFlat())
    learn.fit(2)
    preds, targs = learn.tta()
    return F.binary_cross_entropy_with_logits(preds, targs.float())  # warning: eval-loss-on-probabilities
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Both steps pass scores, the metric probabilities.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.out(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('val_loss', F.cross_entropy(logits, y))
        self.log('confidence', logits.softmax(dim=1).amax(dim=1).mean())
`,
  },
  {
    framework: 'Lightning',
    title: 'Evaluation with the Brier score.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.out(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        self.log('brier', ((self.out(x).sigmoid() - y) ** 2).mean())
`,
  },
  {
    framework: 'Lightning',
    title: 'Probabilities are what predict_step gives.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.out(x), y)

    def predict_step(self, batch, batch_idx):
        return F.softmax(self.out(batch), dim=1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Scores in both loops.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def train_step(batch, labels):
    return F.cross_entropy(model(**batch).logits, labels)

@torch.no_grad()
def evaluate(batch, labels):
    logits = model(**batch).logits
    return F.cross_entropy(logits, labels), F.softmax(logits, dim=-1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss of the outputs, and probabilities beside it.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

@torch.no_grad()
def evaluate(batch):
    outputs = model(**batch)
    return outputs.loss, outputs.logits.softmax(dim=-1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss of probabilities in evaluation.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=6)

def train_step(batch, labels):
    return F.binary_cross_entropy_with_logits(model(**batch).logits, labels)

@torch.no_grad()
def evaluate(batch, labels):
    return F.binary_cross_entropy(model(**batch).logits.sigmoid(), labels)
`,
  },
  {
    framework: 'fastai',
    title: "The Learner's own validation.",
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))

def evaluate(dls):
    learn = Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=accuracy)
    learn.fit_one_cycle(3)
    return learn.validate()
`,
  },
  {
    framework: 'fastai',
    title: 'get_preds without the activation.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 10))

def evaluate(dls):
    learn = Learner(dls, net, loss_func=CrossEntropyLossFlat())
    learn.fit_one_cycle(3)
    preds, targs = learn.get_preds(act=noop)
    return F.cross_entropy(preds, targs)
`,
  },
  {
    framework: 'fastai',
    title: 'get_preds with the losses beside.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))

def evaluate(dls):
    learn = Learner(dls, net, loss_func=CrossEntropyLossFlat())
    learn.fit(2)
    preds, targs, losses = learn.get_preds(with_loss=True)
    return losses.mean(), (preds.argmax(dim=1) == targs).float().mean()
`,
  },
];
