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

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return torch.sigmoid(self.net(x))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # warning: sigmoid-before-cross-entropy
`,
    fixed: [['return torch.sigmoid(self.net(x))', 'return self.net(x)']],
  },
  {
    framework: 'Lightning',
    title: 'nn.Sigmoid is the last layer.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Sigmoid())

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # warning: sigmoid-before-cross-entropy
`,
    fixed: [
      [
        'self.net = nn.Sequential(nn.Linear(20, 5), nn.Sigmoid())',
        'self.net = nn.Sequential(nn.Linear(20, 5))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The sigmoid stands in the step.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.CrossEntropyLoss()(self(x).sigmoid(), y)  # warning: sigmoid-before-cross-entropy
`,
    fixed: [
      ['return nn.CrossEntropyLoss()(self(x).sigmoid(), y)', 'return nn.CrossEntropyLoss()(self(x), y)'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss of exclusive classes takes the sigmoid of the logits.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        labels = inputs.get('labels')
        outputs = model(**inputs)
        logits = torch.sigmoid(outputs.get('logits'))
        loss_fct = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 3.0]))
        loss = loss_fct(logits.view(-1, 3), labels.view(-1))  # warning: sigmoid-before-cross-entropy
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [["logits = torch.sigmoid(outputs.get('logits'))", "logits = outputs.get('logits')"]],
  },
  {
    framework: 'Hugging Face',
    title: 'The head of a ViT ends in nn.Sigmoid.',
    code: `from torch import nn
from transformers import ViTModel

class ViTClassifier(nn.Module):
    def __init__(self, num_classes=7):
        super().__init__()
        self.vit = ViTModel.from_pretrained('google/vit-base-patch16-224-in21k')
        self.head = nn.Sequential(nn.Linear(768, 256), nn.GELU(), nn.Linear(256, num_classes), nn.Sigmoid())
        self.loss_fct = nn.CrossEntropyLoss()

    def forward(self, pixel_values, labels=None):
        cls = self.vit(pixel_values=pixel_values).last_hidden_state[:, 0]
        scores = self.head(cls)
        loss = self.loss_fct(scores, labels) if labels is not None else None  # warning: sigmoid-before-cross-entropy
        return {'loss': loss, 'logits': scores}
`,
    fixed: [
      [
        'self.head = nn.Sequential(nn.Linear(768, 256), nn.GELU(), nn.Linear(256, num_classes), nn.Sigmoid())',
        'self.head = nn.Sequential(nn.Linear(768, 256), nn.GELU(), nn.Linear(256, num_classes))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Tokens, by accelerate.',
    code: `import torch.nn.functional as F
from accelerate import Accelerator
from transformers import AutoModelForTokenClassification

accelerator = Accelerator()
model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)

def train(loader, optimizer):
    for batch in loader:
        labels = batch.pop('labels')
        scores = model(**batch).logits.sigmoid()
        loss = F.cross_entropy(scores.transpose(1, 2), labels, ignore_index=-100)  # warning: sigmoid-before-cross-entropy
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
`,
    fixed: [['scores = model(**batch).logits.sigmoid()', 'scores = model(**batch).logits']],
  },
  {
    framework: 'fastai',
    title: 'A net that ends in nn.Sigmoid and CrossEntropyLossFlat.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 10), nn.Sigmoid())
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=accuracy)  # warning: sigmoid-before-cross-entropy
`,
    fixed: [
      [
        'net = nn.Sequential(nn.Flatten(), nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 10), nn.Sigmoid())',
        'net = nn.Sequential(nn.Flatten(), nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 10))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "The loss of a person's own takes the sigmoid.",
    code: `from fastai.vision.all import *

def my_loss(preds, targs):
    preds = preds.sigmoid()
    return F.cross_entropy(preds, targs)  # warning: sigmoid-before-cross-entropy

def train(dls, net): Learner(dls, net, loss_func=my_loss).fit_one_cycle(1)
`,
    fixed: [
      [
        `def my_loss(preds, targs):
    preds = preds.sigmoid()`,
        'def my_loss(preds, targs):',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A Module whose forward ends in torch.sigmoid, with label smoothing.',
    code: `from fastai.tabular.all import *

class TabNet(Module):
    def __init__(self, n_in, c):
        self.lin1, self.lin2 = nn.Linear(n_in, 64), nn.Linear(64, c)
    def forward(self, x_cat, x_cont): return torch.sigmoid(self.lin2(F.relu(self.lin1(x_cont))))

def get_learner(dls):
    return Learner(dls, TabNet(9, 4), loss_func=nn.CrossEntropyLoss(label_smoothing=0.1))  # warning: sigmoid-before-cross-entropy
`,
    fixed: [
      [
        'def forward(self, x_cat, x_cont): return torch.sigmoid(self.lin2(F.relu(self.lin1(x_cont))))',
        'def forward(self, x_cat, x_cont): return self.lin2(F.relu(self.lin1(x_cont)))',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Raw scores.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid between two layers.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 8), nn.Sigmoid(), nn.Linear(8, 5))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid for each label, and BCE.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Sigmoid())

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Raw logits.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        labels = inputs.get('labels')
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0, 3.0]))(outputs.logits.view(-1, 3), labels.view(-1))
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Scores of several labels with nn.BCELoss.',
    code: `import torch
from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('roberta-base', num_labels=6)
criterion = nn.BCELoss()

def step(batch):
    labels = batch.pop('labels').float()
    return criterion(torch.sigmoid(model(**batch).logits), labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A gate of a layer in between.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = AutoModel.from_pretrained('bert-base-uncased')
        self.gate, self.out = nn.Linear(768, 768), nn.Linear(768, 4)

    def forward(self, input_ids, attention_mask, labels):
        h = self.bert(input_ids=input_ids, attention_mask=attention_mask).pooler_output
        logits = self.out(h * torch.sigmoid(self.gate(h)))
        return nn.functional.cross_entropy(logits, labels)
`,
  },
  {
    framework: 'fastai',
    title: 'The net ends in a linear layer.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 30), nn.Sigmoid(), nn.Linear(30, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'SigmoidRange of a regression.',
    code: `from fastai.collab import *

class DotProduct(Module):
    def __init__(self, n_users, n_items, k=50, y_range=(0, 5.5)):
        self.u, self.i, self.y_range = Embedding(n_users, k), Embedding(n_items, k), y_range
    def forward(self, x):
        res = (self.u(x[:, 0]) * self.i(x[:, 1])).sum(dim=1)
        return sigmoid_range(res, *self.y_range)

def get_learner(dls): return Learner(dls, DotProduct(900, 1600), loss_func=MSELossFlat())
`,
  },
  {
    framework: 'fastai',
    title: 'Labels that are each there or not.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.Sigmoid())
    return Learner(dls, net, loss_func=BCELossFlat())
`,
  },
];
