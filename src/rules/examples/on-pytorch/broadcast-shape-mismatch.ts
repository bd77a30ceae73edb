/**
 * Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face.
 * Over 400 lines because they are whole programs, several for each framework.
 */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The loaders come from fit.',
    code: `import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Housing(L.LightningModule):
    def __init__(self, n_features: int = 8):
        super().__init__()
        self.head = nn.Linear(n_features, 1)

    def step(self, batch, name):
        x, y = batch
        loss = nn.functional.l1_loss(self.head(x), y)  # error: broadcast-shape-mismatch
        self.log(f'{name}/loss', loss)
        return loss

    def training_step(self, batch, batch_idx):
        return self.step(batch, 'train')

train = DataLoader(TensorDataset(torch.randn(64, 8), torch.randn(64)), batch_size=8, shuffle=True)
model = Housing()
trainer = L.Trainer(max_epochs=3)
trainer.fit(model, train)
`,
    fixed: [
      [
        'loss = nn.functional.l1_loss(self.head(x), y)',
        'loss = nn.functional.l1_loss(self.head(x), y.unsqueeze(1))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The loaders come from a data module.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

class Readings(Dataset):
    def __init__(self, n):
        self.x = torch.randn(n, 4)
        self.y = self.x.sum(dim=1)

    def __len__(self):
        return len(self.x)

    def __getitem__(self, i):
        return {'x': self.x[i], 'y': self.y[i]}

class Data(pl.LightningDataModule):
    def setup(self, stage=None):
        self.train_set = Readings(200)

    def train_dataloader(self):
        return DataLoader(self.train_set, batch_size=32, shuffle=True)

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 1))

    def training_step(self, sample, sample_idx):
        return nn.functional.mse_loss(self.net(sample['x']), sample['y'])  # error: broadcast-shape-mismatch

def main():
    pl.Trainer(max_epochs=5).fit(Model(), datamodule=Data())
