/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'fastai',
    title: 'get_preds applies the activation of the loss, and the text applies it again.',
    code: `from fastai.vision.all import *

dls = ImageDataLoaders.from_folder('images', valid_pct=0.2, item_tfms=Resize(224))
learn = vision_learner(dls, resnet18, metrics=error_rate)
preds, targs = learn.get_preds()
confidence = F.softmax(preds, dim=1).max(dim=1).values  # warning: double-activation
`,
    fixed: [['F.softmax(preds, dim=1).max(dim=1).values', 'preds.max(dim=1).values']],
  },
  {
    framework: 'fastai',
    title: 'Sigmoids of a tagger, held against a threshold.',
    code: `from fastai.vision.all import *

learn = vision_learner(dls, resnet34, n_out=20, loss_func=BCEWithLogitsLossFlat())
preds, targs = learn.tta()
tags = torch.sigmoid(preds) > 0.5  # error: double-activation
`,
    fixed: [['torch.sigmoid(preds) > 0.5', 'preds > 0.5']],
  },
  {
    framework: 'fastai',
    title: 'A model of its own in a Learner.',
    code: `from fastai.basics import *
from torch import nn

learn = Learner(dls, nn.Sequential(nn.Flatten(), nn.Linear(784, 10)), loss_func=CrossEntropyLossFlat())
learn.fit_one_cycle(3)
probs = learn.get_preds()[0].softmax(dim=-1)  # warning: double-activation
`,
    fixed: [['learn.get_preds()[0].softmax(dim=-1)', 'learn.get_preds()[0]']],
  },
  {
    framework: 'Lightning',
    title: 'forward ends in a sigmoid, and predict_step takes it again.',
    code: `import lightning as L
import torch
from torch import nn

class Masks(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 1, 1), nn.Sigmoid())
        self.loss = nn.BCELoss()

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        image, mask = batch
        return self.loss(self(image), mask)

    def predict_step(self, batch, batch_idx):
        return (torch.sigmoid(self(batch)) > 0.5).byte()  # error: double-activation
`,
    fixed: [['return (torch.sigmoid(self(batch)) > 0.5).byte()', 'return (self(batch) > 0.5).byte()']],
  },
  {
    framework: 'Lightning',
    title: "A softmax of forward's probabilities for an AUROC.",
    code: `import lightning as L
import torch.nn.functional as F
import torchmetrics
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(64, 4)
        self.auroc = torchmetrics.AUROC(task='multiclass', num_classes=4)

    def forward(self, x):
        return F.softmax(self.fc(x), dim=-1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self(x).clamp_min(1e-7).log(), y)

    def test_step(self, batch, batch_idx):
        x, y = batch
        probabilities = F.softmax(self(x), dim=-1)  # warning: double-activation
        self.auroc.update(probabilities, y)
`,
    fixed: [['probabilities = F.softmax(self(x), dim=-1)', 'probabilities = self(x)']],
  },
  {
    framework: 'Lightning',
    title: 'A backbone with a sigmoid inside a module that adds one.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Scorer(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(32, 1)

    def forward(self, x):
        return torch.sigmoid(self.fc(x))

class Lit(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.scorer = Scorer()

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = self.scorer(x).sigmoid()  # warning: double-activation
        return nn.functional.binary_cross_entropy(p, y)
`,
    fixed: [['p = self.scorer(x).sigmoid()', 'p = self.scorer(x)']],
  },
  {
    framework: 'Hugging Face',
    title: 'The head gives probabilities, and the script takes a softmax of them.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = AutoModel.from_pretrained('bert-base-uncased')
        self.head = nn.Linear(768, 3)

    def forward(self, input_ids, attention_mask):
        pooled = self.encoder(input_ids=input_ids, attention_mask=attention_mask).pooler_output
        return torch.softmax(self.head(pooled), dim=1)

model = Classifier().eval()

@torch.no_grad()
def predict(batch):
    out = model(batch['input_ids'], batch['attention_mask'])
    probs = torch.nn.functional.softmax(out, dim=1)  # warning: double-activation
    return probs.max(dim=1).values
`,
    fixed: [['probs = torch.nn.functional.softmax(out, dim=1)', 'probs = out']],
  },
  {
    framework: 'Hugging Face',
    title: 'Sigmoid twice before the threshold.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('unitary/toxic-bert')

def scores(batch):
    with torch.no_grad():
        return model(**batch).logits.sigmoid()

def labels(batch):
    return scores(batch).sigmoid() > 0.5  # error: double-activation
`,
    fixed: [['return scores(batch).sigmoid() > 0.5', 'return scores(batch) > 0.5']],
  },
  {
    framework: 'Hugging Face',
    title: 'preprocess_logits_for_metrics and compute_metrics both take it.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=5)

def preprocess_logits_for_metrics(logits):
    return torch.softmax(logits, dim=-1)

def evaluate(loader):
    for batch in loader:
        probs = preprocess_logits_for_metrics(model(**batch).logits)
        confidence = probs.softmax(-1).amax(-1)  # warning: double-activation
        print(confidence.mean())
`,
    fixed: [['confidence = probs.softmax(-1).amax(-1)', 'confidence = probs.amax(-1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'fastai',
    title: 'The probabilities of get_preds as they are.',
    code: `from fastai.vision.all import *

dls = ImageDataLoaders.from_folder('images', valid_pct=0.2, item_tfms=Resize(224))
learn = vision_learner(dls, resnet18, metrics=error_rate)
preds, targs = learn.get_preds()
confidence, labels = preds.max(dim=1)
`,
  },
  {
    framework: 'fastai',
    title: "PyTorch's loss has no activation: get_preds gives raw scores.",
    code: `from fastai.basics import *
from torch import nn

learn = Learner(dls, nn.Sequential(nn.Flatten(), nn.Linear(784, 10)), loss_func=nn.CrossEntropyLoss())
probs = learn.get_preds()[0].softmax(dim=1)
`,
  },
  {
    framework: 'fastai',
    title: 'The activation is switched off.',
    code: `from fastai.vision.all import *

learn = vision_learner(dls, resnet34, loss_func=CrossEntropyLossFlat())
scores, targs = learn.get_preds(act=noop)
probs = scores.softmax(dim=1)
`,
  },
  {
    framework: 'Lightning',
    title: 'Logits in training, a sigmoid for predictions.',
    code: `import lightning as L
import torch
from torch import nn

class Masks(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 1, 1)
        self.loss = nn.BCEWithLogitsLoss()

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        image, mask = batch
        return self.loss(self(image), mask)

    def predict_step(self, batch, batch_idx):
        return (torch.sigmoid(self(batch)) > 0.5).byte()
`,
  },
  {
    framework: 'Lightning',
    title: 'Sigmoids of two layers, one after the other.',
    code: `import lightning as L
from torch import nn

class Gated(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.hidden, self.out = nn.Linear(16, 16), nn.Linear(16, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = self.out(self.hidden(x).sigmoid()).sigmoid()
        return nn.functional.binary_cross_entropy(p, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Probabilities are sharpened by a temperature.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Sharpened(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(64, 4)

    def training_step(self, batch, batch_idx):
        weak, strong = batch
        guess = F.softmax(self.fc(weak), dim=-1) ** 2
        target = (guess / guess.sum(-1, keepdim=True)).detach()
        return F.cross_entropy(self.fc(strong), target)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A softmax of the logits, once.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('unitary/toxic-bert')

@torch.no_grad()
def predict(batch):
    logits = model(**batch).logits
    return logits.softmax(-1), logits.sigmoid()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Next tokens are drawn from logits that were cut.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def sample(ids, k=50, temperature=0.8):
    logits = model(ids).logits[:, -1] / temperature
    top = torch.topk(logits, k)
    return top.indices.gather(1, torch.multinomial(top.values.softmax(-1), 1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Attention weights over the probabilities of several models.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

names = ['roberta-base', 'bert-base-uncased']
models = [AutoModelForSequenceClassification.from_pretrained(name, num_labels=3) for name in names]
weights = torch.nn.Parameter(torch.zeros(2))

def ensemble(batch):
    probs = torch.stack([m(**batch).logits.softmax(-1) for m in models])
    return (weights.softmax(0)[:, None, None] * probs).sum(0)
`,
  },
];
