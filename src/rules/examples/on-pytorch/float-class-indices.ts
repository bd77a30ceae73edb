/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Labels of a table of floats.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        labels = torch.tensor([0.0, 2.0, 1.0])
        return F.cross_entropy(self.out(torch.randn(3, 20)), labels)  # error: float-class-indices
`,
    fixed: [
      [
        'return F.cross_entropy(self.out(torch.randn(3, 20)), labels)',
        'return F.cross_entropy(self.out(torch.randn(3, 20)), labels.long())',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Labels that became int32.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        labels = torch.randint(0, 5, (4,), dtype=torch.int32)
        return F.cross_entropy(self.out(torch.randn(4, 20)), labels)  # error: float-class-indices
`,
    fixed: [
      [
        'return F.cross_entropy(self.out(torch.randn(4, 20)), labels)',
        'return F.cross_entropy(self.out(torch.randn(4, 20)), labels.long())',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'torch.Tensor makes floats.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)
        self.criterion = nn.NLLLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        labels = torch.Tensor([1, 0, 4])
        return self.criterion(self.out(torch.randn(3, 20)).log_softmax(1), labels)  # error: float-class-indices
`,
    fixed: [
      [
        'return self.criterion(self.out(torch.randn(3, 20)).log_softmax(1), labels)',
        'return self.criterion(self.out(torch.randn(3, 20)).log_softmax(1), labels.long())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'The collator makes float labels.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = torch.as_tensor(inputs.pop('labels'), dtype=torch.float32).view(-1)
        outputs = model(**inputs)
        loss_fct = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 3.0, 2.0]))
        loss = loss_fct(outputs.logits.view(-1, 3), labels)  # error: float-class-indices
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)
trainer = WeightedTrainer(model=model)
`,
    fixed: [
      [
        'loss = loss_fct(outputs.logits.view(-1, 3), labels)',
        'loss = loss_fct(outputs.logits.view(-1, 3), labels.long())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'torch.Tensor of a list of labels is float32.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('distilbert-base-uncased', num_labels=2)

def collate(rows):
    return {'ids': torch.tensor([r['input_ids'] for r in rows]), 'y': torch.Tensor([0, 1, 1, 0])}

def train(rows, optimizer):
    batch = collate(rows)
    loss = F.cross_entropy(model(batch['ids']).logits, batch['y'])  # error: float-class-indices
    loss.backward()
    optimizer.step()
`,
    fixed: [
      [
        "loss = F.cross_entropy(model(batch['ids']).logits, batch['y'])",
        "loss = F.cross_entropy(model(batch['ids']).logits, batch['y'].long())",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A Dataset reads its labels from a float column.',
    code: `import pandas as pd
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained('roberta-base')

class Reviews(Dataset):
    def __init__(self, path):
        self.df = pd.read_csv(path)

    def __len__(self):
        return len(self.df)

    def __getitem__(self, i):
        row = self.df.iloc[i]
        enc = tokenizer(row['text'], truncation=True, padding='max_length', return_tensors='pt')
        return enc['input_ids'][0], torch.tensor(float(row['stars']))

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=5)
criterion = nn.CrossEntropyLoss()
for ids, stars in DataLoader(Reviews('reviews.csv'), batch_size=16):
    loss = criterion(model(ids).logits, stars)  # error: float-class-indices
    loss.backward()
`,
    fixed: [
      ['loss = criterion(model(ids).logits, stars)', 'loss = criterion(model(ids).logits, stars.long())'],
    ],
  },
  {
    framework: 'fastai',
    title: 'Labels from a float tensor into F.cross_entropy.',
    code: `from fastai.vision.all import *

simple_net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 2))
train_y = torch.cat([torch.ones(5), torch.zeros(5)])
train_x = torch.rand(10, 28 * 28)
loss = F.cross_entropy(simple_net(train_x), train_y)  # error: float-class-indices
`,
    fixed: [
      [
        'loss = F.cross_entropy(simple_net(train_x), train_y)',
        'loss = F.cross_entropy(simple_net(train_x), train_y.long())',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "A loss of one's own casts to float.",
    code: `from fastai.vision.all import *

def weighted_loss(preds, targs):
    w = tensor(1., 2., 5.)
    return nn.CrossEntropyLoss(weight=w)(preds, targs.float().view(-1))  # error: float-class-indices

net = nn.Linear(20, 3)
out = weighted_loss(net(torch.randn(8, 20)), tensor([0, 1, 2, 2, 1, 0, 1, 2]))
`,
    fixed: [
      [
        'return nn.CrossEntropyLoss(weight=w)(preds, targs.float().view(-1))',
        'return nn.CrossEntropyLoss(weight=w)(preds, targs.float().view(-1).long())',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'CrossEntropyLossFlat that was told to make floats of its targets.',
    code: `from fastai.tabular.all import *

loss_func = CrossEntropyLossFlat(floatify=True)
model = nn.Sequential(nn.Linear(9, 64), nn.ReLU(), nn.Linear(64, 4))
xb, yb = torch.randn(32, 9), torch.randint(0, 4, (32,))
loss = loss_func(model(xb), yb)  # error: float-class-indices
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Integers.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.out(x), torch.tensor([0, 2, 1]))
`,
  },
  {
    framework: 'Lightning',
    title: 'Converted.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.out(x), y.long())
`,
  },
  {
    framework: 'Lightning',
    title: 'Probabilities of classes.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 3)

    def training_step(self, batch, batch_idx):
        x, y = batch
        soft = torch.tensor([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])
        return F.cross_entropy(self.out(torch.randn(2, 20)), soft)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The labels are cast.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss()(outputs.logits.view(-1, 3), labels.view(-1).long())
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)
trainer = WeightedTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Float labels of a regression with one label.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class RegressionTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels').to(torch.float32)
        outputs = model(**inputs)
        loss = nn.MSELoss()(outputs.logits.view(-1), labels.view(-1))
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
trainer = RegressionTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: "A teacher's probabilities are a target of floats.",
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

student = AutoModelForSequenceClassification.from_pretrained('distilbert-base-uncased', num_labels=3)
teacher = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3).eval()

def step(batch):
    with torch.no_grad():
        target = teacher(**batch).logits.softmax(-1)
    return F.cross_entropy(student(**batch).logits, target)
`,
  },
  {
    framework: 'fastai',
    title: 'CrossEntropyLossFlat makes int64 of labels that are shorter.',
    code: `from fastai.tabular.all import *

loss_func = CrossEntropyLossFlat()
model = nn.Sequential(nn.Linear(9, 64), nn.ReLU(), nn.Linear(64, 4))
loss = loss_func(model(torch.randn(32, 9)), torch.randint(0, 4, (32,), dtype=torch.int32))
`,
  },
  {
    framework: 'fastai',
    title: 'BCEWithLogitsLossFlat wants floats and makes them.',
    code: `from fastai.vision.all import *

loss_func = BCEWithLogitsLossFlat()
net = nn.Linear(12, 1)
loss = loss_func(net(torch.randn(6, 12)), tensor([0, 1, 1, 0, 1, 0]))
`,
  },
  {
    framework: 'fastai',
    title: 'The labels are floats until the loss is called.',
    code: `from fastai.basics import *

net = nn.Linear(4, 3)
y = np.array([0., 2., 1., 1.], dtype=np.float32)
loss = F.cross_entropy(net(torch.randn(4, 4)), tensor(y).long())
`,
  },
];
