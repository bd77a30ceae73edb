/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The labels of a dataset count from 1.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 3)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.fc(x), y)  # error: target-out-of-class-range

    def train_dataloader(self):
        labels = torch.tensor([1, 2, 3, 3, 1, 2])
        return DataLoader(TensorDataset(torch.randn(6, 6), labels), batch_size=6)
`,
    fixed: [['return F.cross_entropy(self.fc(x), y)', 'return F.cross_entropy(self.fc(x), y - 1)']],
  },
  {
    framework: 'Lightning',
    title: 'A label that the head has no output for.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self, num_classes=4):
        super().__init__()
        self.head = nn.Linear(16, num_classes)
        self.criterion = nn.CrossEntropyLoss()

    def training_step(self, batch, batch_idx):
        x = torch.randn(3, 16)
        y = torch.tensor([0, 4, 2])
        return self.criterion(self.head(x), y)  # error: target-out-of-class-range
`,
  },
  {
    framework: 'Lightning',
    title: 'A mask with 255 for unlabelled pixels.',
    code: `import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 5, 1)
        self.loss = nn.CrossEntropyLoss()

    def training_step(self, batch, batch_idx):
        image, mask = batch
        return self.loss(self.net(image), mask)  # error: target-out-of-class-range

masks = torch.tensor([[[0, 1], [255, 4]]])
loader = DataLoader(TensorDataset(torch.randn(1, 3, 2, 2), masks), batch_size=1)
L.Trainer(max_epochs=1).fit(Segmenter(), loader)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Stars from 1 to 5 for five labels.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=5)
stars = torch.tensor([1, 5, 3, 4])
logits = model(torch.randint(0, 30000, (4, 32))).logits
loss = F.cross_entropy(logits, stars)  # error: target-out-of-class-range
`,
    fixed: [['loss = F.cross_entropy(logits, stars)', 'loss = F.cross_entropy(logits, stars - 1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'num_labels=2 and three sentiments.',
    code: `import torch
from torch import nn
from transformers import DistilBertForSequenceClassification

model = DistilBertForSequenceClassification.from_pretrained('distilbert-base-uncased', num_labels=2)
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0]))

def step(ids):
    sentiment = torch.tensor([0, 1, 2, 1])
    return criterion(model(ids).logits, sentiment)  # error: target-out-of-class-range
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Padding of tags is -1.',
    code: `import torch
import torch.nn.functional as F
from transformers import BertForTokenClassification

model = BertForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)
tags = torch.tensor([[3, 0, 8, -1], [1, 2, -1, -1]])
logits = model(torch.randint(0, 28000, (2, 4))).logits
loss = F.cross_entropy(logits.view(-1, 9), tags.view(-1))  # error: target-out-of-class-range
`,
  },
  {
    framework: 'fastai',
    title: 'Labels that count from 1 in CrossEntropyLossFlat.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(4, 20), nn.ReLU(), nn.Linear(20, 3))
loss = CrossEntropyLossFlat()(net(torch.randn(4, 4)), tensor([1, 2, 3, 1]))  # error: target-out-of-class-range
`,
    fixed: [
      [
        'loss = CrossEntropyLossFlat()(net(torch.randn(4, 4)), tensor([1, 2, 3, 1]))',
        'loss = CrossEntropyLossFlat()(net(torch.randn(4, 4)), tensor([1, 2, 3, 1]) - 1)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'Void pixels of CamVid are 255 after an encoding.',
    code: `from fastai.vision.all import *

head = nn.Conv2d(8, 5, 1)
loss_func = CrossEntropyLossFlat(axis=1)
masks = tensor([[[0, 1], [255, 4]]])
loss = loss_func(head(torch.randn(1, 8, 2, 2)), masks)  # error: target-out-of-class-range
`,
  },
  {
    framework: 'fastai',
    title: 'Ten digits, and nine activations.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 9))
digits = tensor([5, 0, 9, 3])
loss = F.cross_entropy(net(torch.rand(4, 1, 28, 28)), digits)  # error: target-out-of-class-range
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'One is taken off.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(6, 3)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.fc(x), y - 1)

    def train_dataloader(self):
        labels = torch.tensor([1, 2, 3, 3, 1, 2])
        return DataLoader(TensorDataset(torch.randn(6, 6), labels), batch_size=6)
`,
  },
  {
    framework: 'Lightning',
    title: 'ignore_index=255.',
    code: `import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 5, 1)
        self.loss = nn.CrossEntropyLoss(ignore_index=255)

    def training_step(self, batch, batch_idx):
        image, mask = batch
        return self.loss(self.net(image), mask)

masks = torch.tensor([[[0, 1], [255, 4]]])
L.Trainer().fit(Segmenter(), DataLoader(TensorDataset(torch.randn(1, 3, 2, 2), masks)))
`,
  },
  {
    framework: 'Lightning',
    title: 'Padding of -100 is left out by default.',
    code: `import lightning as L
import torch
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(8, 5)

    def training_step(self, batch, batch_idx):
        x, y = torch.randn(4, 8), torch.tensor([0, 4, -100, 2])
        return nn.functional.cross_entropy(self.net(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Six labels, and stars from 1 to 5.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)
logits = model(torch.randint(0, 30000, (4, 32))).logits
loss = F.cross_entropy(logits, torch.tensor([1, 5, 3, 4]))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Padding of tags is -100.',
    code: `import torch
import torch.nn.functional as F
from transformers import BertForTokenClassification

model = BertForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)
tags = torch.tensor([[3, 0, 8, -100], [1, 2, -100, -100]])
loss = F.cross_entropy(model(torch.randint(0, 28000, (2, 4))).logits.view(-1, 9), tags.view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss is told which index is padding.',
    code: `import torch
import torch.nn.functional as F
from transformers import BertForTokenClassification

model = BertForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)
tags = torch.tensor([[3, 0, 8, -1], [1, 2, -1, -1]])
loss = F.cross_entropy(model(torch.randint(0, 28000, (2, 4))).logits.view(-1, 9), tags.view(-1), ignore_index=-1)
`,
  },
  {
    framework: 'fastai',
    title: 'One is taken off.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(4, 20), nn.ReLU(), nn.Linear(20, 3))
loss = CrossEntropyLossFlat()(net(torch.randn(4, 4)), tensor([1, 2, 3, 1]) - 1)
`,
  },
  {
    framework: 'fastai',
    title: 'ignore_index is handed to the loss inside.',
    code: `from fastai.vision.all import *

head = nn.Conv2d(8, 5, 1)
loss_func = CrossEntropyLossFlat(axis=1, ignore_index=255)
loss = loss_func(head(torch.randn(1, 8, 2, 2)), tensor([[[0, 1], [255, 4]]]))
`,
  },
  {
    framework: 'fastai',
    title: 'Ten activations.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))
loss = F.cross_entropy(net(torch.rand(4, 1, 28, 28)), tensor([5, 0, 9, 3]))
`,
  },
];