`,
    fixed: [
      [
        "return nn.functional.mse_loss(self.net(sample['x']), sample['y'])",
        "return nn.functional.mse_loss(self.net(sample['x']), sample['y'].unsqueeze(1))",
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A regression head of one unit against a row of prices.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Prices(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(13, 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.mse_loss(self(x), y)  # error: broadcast-shape-mismatch
        self.log('train_loss', loss)
        return loss

    def train_dataloader(self):
        return DataLoader(TensorDataset(torch.randn(100, 13), torch.randn(100)), batch_size=16)
`,
    fixed: [['loss = F.mse_loss(self(x), y)', 'loss = F.mse_loss(self(x), y.unsqueeze(1))']],
  },
  {
    framework: 'Lightning',
    title: 'The error is written out, with labels of classes in between.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class AgeModel(pl.LightningModule):
    def __init__(self, width=64):
        super().__init__()
        self.body = nn.Linear(128, width)
        self.age = nn.Linear(width, 1)

    def loss_of(self, features, ages):
        predicted = self.age(torch.relu(self.body(features)))
        return ((predicted - ages) ** 2).mean()  # error: broadcast-shape-mismatch

    def training_step(self, batch, batch_idx):
        features = torch.randn(32, 128)
        ages = torch.rand(32) * 90
        return self.loss_of(features, ages)
`,
    fixed: [
      ['return ((predicted - ages) ** 2).mean()', 'return ((predicted - ages.unsqueeze(1)) ** 2).mean()'],
    ],
  },
  {
    framework: 'Lightning',
    title: 'One side is squeezed in training, and not in validation.',
    code: `import lightning as L
import torch
from torch import nn

class Wind(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(7, 1)
        self.loss = nn.SmoothL1Loss()
        self.register_buffer('x_val', torch.randn(50, 7))
        self.register_buffer('y_val', torch.randn(50))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.out(x).squeeze(1), y)

    def validation_step(self, batch, batch_idx):
        val_loss = self.loss(self.out(self.x_val), self.y_val)  # error: broadcast-shape-mismatch
        self.log('val_loss', val_loss)
`,
    fixed: [
      [
        'val_loss = self.loss(self.out(self.x_val), self.y_val)',
        'val_loss = self.loss(self.out(self.x_val), self.y_val.unsqueeze(1))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A regression with num_labels=1 against labels of one number a text.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
input_ids = torch.randint(0, 30000, (8, 64))
scores = torch.tensor([3.5, 1.0, 4.25, 2.0, 5.0, 0.5, 3.0, 2.5])
outputs = model(input_ids)
loss = F.mse_loss(outputs.logits, scores)  # error: broadcast-shape-mismatch
loss.backward()
`,
    fixed: [
      ['loss = F.mse_loss(outputs.logits, scores)', 'loss = F.mse_loss(outputs.logits, scores.unsqueeze(1))'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss of a Trainer for ratings.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class RegressionTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = torch.as_tensor(inputs.pop('labels'), dtype=torch.float32).view(-1)
        outputs = model(**inputs)
        loss = nn.MSELoss()(outputs.logits, labels)  # error: broadcast-shape-mismatch
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=1)
trainer = RegressionTrainer(model=model)
`,
    fixed: [
      [
        'loss = nn.MSELoss()(outputs.logits, labels)',
        'loss = nn.MSELoss()(outputs.logits, labels.unsqueeze(1))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'An accelerate loop over a table of essays and their scores.',
    code: `import pandas as pd
import torch
from accelerate import Accelerator
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer

accelerator = Accelerator()
df = pd.read_csv('essays.csv')
tokenizer = AutoTokenizer.from_pretrained('microsoft/deberta-v3-small')
encoded = tokenizer(df['text'].tolist(), padding=True, truncation=True, return_tensors='pt')
scores = torch.tensor(df['score'].values, dtype=torch.float32)
loader = DataLoader(TensorDataset(encoded['input_ids'], encoded['attention_mask'], scores), batch_size=8)
model = AutoModelForSequenceClassification.from_pretrained('microsoft/deberta-v3-small', num_labels=1)
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5)
criterion = nn.SmoothL1Loss(beta=0.5)
model, optimizer, loader = accelerator.prepare(model, optimizer, loader)

for input_ids, attention_mask, score in loader:
    predictions = model(input_ids, attention_mask=attention_mask).logits
    loss = criterion(predictions, score)  # error: broadcast-shape-mismatch
    accelerator.backward(loss)
    optimizer.step()
    optimizer.zero_grad()
`,
    fixed: [['loss = criterion(predictions, score)', 'loss = criterion(predictions, score.unsqueeze(1))']],
  },
  {
    framework: 'fastai',
    title: "A root mean squared error of one's own over a column.",
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(10, 50), nn.ReLU(), nn.Linear(50, 1))

def rmse_loss(preds, targs):
    return torch.sqrt(F.mse_loss(preds, targs))  # error: broadcast-shape-mismatch

xb, yb = torch.randn(64, 10), torch.rand(64)
loss = rmse_loss(net(xb), yb)
`,
    fixed: [
      [
        'return torch.sqrt(F.mse_loss(preds, targs))',
        'return torch.sqrt(F.mse_loss(preds, targs.unsqueeze(1)))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The loss of the first lesson with a linear model of one column.',
    code: `from fastai.vision.all import *

def init_params(size, std=1.0): return (torch.randn(size) * std).requires_grad_()

weights, bias = init_params((28 * 28, 1)), init_params(1)
train_x = torch.rand(12, 28 * 28)
train_y = tensor([1] * 6 + [0] * 6)

def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()  # error: broadcast-shape-mismatch

loss = mnist_loss(train_x @ weights + bias, train_y)
`,
  },
  {
    framework: 'fastai',
    title: 'nn.L1Loss instead of L1LossFlat.',
    code: `from fastai.basics import *

class Reg(Module):
    def __init__(self, n): self.lin = nn.Linear(n, 1)
    def forward(self, x): return self.lin(x)

ds = [(torch.randn(4), torch.rand(())) for _ in range(20)]
dls = DataLoaders.from_dsets(ds[:16], ds[16:], bs=4)
model = Reg(4)
loss_func = nn.L1Loss()
xb, yb = torch.stack([x for x, _ in ds]), torch.stack([y for _, y in ds])
print(loss_func(model(xb), yb))  # error: broadcast-shape-mismatch
`,
    fixed: [['print(loss_func(model(xb), yb))', 'print(loss_func(model(xb), yb.unsqueeze(1)))']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The column is made a row in forward.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Prices(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(13, 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, x):
        return self.net(x).squeeze(-1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.mse_loss(self(x), y)

    def train_dataloader(self):
        return DataLoader(TensorDataset(torch.randn(100, 13), torch.randn(100)), batch_size=16)
`,
  },
  {
    framework: 'Lightning',
    title: 'A dataset whose targets are columns.',
    code: `import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Prices(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(13, 1)
        self.criterion = nn.HuberLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)

    def train_dataloader(self):
        y = torch.randn(100).unsqueeze(1)
        return DataLoader(TensorDataset(torch.randn(100, 13), y), batch_size=16)
`,
  },
  {
    framework: 'Lightning',
    title: 'Distances of every row to every centre are meant to be a table.',
    code: `import lightning as L
import torch
from torch import nn

class Prototypes(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.embed = nn.Linear(20, 1)
        self.centres = nn.Parameter(torch.randn(5))

    def training_step(self, batch, batch_idx):
        x = torch.randn(32, 20)
        distances = (self.embed(x) - self.centres) ** 2
        return distances.min(dim=1).values.mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The logits of one label are squeezed.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
input_ids = torch.randint(0, 30000, (8, 64))
scores = torch.tensor([3.5, 1.0, 4.25, 2.0, 5.0, 0.5, 3.0, 2.5])
loss = F.mse_loss(model(input_ids).logits.squeeze(-1), scores)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both sides are one long row.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class RegressionTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = torch.as_tensor(inputs.pop('labels'), dtype=torch.float32)
        outputs = model(**inputs)
        loss = nn.L1Loss()(outputs.logits.view(-1), labels.view(-1))
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=1)
trainer = RegressionTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The model is given the labels and aligns them itself.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1, problem_type='regression')
input_ids = torch.randint(0, 30000, (8, 64))
loss = model(input_ids, labels=torch.rand(8)).loss
loss.backward()
`,
  },
  {
    framework: 'fastai',
    title: 'MSELossFlat flattens both sides.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(10, 50), nn.ReLU(), nn.Linear(50, 1))
loss_func = MSELossFlat()
xb, yb = torch.randn(64, 10), torch.rand(64)
loss = loss_func(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'The targets get a column, as in the book.',
    code: `from fastai.vision.all import *

weights, bias = torch.randn(28 * 28, 1).requires_grad_(), torch.zeros(1).requires_grad_()
train_x = torch.rand(12, 28 * 28)
train_y = tensor([1] * 6 + [0] * 6).unsqueeze(1)

def mnist_loss(predictions, targets):
    predictions = predictions.sigmoid()
    return torch.where(targets == 1, 1 - predictions, predictions).mean()

loss = mnist_loss(train_x @ weights + bias, train_y)
`,
  },
  {
    framework: 'fastai',
    title: 'The column is dropped in the model, and the rest compared row by row.',
    code: `from fastai.collab import *

class DotProduct(Module):
    def __init__(self, n_users, n_movies, n_factors):
        self.user_factors = Embedding(n_users, n_factors)
        self.movie_factors = Embedding(n_movies, n_factors)
    def forward(self, x):
        users, movies = self.user_factors(x[:, 0]), self.movie_factors(x[:, 1])
        return (users * movies).sum(dim=1)

model = DotProduct(100, 50, 5)
ratings = torch.rand(32) * 5
loss = F.mse_loss(model(torch.randint(0, 50, (32, 2))), ratings)
`,
  },
];
