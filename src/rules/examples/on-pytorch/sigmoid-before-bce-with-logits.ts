/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in a sigmoid.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)

    def forward(self, x):
        return torch.sigmoid(self.out(x))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [['return torch.sigmoid(self.out(x))', 'return self.out(x)']],
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute, the sigmoid the last item of a Sequential.',
    code: `import pytorch_lightning as pl
from torch import nn

class Detector(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(16, 4), nn.Sigmoid())
        self.loss = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.net(x), y)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [
      [
        'self.net = nn.Sequential(nn.Linear(16, 4), nn.Sigmoid())',
        'self.net = nn.Sequential(nn.Linear(16, 4))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A step that training and validation share.',
    code: `import lightning as L
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)
        self.criterion = nn.BCEWithLogitsLoss()

    def _step(self, batch):
        x, y = batch
        probability = self.out(x).sigmoid()
        return self.criterion(probability, y)  # warning: sigmoid-before-bce-with-logits

    def training_step(self, batch, batch_idx):
        return self._step(batch)

    def validation_step(self, batch, batch_idx):
        self.log('val_loss', self._step(batch))
`,
    fixed: [['probability = self.out(x).sigmoid()', 'probability = self.out(x)']],
  },
  {
    framework: 'fastai',
    title: 'The network for several labels ends in nn.Sigmoid.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(784, 20), nn.Sigmoid())
loss_func = BCEWithLogitsLossFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [
      ['net = nn.Sequential(nn.Linear(784, 20), nn.Sigmoid())', 'net = nn.Sequential(nn.Linear(784, 20))'],
    ],
  },
  {
    framework: 'fastai',
    title: 'The sigmoid stands in the call.',
    code: `from fastai.vision.all import *

