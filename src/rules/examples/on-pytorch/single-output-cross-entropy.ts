/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The last layer has one output.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'Lightning',
    title: 'A Sequential with one output.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(8, 1))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.CrossEntropyLoss()(self(x), y.long())  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid on the one output does not help.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return torch.sigmoid(self.net(x.view(-1, 20)))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'Hugging Face',
    title: 'num_labels=1 and nn.CrossEntropyLoss.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification, Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss()(outputs.logits.view(-1, 1), labels.view(-1))  # error: single-output-cross-entropy
        return (loss, outputs) if return_outputs else loss

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)
trainer = MyTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A head of one unit on BERT, cross_entropy in the loop.',
    code: `import torch.nn.functional as F
from torch import nn
from transformers import AutoModel

class SentimentModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = AutoModel.from_pretrained('bert-base-uncased')
        self.fc = nn.Linear(self.bert.config.hidden_size, 1)

    def forward(self, ids, mask):
        return self.fc(self.bert(input_ids=ids, attention_mask=mask).pooler_output)

model = SentimentModel()

def train(loader, optimizer):
    for ids, mask, labels in loader:
        loss = F.cross_entropy(model(ids, mask), labels)  # error: single-output-cross-entropy
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'An accelerate loop with a weighted loss and one label.',
    code: `import torch
from accelerate import Accelerator
from transformers import AutoModelForImageClassification

accelerator = Accelerator()
model = AutoModelForImageClassification.from_pretrained('google/vit-base-patch16-224-in21k', num_labels=1)
criterion = torch.nn.CrossEntropyLoss(label_smoothing=0.1)

def train(loader, optimizer):
    for batch in loader:
        logits = model(pixel_values=batch['pixel_values']).logits
        loss = criterion(logits, batch['labels'])  # error: single-output-cross-entropy
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'fastai',
    title: 'One activation and CrossEntropyLossFlat.',
    code: `from fastai.vision.all import *

simple_net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1))

def get_learner(dls):
    return Learner(dls, simple_net, loss_func=CrossEntropyLossFlat())  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'fastai',
    title: 'vision_learner with n_out=1.',
    code: `from fastai.vision.all import *

def get_learner(path):
    dls = ImageDataLoaders.from_folder(path, valid_pct=0.2, item_tfms=Resize(224))
    return vision_learner(dls, resnet18, n_out=1, loss_func=CrossEntropyLossFlat())  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'fastai',
    title: 'F.cross_entropy of a Module with one output.',
    code: `from fastai.tabular.all import *

class TabNet(Module):
    def __init__(self, n_in): self.layers = nn.Sequential(nn.Linear(n_in, 100), nn.ReLU(), nn.Linear(100, 1))
    def forward(self, x_cat, x_cont): return self.layers(x_cont)

def my_loss(preds, targs): return F.cross_entropy(preds, targs.view(-1))  # error: single-output-cross-entropy

out = my_loss(TabNet(7)(None, torch.randn(16, 7)), torch.zeros(16, dtype=torch.long))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'One output and BCE with logits.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Two outputs.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 2)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'One score for each of four choices.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Chooser(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return self.net(x).view(-1, 4)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Two labels.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)

def step(batch):
    labels = batch.pop('labels')
    return F.cross_entropy(model(**batch).logits.view(-1, 2), labels.view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One label with a binary loss.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def step(batch):
    labels = batch.pop('labels')
    return F.binary_cross_entropy_with_logits(model(**batch).logits.view(-1), labels.float().view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One score a passage, and the passages of a question are the classes.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def step(batch, n_passages=8):
    scores = model(**batch).logits.view(-1, n_passages)
    target = torch.zeros(scores.size(0), dtype=torch.long)
    return F.cross_entropy(scores, target)
`,
  },
  {
    framework: 'fastai',
    title: 'One activation and BCEWithLogitsLossFlat.',
    code: `from fastai.vision.all import *

simple_net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1))

def get_learner(dls):
    return Learner(dls, simple_net, loss_func=BCEWithLogitsLossFlat(), metrics=accuracy_multi)
`,
  },
  {
    framework: 'fastai',
    title: 'A regression with n_out=1.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    return vision_learner(dls, resnet18, n_out=1, y_range=(0, 5), loss_func=MSELossFlat())
`,
  },
  {
    framework: 'fastai',
    title: 'Two activations.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 30), nn.ReLU(), nn.Linear(30, 2))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=accuracy)
`,
  },
];
