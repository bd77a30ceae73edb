/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'one_hot before the loss.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y.long(), 5)
        return F.cross_entropy(self.out(x), onehot)  # error: one-hot-target
`,
    fixed: [
      [
        'return F.cross_entropy(self.out(x), onehot)',
        'return F.cross_entropy(self.out(x), onehot.argmax(-1))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'NLL loss of one-hot rows.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)
        self.criterion = nn.NLLLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(F.log_softmax(self.out(x), dim=1), F.one_hot(y.long(), 5))  # error: one-hot-target
`,
    fixed: [
      [
        'return self.criterion(F.log_softmax(self.out(x), dim=1), F.one_hot(y.long(), 5))',
        'return self.criterion(F.log_softmax(self.out(x), dim=1), y.long())',
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
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        labels = F.one_hot(torch.tensor([0, 3, 1]), num_classes=5)
        self.log('loss', F.cross_entropy(self.out(torch.randn(3, 20)), labels))  # error: one-hot-target
`,
    fixed: [
      [
        "self.log('loss', F.cross_entropy(self.out(torch.randn(3, 20)), labels))",
        "self.log('loss', F.cross_entropy(self.out(torch.randn(3, 20)), labels.argmax(1)))",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss makes the labels one-hot before the cross-entropy.',
    code: `import torch.nn.functional as F
from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        target = F.one_hot(labels, num_classes=5)
        loss = nn.CrossEntropyLoss()(outputs.logits, target)  # error: one-hot-target
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=5)
trainer = MyTrainer(model=model)
`,
    fixed: [
      [
        'loss = nn.CrossEntropyLoss()(outputs.logits, target)',
        'loss = nn.CrossEntropyLoss()(outputs.logits, target.argmax(-1))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'The labels of a batch are a column.',
    code: `import torch
from torch import nn
from transformers import AutoModelForImageClassification

model = AutoModelForImageClassification.from_pretrained('google/vit-base-patch16-224', num_labels=3, ignore_mismatched_sizes=True)
criterion = nn.CrossEntropyLoss()
pixel_values = torch.randn(4, 3, 224, 224)
labels = torch.tensor([[0], [2], [1], [1]])
logits = model(pixel_values=pixel_values).logits
loss = criterion(logits, labels)  # error: one-hot-target
`,
    fixed: [['loss = criterion(logits, labels)', 'loss = criterion(logits, labels.squeeze(1))']],
  },
  {
    framework: 'Hugging Face',
    title: 'Tags of tokens as one-hot rows, flattened like the scores.',
    code: `import torch
import torch.nn.functional as F
from accelerate import Accelerator
from transformers import BertForTokenClassification

accelerator = Accelerator()
model = BertForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)

def train(loader, optimizer):
    for batch in loader:
        logits = model(batch['input_ids'], attention_mask=batch['attention_mask']).logits
        tags = F.one_hot(batch['tags'].long(), 9).view(-1, 9)
        loss = F.cross_entropy(logits.view(-1, 9), tags)  # error: one-hot-target
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
`,
    fixed: [
      [
        'loss = F.cross_entropy(logits.view(-1, 9), tags)',
        'loss = F.cross_entropy(logits.view(-1, 9), tags.argmax(1))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A batch transform gives one-hot labels to nn.CrossEntropyLoss.',
    code: `from fastai.vision.all import *

class OneHot(Module):
    def __init__(self, c): self.c = c
    def forward(self, y): return F.one_hot(y, self.c)

onehot = OneHot(10)
loss_func = nn.CrossEntropyLoss()

def batch_loss(net, xb, yb):
    return loss_func(net(xb), onehot(yb))  # error: one-hot-target
`,
    fixed: [['return loss_func(net(xb), onehot(yb))', 'return loss_func(net(xb), onehot(yb).argmax(-1))']],
  },
  {
    framework: 'fastai',
    title: 'get_y returns a column.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(6, 50), nn.ReLU(), nn.Linear(50, 4))
train_y = torch.randint(0, 4, (100,)).unsqueeze(1)
xb, yb = torch.randn(100, 6), train_y
loss = F.cross_entropy(net(xb), yb)  # error: one-hot-target
`,
    fixed: [['loss = F.cross_entropy(net(xb), yb)', 'loss = F.cross_entropy(net(xb), yb.squeeze(1))']],
  },
  {
    framework: 'fastai',
    title: "An nll_loss of one's own over one-hot rows.",
    code: `from fastai.vision.all import *

def my_loss(preds, targs):
    targs = F.one_hot(targs.long(), preds.shape[-1])
    return F.nll_loss(preds.log_softmax(-1), targs)  # error: one-hot-target

learn_args = dict(loss_func=my_loss, metrics=accuracy)

def train(dls, net):
    Learner(dls, net, **learn_args).fit_one_cycle(5)
`,
    fixed: [
      [
        'return F.nll_loss(preds.log_softmax(-1), targs)',
        'return F.nll_loss(preds.log_softmax(-1), targs.argmax(-1))',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Indices.',
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
    title: 'One-hot rows of floats are probabilities.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.out(x), F.one_hot(y.long(), 5).float())
`,
  },
  {
    framework: 'Lightning',
    title: 'One-hot rows for BCE.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.out(x), F.one_hot(y.long(), 5).float())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Soft labels of a second annotator are floats.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class SoftLabelTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        onehot = F.one_hot(labels, num_classes=outputs.logits.size(-1)).float()
        soft = 0.9 * onehot + 0.1 / onehot.size(-1)
        loss = F.cross_entropy(outputs.logits, soft)
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One-hot rows for a loss of labels that are each there or not.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def step(batch):
    logits = model(batch['input_ids'], attention_mask=batch['attention_mask']).logits
    target = F.one_hot(batch['label'], 4).float()
    return F.binary_cross_entropy_with_logits(logits, target)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The one-hot rows go into a metric, the indices into the loss.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def step(batch):
    labels = batch['labels'].long()
    logits = model(batch['input_ids']).logits
    onehot = F.one_hot(labels, 4)
    brier = ((logits.softmax(-1) - onehot) ** 2).sum(-1).mean()
    return F.cross_entropy(logits, labels), brier.item()
`,
  },
  {
    framework: 'fastai',
    title: 'MixUp mixes float rows.',
    code: `from fastai.vision.all import *

class MixedLoss(Module):
    def __init__(self, c): self.c = c
    def forward(self, preds, targs, perm, lam):
        y = F.one_hot(targs, self.c).float()
        return F.cross_entropy(preds, lam * y + (1 - lam) * y[perm])
`,
  },
  {
    framework: 'fastai',
    title: 'Labels of a MultiCategoryBlock are rows of zeros and ones.',
    code: `from fastai.vision.all import *

def get_learner(path, df):
    dblock = DataBlock(blocks=(ImageBlock, MultiCategoryBlock), get_x=ColReader('fname', pref=path), get_y=ColReader('labels', label_delim=' '))
    dls = dblock.dataloaders(df)
    return vision_learner(dls, resnet50, loss_func=BCEWithLogitsLossFlat(), metrics=partial(accuracy_multi, thresh=0.2))
`,
  },
  {
    framework: 'fastai',
    title: 'CrossEntropyLossFlat flattens a column of labels.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(6, 50), nn.ReLU(), nn.Linear(50, 4))
loss_func = CrossEntropyLossFlat()
loss = loss_func(net(torch.randn(100, 6)), torch.randint(0, 4, (100, 1)))
`,
  },
];