def batch_loss(scores, target):
    return BCEWithLogitsLossFlat()(torch.sigmoid(scores), target)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [
      [
        'return BCEWithLogitsLossFlat()(torch.sigmoid(scores), target)',
        'return BCEWithLogitsLossFlat()(scores, target)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "A loss of one's own.",
    code: `from fastai.basics import *

def loss_of(scores, target):
    p = scores.sigmoid()
    return F.binary_cross_entropy_with_logits(p, target)  # warning: sigmoid-before-bce-with-logits
`,
    fixed: [['p = scores.sigmoid()', 'p = scores']],
  },
  {
    framework: 'Hugging Face',
    title: 'A multi-label Trainer takes the sigmoid before the loss.',
    code: `import torch
from torch.nn import BCEWithLogitsLoss
from transformers import AutoModelForSequenceClassification, Trainer

class MultiLabelTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        probs = torch.sigmoid(outputs.logits)
        loss_fct = BCEWithLogitsLoss()
        loss = loss_fct(probs.view(-1, self.model.config.num_labels), labels.float().view(-1, self.model.config.num_labels))  # warning: sigmoid-before-bce-with-logits
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=28)
trainer = MultiLabelTrainer(model=model)
`,
    fixed: [['probs = torch.sigmoid(outputs.logits)', 'probs = outputs.logits']],
  },
  {
    framework: 'Hugging Face',
    title: 'A head on a pretrained encoder returns probabilities.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class ToxicityClassifier(nn.Module):
    def __init__(self, name='distilbert-base-uncased', n_classes=6):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(name)
        self.dropout = nn.Dropout(0.3)
        self.fc = nn.Linear(self.encoder.config.hidden_size, n_classes)

    def forward(self, input_ids, attention_mask):
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        return torch.sigmoid(self.fc(self.dropout(hidden[:, 0])))

model = ToxicityClassifier()
loss_fn = nn.BCEWithLogitsLoss()

def train_epoch(loader, optimizer, device):
    for batch in loader:
        optimizer.zero_grad()
        outputs = model(batch['input_ids'].to(device), batch['attention_mask'].to(device))
        loss = loss_fn(outputs, batch['targets'].to(device))  # warning: sigmoid-before-bce-with-logits
        loss.backward()
        optimizer.step()
`,
    fixed: [
      [
        'return torch.sigmoid(self.fc(self.dropout(hidden[:, 0])))',
        'return self.fc(self.dropout(hidden[:, 0]))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'An accelerate loop over a token classifier.',
    code: `import torch.nn.functional as F
from accelerate import Accelerator
from transformers import AutoModelForTokenClassification

accelerator = Accelerator()
model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)

def train(model, optimizer, loader):
    model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
    for batch in loader:
        scores = model(batch['input_ids'], attention_mask=batch['attention_mask']).logits.sigmoid()
        loss = F.binary_cross_entropy_with_logits(scores, batch['tags'].float())  # warning: sigmoid-before-bce-with-logits
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
`,
    fixed: [
      [
        "scores = model(batch['input_ids'], attention_mask=batch['attention_mask']).logits.sigmoid()",
        "scores = model(batch['input_ids'], attention_mask=batch['attention_mask']).logits",
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Raw scores for the loss, probabilities for a metric.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('mean_probability', torch.sigmoid(logits).mean())
        return F.binary_cross_entropy_with_logits(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid and BCELoss.',
    code: `import lightning as L
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(16, 1), nn.Sigmoid())
        self.loss = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The sigmoid is a part of predict_step.',
    code: `import lightning as L
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(16, 1)
        self.loss = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.out(x), y)

    def predict_step(self, batch, batch_idx):
        return self.out(batch).sigmoid()
`,
  },
  {
    framework: 'fastai',
    title: 'Raw scores.',
    code: `from fastai.vision.all import *

net = nn.Linear(784, 20)
loss_func = BCEWithLogitsLossFlat()

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: "The loss's own activation is for reading.",
    code: `from fastai.vision.all import *

net = nn.Linear(784, 20)
loss_func = BCEWithLogitsLossFlat(thresh=0.3)

def batch_loss(xb, yb):
    return loss_func(net(xb), yb)

def probabilities(xb):
    return loss_func.activation(net(xb))
`,
  },
  {
    framework: 'fastai',
    title: 'Probabilities and the loss that takes them.',
    code: `from fastai.basics import *

def loss_of(scores, target):
    return F.binary_cross_entropy(scores.sigmoid(), target)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The sigmoid is in compute_metrics, after the training.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class MultiLabelTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.BCEWithLogitsLoss()(outputs.logits, labels.float())
        return (loss, outputs) if return_outputs else loss

def compute_metrics(eval_pred):
    probs = torch.sigmoid(torch.tensor(eval_pred.predictions))
    return {'hits': ((probs > 0.5) == torch.tensor(eval_pred.label_ids).bool()).float().mean().item()}

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=28)
trainer = MultiLabelTrainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A focal loss weighs each label by the sigmoid of its logit.',
    code: `import torch
import torch.nn.functional as F
from transformers import Trainer

class FocalTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels').float()
        outputs = model(**inputs)
        p = torch.sigmoid(outputs.logits)
        pt = p * labels + (1 - p) * (1 - labels)
        bce = F.binary_cross_entropy_with_logits(outputs.logits, labels, reduction='none')
        loss = ((1 - pt) ** 2 * bce).mean()
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A gate between encoder and head is a sigmoid.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class GatedClassifier(nn.Module):
    def __init__(self, n_labels=4):
        super().__init__()
        self.bert = AutoModel.from_pretrained('bert-base-uncased')
        self.gate = nn.Linear(768, 768)
        self.out = nn.Linear(768, n_labels)
        self.loss = nn.BCEWithLogitsLoss()

    def forward(self, input_ids, attention_mask, labels=None):
        pooled = self.bert(input_ids, attention_mask).pooler_output
        logits = self.out(torch.sigmoid(self.gate(pooled)) * pooled)
        return self.loss(logits, labels.float()) if labels is not None else logits.sigmoid()
`,
  },
];
