/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'MSE of a softmax and one-hot labels.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Digits(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        probabilities = F.softmax(self.fc(x), dim=1)
        return F.mse_loss(probabilities, F.one_hot(y, 10).float())  # info: mse-on-class-scores
`,
  },
  {
    framework: 'Lightning',
    title: 'nn.MSELoss of a net that ends in nn.Softmax.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Iris(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 3), nn.Softmax(dim=-1))
        self.criterion = nn.MSELoss()

    def training_step(self, batch, batch_idx):
        x, labels = batch
        target = nn.functional.one_hot(labels, num_classes=3).float()
        loss = self.criterion(self.net(x), target)  # info: mse-on-class-scores
        self.log('loss', loss)
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'In validation the one-hot rows are a tensor.',
    code: `import lightning as L
import torch
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(4, 3), nn.Softmax(dim=1))

    def training_step(self, batch, batch_idx):
        y = torch.tensor([[1., 0., 0.], [0., 0., 1.]])
        return nn.MSELoss()(self.net(torch.randn(2, 4)), y)  # info: mse-on-class-scores
`,
  },
  {
    framework: 'fastai',
    title: 'The squared distance of a softmax and one-hot rows.',
    code: `from fastai.vision.all import *

def onehot_mse(preds, targs):
    return F.mse_loss(preds.softmax(dim=1), F.one_hot(targs, 10).float())  # info: mse-on-class-scores

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
loss = onehot_mse(net(torch.rand(4, 784)), tensor([3, 1, 4, 1]))
`,
  },
  {
    framework: 'fastai',
    title: 'nn.MSELoss, and a Module of tables.',
    code: `from fastai.tabular.all import *

class TabNet(Module):
    def __init__(self, n_in, c): self.lin = nn.Linear(n_in, c)
    def forward(self, x): return F.softmax(self.lin(x), dim=-1)

loss_func = nn.MSELoss()

def step(xb, yb): return loss_func(TabNet(8, 3)(xb), F.one_hot(yb, 3).float())  # info: mse-on-class-scores
`,
  },
  {
    framework: 'fastai',
    title: 'One-hot rows as they stand.',
    code: `from fastai.basics import *

net = nn.Sequential(nn.Linear(8, 3), nn.Softmax(dim=1))
yb = tensor([[1., 0., 0.], [0., 0., 1.]])
loss = F.mse_loss(net(torch.randn(2, 8)), yb)  # info: mse-on-class-scores
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Squared error of the probabilities and one-hot labels.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

class BrierTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        probs = F.softmax(outputs.logits, dim=-1)
        loss = F.mse_loss(probs, F.one_hot(labels, num_classes=4).float())  # info: mse-on-class-scores
        return (loss, outputs) if return_outputs else loss

trainer = BrierTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'nn.MSELoss on the softmax of a picture model.',
    code: `import torch
from torch import nn
from transformers import AutoModelForImageClassification

model = AutoModelForImageClassification.from_pretrained('microsoft/resnet-50', num_labels=3)
criterion = nn.MSELoss()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-4)

def train(loader):
    for pixel_values, labels in loader:
        onehot = nn.functional.one_hot(labels.long(), 3).to(torch.float32)
        prediction = torch.softmax(model(pixel_values).logits, dim=1)
        loss = criterion(prediction, onehot)  # info: mse-on-class-scores
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A head with softmax on the pooled states.',
    code: `import torch
from torch import nn
from transformers import BertModel

class Classifier(nn.Module):
    def __init__(self, classes=3):
        super().__init__()
        self.bert = BertModel.from_pretrained('bert-base-uncased')
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(768, classes), nn.Softmax(dim=-1))

    def forward(self, input_ids, attention_mask):
        return self.head(self.bert(input_ids, attention_mask=attention_mask).pooler_output)

model = Classifier()
loss_fn = nn.MSELoss()

def step(batch):
    target = nn.functional.one_hot(batch['labels'], 3).float()
    return loss_fn(model(batch['input_ids'], batch['attention_mask']), target)  # info: mse-on-class-scores
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'cross_entropy.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Digits(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.fc(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The Brier score is logged.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Digits(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.fc(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        with torch.no_grad():
            p = self.fc(x).softmax(1)
        self.log('brier', ((p - F.one_hot(y, 10)) ** 2).sum(1).mean())
`,
  },
  {
    framework: 'Lightning',
    title: 'A mean teacher compares two distributions.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class MeanTeacher(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 4), nn.Linear(20, 4)

    def training_step(self, batch, batch_idx):
        x, noisy = batch
        with torch.no_grad():
            wanted = self.teacher(x).softmax(1)
        return F.mse_loss(self.student(noisy).softmax(1), wanted)
`,
  },
  {
    framework: 'fastai',
    title: 'CrossEntropyLossFlat.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
loss = CrossEntropyLossFlat()(net(torch.rand(4, 784)), tensor([3, 1, 4, 1]))
`,
  },
  {
    framework: 'fastai',
    title: 'A regression.',
    code: `from fastai.tabular.all import *

net = nn.Linear(8, 3)
loss = MSELossFlat()(net(torch.randn(2, 8)), torch.rand(2, 3))
`,
  },
  {
    framework: 'fastai',
    title: 'The scores of a critic, as LSGAN has it.',
    code: `from fastai.vision.all import *

critic = nn.Linear(64, 1)

def lsgan(fake): return F.mse_loss(critic(fake), torch.ones(len(fake), 1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A student learns the probabilities of its teacher.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

teacher = AutoModelForSequenceClassification.from_pretrained('bert-large-uncased', num_labels=4).eval()
student = AutoModelForSequenceClassification.from_pretrained('distilbert-base-uncased', num_labels=4)

def distillation_loss(batch):
    with torch.no_grad():
        wanted = teacher(**batch).logits.softmax(-1)
    return F.mse_loss(student(**batch).logits.softmax(-1), wanted)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The similarity of two sentences is a measured number.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=1)

def step(batch):
    score = model(batch['input_ids']).logits.squeeze(-1)
    return F.mse_loss(score, batch['similarity'].float() / 5.0)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The Brier score measures the calibration of a trained model.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('ProsusAI/finbert', num_labels=3)

@torch.no_grad()
def brier(batch):
    labels = batch.pop('labels')
    probs = model(**batch).logits.softmax(-1)
    return F.mse_loss(probs, F.one_hot(labels, 3).float(), reduction='sum') / len(labels)
`,
  },
];
