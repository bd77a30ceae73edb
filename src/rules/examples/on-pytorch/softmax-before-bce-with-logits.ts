/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in a softmax.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return F.softmax(self.net(x), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'Lightning',
    title: 'nn.Softmax is the last layer.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.BCEWithLogitsLoss()(self(x), y)  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'Lightning',
    title: 'The softmax stands in the step.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(torch.softmax(self(x), dim=-1), y)  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Several labels, and a softmax in compute_loss.',
    code: `import torch
from transformers import Trainer

class MultiLabelTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        probs = outputs.logits.softmax(dim=-1)
        loss = torch.nn.BCEWithLogitsLoss()(probs, labels.float())  # warning: softmax-before-bce-with-logits
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One-hot labels, and the probabilities of the model.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def step(batch, labels):
    probs = F.softmax(model(**batch)[0], dim=1)
    target = F.one_hot(labels, num_classes=4).float()
    return F.binary_cross_entropy_with_logits(probs, target)  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'Hugging Face',
    title: 'nn.Softmax ends the head of an encoder.',
    code: `from torch import nn
from transformers import AutoModel

class EmotionModel(nn.Module):
    def __init__(self, n_labels=28):
        super().__init__()
        self.encoder = AutoModel.from_pretrained('distilroberta-base')
        self.classifier = nn.Linear(768, n_labels)
        self.softmax = nn.Softmax(dim=-1)

    def forward(self, input_ids, attention_mask):
        hidden = self.encoder(input_ids, attention_mask)[0][:, 0]
        return self.softmax(self.classifier(hidden))

model = EmotionModel()
criterion = nn.BCEWithLogitsLoss()

def step(ids, mask, labels):
    return criterion(model(ids, mask), labels)  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'fastai',
    title: 'BCEWithLogitsLossFlat of a net with nn.Softmax.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(3 * 128 * 128, 20), nn.Softmax(dim=1))
    return Learner(dls, net, loss_func=BCEWithLogitsLossFlat(), metrics=accuracy_multi)  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'fastai',
    title: 'A softmax in the loss, against one-hot rows.',
    code: `from fastai.vision.all import *

def binary_loss(preds, targs):
    onehot = F.one_hot(targs, 3).float()
    return F.binary_cross_entropy_with_logits(F.softmax(preds, dim=1), onehot)  # warning: softmax-before-bce-with-logits

net = nn.Linear(10, 3)
loss = binary_loss(net(torch.randn(4, 10)), tensor([0, 2, 1, 1]))
`,
  },
  {
    framework: 'fastai',
    title: 'A Module that gives probabilities, and the loss as a layer.',
    code: `from fastai.tabular.all import *

class TabNet(Module):
    def __init__(self, n_in, c): self.lin = nn.Linear(n_in, c)
    def forward(self, x_cat, x_cont): return self.lin(x_cont).softmax(-1)

def get_learner(dls):
    return Learner(dls, TabNet(9, 2), loss_func=nn.BCEWithLogitsLoss())  # warning: softmax-before-bce-with-logits
`,
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

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Softmax and BCE of probabilities.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return F.softmax(self.net(x), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A layer behind the softmax.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1), nn.Linear(5, 5))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Attention over the tokens inside the head.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class EmotionModel(nn.Module):
    def __init__(self, n_labels=28):
        super().__init__()
        self.encoder = AutoModel.from_pretrained('distilroberta-base')
        self.attention, self.classifier = nn.Linear(768, 1), nn.Linear(768, n_labels)

    def forward(self, input_ids, attention_mask):
        hidden = self.encoder(input_ids, attention_mask)[0]
        weights = self.attention(hidden).softmax(dim=1)
        return self.classifier((weights * hidden).sum(dim=1))

model = EmotionModel()

def step(ids, mask, labels):
    return nn.BCEWithLogitsLoss()(model(ids, mask), labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The softmax is for the prediction.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def step(batch, labels):
    logits = model(**batch).logits
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels.float())
    return loss, logits.softmax(-1).max(-1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The distance of two logits, as two classes have it.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)

def step(batch, labels):
    logits = model(**batch).logits
    return F.binary_cross_entropy_with_logits(logits[:, 1] - logits[:, 0], labels.float())
`,
  },
  {
    framework: 'fastai',
    title: 'No activation at the end.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(3 * 128 * 128, 20))
    return Learner(dls, net, loss_func=BCEWithLogitsLossFlat(), metrics=accuracy_multi)
`,
  },
  {
    framework: 'fastai',
    title: 'Weights of experts come out of a softmax, the scores do not.',
    code: `from fastai.tabular.all import *

class Mixture(Module):
    def __init__(self, n_in, k=4):
        self.gate = nn.Linear(n_in, k)
        self.experts = nn.Linear(n_in, k)
    def forward(self, x_cat, x_cont):
        return (self.gate(x_cont).softmax(-1) * self.experts(x_cont)).sum(-1, keepdim=True)

def get_learner(dls): return Learner(dls, Mixture(9), loss_func=BCEWithLogitsLossFlat())
`,
  },
  {
    framework: 'fastai',
    title: 'A softmax in front of the log-likelihood.',
    code: `from fastai.vision.all import *

def my_loss(preds, targs):
    return F.nll_loss(preds.softmax(-1).clamp_min(1e-7).log(), targs)

net = nn.Linear(10, 3)
loss = my_loss(net(torch.randn(4, 10)), tensor([0, 2, 1, 1]))
`,
  },
];
