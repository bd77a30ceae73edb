/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Labels of -1 and 1 from a dataset.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(5, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.net(x), y)  # error: bce-target-out-of-range

    def train_dataloader(self):
        y = torch.tensor([[-1.0], [1.0], [1.0], [-1.0]])
        return DataLoader(TensorDataset(torch.randn(4, 5), y), batch_size=4)
`,
    fixed: [
      [
        'return F.binary_cross_entropy_with_logits(self.net(x), y)',
        'return F.binary_cross_entropy_with_logits(self.net(x), (y + 1) / 2)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Masks with 255 for the foreground.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Masks(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(1, 1, 1), nn.Sigmoid())
        self.loss = nn.BCELoss()
        self.register_buffer('mask', torch.tensor([[[[0., 255.], [255., 0.]]]]))

    def training_step(self, batch, batch_idx):
        return self.loss(self.net(torch.rand(1, 1, 2, 2)), self.mask)  # error: bce-target-out-of-range
`,
    fixed: [
      [
        'return self.loss(self.net(torch.rand(1, 1, 2, 2)), self.mask)',
        'return self.loss(self.net(torch.rand(1, 1, 2, 2)), self.mask / 255)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Classes 1 and 2.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(3, 1)
        self.criterion = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        classes = torch.tensor([1, 2, 2, 1])
        logits = self.net(torch.randn(4, 3)).squeeze(1)
        return self.criterion(logits, classes.float())  # error: bce-target-out-of-range
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Pairs that are labelled -1 and 1.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
same = torch.tensor([1.0, -1.0, -1.0])
logits = model(torch.randint(0, 30000, (3, 16))).logits.view(-1)
loss = F.binary_cross_entropy_with_logits(logits, same)  # error: bce-target-out-of-range
`,
    fixed: [
      [
        'loss = F.binary_cross_entropy_with_logits(logits, same)',
        'loss = F.binary_cross_entropy_with_logits(logits, (same + 1) / 2)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Ratings up to 5 with a sigmoid.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def step(ids):
    ratings = torch.tensor([4.0, 2.5, 5.0])
    score = torch.sigmoid(model(ids).logits).squeeze(-1)
    return nn.BCELoss()(score, ratings)  # error: bce-target-out-of-range
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Padding of several labels is -100.',
    code: `import torch
from torch import nn
from transformers import BertForTokenClassification

model = BertForTokenClassification.from_pretrained('bert-base-cased', num_labels=1)
marks = torch.tensor([[0.0, 1.0, -100.0]])
loss = nn.BCEWithLogitsLoss()(model(torch.randint(0, 28000, (1, 3))).logits.squeeze(-1), marks)  # error: bce-target-out-of-range
`,
  },
  {
    framework: 'fastai',
    title: 'BCEWithLogitsLossFlat of labels -1 and 1.',
    code: `from fastai.tabular.all import *

net = nn.Linear(6, 1)
loss = BCEWithLogitsLossFlat()(net(torch.randn(4, 6)), tensor([1, -1, 1, -1]))  # error: bce-target-out-of-range
`,
  },
  {
    framework: 'fastai',
    title: 'A mask of 0 and 255.',
    code: `from fastai.vision.all import *

unet = nn.Conv2d(3, 1, 1)
mask = tensor([[0, 255], [255, 255]]).float()[None, None]
loss = F.binary_cross_entropy_with_logits(unet(torch.rand(1, 3, 2, 2)), mask)  # error: bce-target-out-of-range
`,
    fixed: [
      [
        'loss = F.binary_cross_entropy_with_logits(unet(torch.rand(1, 3, 2, 2)), mask)',
        'loss = F.binary_cross_entropy_with_logits(unet(torch.rand(1, 3, 2, 2)), mask / 255)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'Grades from 1 to 3 in BCELossFlat.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(6, 1), nn.Sigmoid())
loss_func = BCELossFlat()
grades = tensor([1, 3, 2, 2]).unsqueeze(1)
loss = loss_func(net(torch.randn(4, 6)), grades)  # error: bce-target-out-of-range
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Brought into 0 and 1.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(5, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.net(x), (y + 1) / 2)

    def train_dataloader(self):
        y = torch.tensor([[-1.0], [1.0], [1.0], [-1.0]])
        return DataLoader(TensorDataset(torch.randn(4, 5), y), batch_size=4)
`,
  },
  {
    framework: 'Lightning',
    title: 'Smoothed labels.',
    code: `import lightning as L
import torch
from torch import nn

class Critic(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(3, 1)
        self.criterion = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        real = torch.tensor([[0.9], [0.9], [0.1]])
        return self.criterion(self.net(torch.randn(3, 3)), real)
`,
  },
  {
    framework: 'Lightning',
    title: 'A hinge takes -1 and 1.',
    code: `import lightning as L
import torch
from torch import nn

class Svm(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(3, 1)

    def training_step(self, batch, batch_idx):
        y = torch.tensor([-1.0, 1.0, 1.0])
        return torch.relu(1 - y * self.net(torch.randn(3, 3)).squeeze(1)).mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Ratings over 5.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def step(ids):
    ratings = torch.tensor([4.0, 2.5, 5.0]) / 5
    return nn.BCEWithLogitsLoss()(model(ids).logits.squeeze(-1), ratings)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A cosine loss takes -1 and 1.',
    code: `import torch
from torch import nn
from transformers import AutoModel

encoder = AutoModel.from_pretrained('sentence-transformers/all-MiniLM-L6-v2')

def step(a, b):
    same = torch.tensor([1.0, -1.0, -1.0])
    return nn.CosineEmbeddingLoss()(encoder(a).pooler_output, encoder(b).pooler_output, same)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Padding is left out before the mean.',
    code: `import torch
import torch.nn.functional as F
from transformers import BertForTokenClassification

model = BertForTokenClassification.from_pretrained('bert-base-cased', num_labels=1)
marks = torch.tensor([[0.0, 1.0, -100.0]])
logits = model(torch.randint(0, 28000, (1, 3))).logits.squeeze(-1)
keep = marks != -100
loss = F.binary_cross_entropy_with_logits(logits, marks.clamp(0, 1), weight=keep.float())
`,
  },
  {
    framework: 'fastai',
    title: 'Zeros and ones.',
    code: `from fastai.tabular.all import *

net = nn.Linear(6, 1)
loss = BCEWithLogitsLossFlat()(net(torch.randn(4, 6)), tensor([1, 0, 1, 0]))
`,
  },
  {
    framework: 'fastai',
    title: 'A mask over 255.',
    code: `from fastai.vision.all import *

unet = nn.Conv2d(3, 1, 1)
mask = tensor([[0, 255], [255, 255]]).float()[None, None] / 255
loss = F.binary_cross_entropy_with_logits(unet(torch.rand(1, 3, 2, 2)), mask)
`,
  },
  {
    framework: 'fastai',
    title: 'Grades in a regression.',
    code: `from fastai.tabular.all import *

net = nn.Linear(6, 1)
loss = MSELossFlat()(net(torch.randn(4, 6)), tensor([1, 3, 2, 2]))
`,
  },
];
