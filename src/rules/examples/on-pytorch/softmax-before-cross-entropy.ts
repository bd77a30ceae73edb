/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in a softmax, and training_step calls cross_entropy.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return F.softmax(self.out(x.view(x.size(0), -1)), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # warning: softmax-before-cross-entropy
`,
    fixed: [
      ['return F.softmax(self.out(x.view(x.size(0), -1)), dim=1)', 'return self.out(x.view(x.size(0), -1))'],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute, and the softmax the last item of a Sequential.',
    code: `import pytorch_lightning as pl
from torch import nn

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            nn.Linear(20, 5),
            nn.Softmax(dim=-1),
        )
        self.criterion = nn.CrossEntropyLoss()

    def forward(self, x):
        return self.model(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = self.criterion(self(x), y)  # warning: softmax-before-cross-entropy
        self.log('train_loss', loss)
        return loss
`,
    fixed: [
      [
        `            nn.Linear(20, 5),
            nn.Softmax(dim=-1),`,
        '            nn.Linear(20, 5),',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Training and validation share a method.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def loss_of(self, batch):
        x, y = batch
        probabilities = torch.softmax(self.out(x), dim=1)
        return F.cross_entropy(probabilities, y)  # warning: softmax-before-cross-entropy

    def training_step(self, batch, batch_idx):
        return self.loss_of(batch)

    def validation_step(self, batch, batch_idx):
        self.log('val_loss', self.loss_of(batch))
`,
    fixed: [['probabilities = torch.softmax(self.out(x), dim=1)', 'probabilities = self.out(x)']],
  },
  {
    framework: 'fastai',
    title: 'The network ends in nn.Softmax.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 10), nn.Softmax(dim=1))
loss_func = CrossEntropyLossFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)  # warning: softmax-before-cross-entropy
`,
    fixed: [
      [
        'net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 10), nn.Softmax(dim=1))',
        'net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 10))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A segmentation, its classes along dim 1.',
    code: `from fastai.vision.all import *

head = nn.Conv2d(16, 4, 1)
loss_func = CrossEntropyLossFlat(axis=1)

def batch_loss(features, masks):
    return loss_func(head(features).softmax(dim=1), masks)  # warning: softmax-before-cross-entropy
`,
    fixed: [
      ['return loss_func(head(features).softmax(dim=1), masks)', 'return loss_func(head(features), masks)'],
    ],
  },
  {
    framework: 'fastai',
    title: "A loss of one's own.",
    code: `from fastai.basics import *

def loss_of(scores, target):
    probabilities = F.softmax(scores, dim=1)
    return F.cross_entropy(probabilities, target)  # warning: softmax-before-cross-entropy
`,
    fixed: [['probabilities = F.softmax(scores, dim=1)', 'probabilities = scores']],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss of a Trainer.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        probabilities = torch.softmax(outputs.logits, dim=-1)
        loss = nn.CrossEntropyLoss()(probabilities, labels)  # warning: softmax-before-cross-entropy
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [['probabilities = torch.softmax(outputs.logits, dim=-1)', 'probabilities = outputs.logits']],
  },
  {
    framework: 'Hugging Face',
    title: 'The softmax stands in the call.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    outputs = model(**batch)
    return F.cross_entropy(outputs.logits.softmax(dim=-1), labels)  # warning: softmax-before-cross-entropy
`,
    fixed: [
      [
        'return F.cross_entropy(outputs.logits.softmax(dim=-1), labels)',
        'return F.cross_entropy(outputs.logits, labels)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: "A head of one's own on a pretrained encoder.",
    code: `from torch import nn
from transformers import AutoModel

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = AutoModel.from_pretrained('bert-base-uncased')
        self.out = nn.Linear(768, 4)
        self.softmax = nn.Softmax(dim=1)

    def forward(self, **inputs):
        hidden = self.encoder(**inputs).last_hidden_state[:, 0]
        return self.softmax(self.out(hidden))

classifier = Classifier()
criterion = nn.CrossEntropyLoss()

def step(batch, labels):
    return criterion(classifier(**batch), labels)  # warning: softmax-before-cross-entropy
`,
    fixed: [['return self.softmax(self.out(hidden))', 'return self.out(hidden)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward gives raw scores.',
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
`,
  },
  {
    framework: 'Lightning',
    title: 'predict_step gives probabilities.',
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
        return self.out(batch).softmax(dim=1)
`,
  },
  {
    framework: 'Lightning',
    title: 'A metric reads probabilities, the loss raw scores.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn
from torchmetrics.classification import MulticlassAUROC

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)
        self.auroc = MulticlassAUROC(num_classes=5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.auroc(torch.softmax(logits, dim=1), y)
        self.log('val_loss', F.cross_entropy(logits, y))
`,
  },
  {
    framework: 'fastai',
    title: 'The network ends in a linear layer.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 10))
loss_func = CrossEntropyLossFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: "The loss's own activation is for reading.",
    code: `from fastai.vision.all import *

net = nn.Linear(784, 10)
loss_func = LabelSmoothingCrossEntropyFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)

def probabilities(xb):
    return loss_func.activation(net(xb))
`,
  },
  {
    framework: 'fastai',
    title: 'log_softmax and NLL loss, as in old versions.',
    code: `from fastai.basics import *

net = nn.Linear(784, 10)

def batch_loss(xb, yb):
    return F.nll_loss(F.log_softmax(net(xb), dim=-1), yb)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The logits as they are.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    return F.cross_entropy(model(**batch).logits, labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'outputs.loss, and probabilities for reading.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch):
    outputs = model(**batch)
    confidence = torch.softmax(outputs.logits, dim=-1).max(dim=-1).values
    return outputs.loss, confidence
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A weight for each class in compute_loss.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 3.0]))
        loss = criterion(outputs.logits.view(-1, 3), labels.view(-1))
        return (loss, outputs) if return_outputs else loss
`,
  },
];
