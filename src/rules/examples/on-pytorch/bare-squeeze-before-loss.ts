/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'BCE of one output.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x).squeeze()  # info: bare-squeeze-before-loss
        return F.binary_cross_entropy_with_logits(logits, y)
`,
    fixed: [['logits = self.out(x).squeeze()', 'logits = self.out(x).squeeze(-1)']],
  },
  {
    framework: 'Lightning',
    title: 'A squared error.',
    code: `import pytorch_lightning as pl
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)
        self.criterion = nn.MSELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.out(x).squeeze(), y)  # info: bare-squeeze-before-loss
`,
    fixed: [
      [
        'return self.criterion(self.out(x).squeeze(), y)',
        'return self.criterion(self.out(x).squeeze(-1), y)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'In validation.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        self.log('loss', F.l1_loss(torch.squeeze(self.out(x)), y))  # info: bare-squeeze-before-loss
`,
    fixed: [
      [
        "self.log('loss', F.l1_loss(torch.squeeze(self.out(x)), y))",
        "self.log('loss', F.l1_loss(torch.squeeze(self.out(x), -1), y))",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A regression with num_labels=1, as MSELoss wants it.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('microsoft/deberta-v3-base', num_labels=1)

class RegressionTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.functional.mse_loss(outputs.logits.squeeze(), labels.float())  # info: bare-squeeze-before-loss
        return (loss, outputs) if return_outputs else loss

trainer = RegressionTrainer(model=model)
`,
    fixed: [
      [
        'loss = nn.functional.mse_loss(outputs.logits.squeeze(), labels.float())',
        'loss = nn.functional.mse_loss(outputs.logits.squeeze(-1), labels.float())',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: "One logit for toxic or not, in a loop of one's own.",
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
optimizer = torch.optim.AdamW(model.parameters(), lr=2e-5)
criterion = torch.nn.BCEWithLogitsLoss()

def train(loader, device):
    model.train()
    for batch in loader:
        optimizer.zero_grad()
        ids, mask = batch['input_ids'].to(device), batch['attention_mask'].to(device)
        logits = model(ids, attention_mask=mask).logits.squeeze()  # info: bare-squeeze-before-loss
        loss = criterion(logits, batch['labels'].to(device).float())
        loss.backward()
        optimizer.step()
`,
    fixed: [
      [
        'logits = model(ids, attention_mask=mask).logits.squeeze()',
        'logits = model(ids, attention_mask=mask).logits.squeeze(-1)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A regressor on the first token.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class EssayScorer(nn.Module):
    def __init__(self, name='roberta-base'):
        super().__init__()
        self.backbone = AutoModel.from_pretrained(name)
        self.head = nn.Linear(self.backbone.config.hidden_size, 1)

    def forward(self, input_ids, attention_mask, labels=None):
        out = self.backbone(input_ids=input_ids, attention_mask=attention_mask)
        score = torch.squeeze(self.head(out.last_hidden_state[:, 0]))  # info: bare-squeeze-before-loss
        if labels is None:
            return score
        return nn.SmoothL1Loss()(score, labels), score
`,
    fixed: [
      [
        'score = torch.squeeze(self.head(out.last_hidden_state[:, 0]))',
        'score = torch.squeeze(self.head(out.last_hidden_state[:, 0]), -1)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "A loss function of one's own for one number.",
    code: `from fastai.tabular.all import *

def rmse_loss(preds, targs):
    return torch.sqrt(F.mse_loss(preds.squeeze(), targs))  # info: bare-squeeze-before-loss

def get_learner(dls):
    net = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Linear(64, 1))
    return Learner(dls, net, loss_func=rmse_loss)
`,
    fixed: [
      [
        'return torch.sqrt(F.mse_loss(preds.squeeze(), targs))',
        'return torch.sqrt(F.mse_loss(preds.squeeze(-1), targs))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The net squeezes its only output.',
    code: `from fastai.tabular.all import *

class Scorer(Module):
    def __init__(self, n_in):
        self.lin1, self.lin2 = nn.Linear(n_in, 50), nn.Linear(50, 1)
    def forward(self, x):
        return self.lin2(F.relu(self.lin1(x))).squeeze()  # info: bare-squeeze-before-loss

def train(dls):
    learn = Learner(dls, Scorer(20), loss_func=nn.BCEWithLogitsLoss())
    learn.fit_one_cycle(4, 1e-2)
`,
    fixed: [
      [
        'return self.lin2(F.relu(self.lin1(x))).squeeze()',
        'return self.lin2(F.relu(self.lin1(x))).squeeze(-1)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "A loop of one's own on the threes and sevens.",
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1))
opt = SGD(net.parameters(), lr=0.1)

def train_epoch(dl):
    for xb, yb in dl:
        preds = torch.squeeze(net(xb))  # info: bare-squeeze-before-loss
        loss = F.binary_cross_entropy_with_logits(preds, yb.float())
        loss.backward()
        opt.step()
        opt.zero_grad()
`,
    fixed: [['preds = torch.squeeze(net(xb))', 'preds = torch.squeeze(net(xb), -1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The dim is named.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.out(x).squeeze(1), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The target gets the dim.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.mse_loss(self.out(x), y.unsqueeze(1))
`,
  },
  {
    framework: 'Lightning',
    title: 'One picture is squeezed to be shown.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(1, 1, 3, padding=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        self.logger.log_image('x', x[0].squeeze())
        return F.mse_loss(self.net(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Only the last dim goes.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('microsoft/deberta-v3-base', num_labels=1)

class RegressionTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.functional.mse_loss(outputs.logits.squeeze(-1), labels.float())
        return (loss, outputs) if return_outputs else loss

trainer = RegressionTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both sides become one line.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
criterion = torch.nn.BCEWithLogitsLoss()

def loss_of(batch):
    labels = batch.pop('labels')
    logits = model(**batch).logits
    return criterion(logits.view(-1), labels.view(-1).float())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Three classes, whose dim squeeze() leaves alone.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('facebook/bart-large-mnli', num_labels=3)

def loss_of(batch):
    labels = batch.pop('labels')
    return F.cross_entropy(model(**batch).logits.squeeze(), labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One text is scored and printed.',
    code: `import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

name = 'cross-encoder/ms-marco-MiniLM-L-6-v2'
tokenizer = AutoTokenizer.from_pretrained(name)
model = AutoModelForSequenceClassification.from_pretrained(name, num_labels=1)

def relevance(query, passage):
    inputs = tokenizer(query, passage, return_tensors='pt', truncation=True)
    with torch.no_grad():
        return model(**inputs).logits.squeeze().item()
`,
  },
  {
    framework: 'fastai',
    title: 'The last dim.',
    code: `from fastai.tabular.all import *

def rmse_loss(preds, targs):
    return torch.sqrt(F.mse_loss(preds.squeeze(-1), targs))

def get_learner(dls):
    net = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Linear(64, 1))
    return Learner(dls, net, loss_func=rmse_loss)
`,
  },
  {
    framework: 'fastai',
    title: 'MSELossFlat flattens both.',
    code: `from fastai.tabular.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Linear(8, 64), nn.ReLU(), nn.Linear(64, 1))
    return Learner(dls, net, loss_func=MSELossFlat(), metrics=rmse)
`,
  },
  {
    framework: 'fastai',
    title: 'Labels of a category block lose their column.',
    code: `from fastai.tabular.all import *

net = nn.Linear(8, 3)

def loss_func(preds, targs):
    return F.cross_entropy(preds, targs.squeeze().long())

def get_learner(dls): return Learner(dls, net, loss_func=loss_func, metrics=accuracy)
`,
  },
];
