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
];
