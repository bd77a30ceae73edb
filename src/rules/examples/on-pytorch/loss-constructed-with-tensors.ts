/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'In training_step.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.CrossEntropyLoss(self.net(x), y)  # error: loss-constructed-with-tensors
`,
    fixed: [['return nn.CrossEntropyLoss(self.net(x), y)', 'return nn.CrossEntropyLoss()(self.net(x), y)']],
  },
  {
    framework: 'Lightning',
    title: 'An absolute error in validation_step.',
    code: `import pytorch_lightning as pl
from torch import nn

class Regressor(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        self.log('error', nn.L1Loss(self.net(x), y))  # error: loss-constructed-with-tensors
`,
    fixed: [
      ["self.log('error', nn.L1Loss(self.net(x), y))", "self.log('error', nn.L1Loss()(self.net(x), y))"],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A step that both steps call.',
    code: `import lightning.pytorch as pl
import torch
from torch import nn

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def _loss(self, batch):
        x, y = batch
        scores = self.net(x)
        loss = nn.BCEWithLogitsLoss(scores, y)  # error: loss-constructed-with-tensors
        return loss

    def training_step(self, batch, batch_idx):
        return self._loss(batch)
`,
    fixed: [['loss = nn.BCEWithLogitsLoss(scores, y)', 'loss = nn.BCEWithLogitsLoss()(scores, y)']],
  },
  {
    framework: 'Hugging Face',
    title: 'The logits go into the constructor.',
    code: `from torch import nn
from transformers import Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels').long()
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss(outputs.logits, labels)  # error: loss-constructed-with-tensors
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'loss = nn.CrossEntropyLoss(outputs.logits, labels)',
        'loss = nn.CrossEntropyLoss()(outputs.logits, labels)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'nn.MSELoss of a regression, without the second pair of brackets.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def train(loader, optimizer):
    for batch, y in loader:
        loss = nn.MSELoss(model(**batch).logits.view(-1), y.float())  # error: loss-constructed-with-tensors
        loss.backward()
        optimizer.step()
`,
    fixed: [
      [
        'loss = nn.MSELoss(model(**batch).logits.view(-1), y.float())',
        'loss = nn.MSELoss()(model(**batch).logits.view(-1), y.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Several labels in an accelerate loop.',
    code: `import torch
from accelerate import Accelerator
from transformers import AutoModelForSequenceClassification

accelerator = Accelerator()
model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)

def step(batch, y):
    logits = model(**batch).logits
    loss = torch.nn.BCEWithLogitsLoss(logits, y.float())  # error: loss-constructed-with-tensors
    accelerator.backward(loss)
`,
    fixed: [
      [
        'loss = torch.nn.BCEWithLogitsLoss(logits, y.float())',
        'loss = torch.nn.BCEWithLogitsLoss()(logits, y.float())',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The loss is a part of the module.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.criterion = nn.CrossEntropyLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Weights that come from the constructor.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self, weights):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.criterion = nn.CrossEntropyLoss(weights)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The function takes the tensors at once.',
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
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Made, and then called.',
    code: `from torch import nn
from transformers import Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels').long()
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss()(outputs.logits, labels)
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A weight for each class is a tensor of the constructor.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)
criterion = nn.CrossEntropyLoss(torch.tensor([1.0, 2.0, 1.0]))

def step(batch, y):
    return criterion(model(**batch).logits, y.long())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The functional form.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def step(batch, y):
    return F.mse_loss(model(**batch).logits.view(-1), y.view(-1))
`,
  },
];
