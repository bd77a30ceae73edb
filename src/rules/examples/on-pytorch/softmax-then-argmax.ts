/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'predict_step.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        return self.out(batch).softmax(dim=1).argmax(dim=1)  # info: softmax-then-argmax
`,
    fixed: [['return self.out(batch).softmax(dim=1).argmax(dim=1)', 'return self.out(batch).argmax(dim=1)']],
  },
  {
    framework: 'Lightning',
    title: 'A metric of validation.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('loss', F.cross_entropy(logits, y))
        predicted = torch.argmax(F.softmax(logits, dim=1), dim=1)  # info: softmax-then-argmax
        self.log('acc', (predicted == y).float().mean())
`,
    fixed: [
      [
        'predicted = torch.argmax(F.softmax(logits, dim=1), dim=1)',
        'predicted = torch.argmax(logits, dim=1)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A name in between.',
    code: `import lightning as L
import torch
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def test_step(self, batch, batch_idx):
        x, y = batch
        p = torch.softmax(self.out(x), dim=-1)  # info: softmax-then-argmax
        self.log('errors', (p.argmax(dim=-1) != y).float().mean())
`,
    fixed: [['p = torch.softmax(self.out(x), dim=-1)', 'p = self.out(x)']],
  },
  {
    framework: 'Hugging Face',
    title: 'The label of a text.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def label_of(inputs):
    outputs = model(**inputs)
    return torch.softmax(outputs.logits, dim=-1).argmax(dim=-1)  # info: softmax-then-argmax
`,
    fixed: [
      ['return torch.softmax(outputs.logits, dim=-1).argmax(dim=-1)', 'return outputs.logits.argmax(dim=-1)'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'The labels of tokens.',
    code: `from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-uncased', num_labels=9)

def labels_of(inputs):
    logits = model(**inputs).logits
    p = logits.softmax(dim=2)  # info: softmax-then-argmax
    return p.argmax(dim=2)
`,
    fixed: [['p = logits.softmax(dim=2)', 'p = logits']],
  },
  {
    framework: 'Hugging Face',
    title: 'The next token.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def next_token(ids):
    scores = model(ids).logits[:, -1, :]
    return F.softmax(scores, dim=-1).argmax(dim=-1)  # info: softmax-then-argmax
`,
    fixed: [['return F.softmax(scores, dim=-1).argmax(dim=-1)', 'return scores.argmax(dim=-1)']],
  },
  {
    framework: 'fastai',
    title: "A metric of one's own.",
    code: `from fastai.vision.all import *

def my_accuracy(inp, targ):
    preds = F.softmax(inp, dim=1).argmax(dim=1)  # info: softmax-then-argmax
    return (preds == targ).float().mean()

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=my_accuracy)
`,
    fixed: [['preds = F.softmax(inp, dim=1).argmax(dim=1)', 'preds = inp.argmax(dim=1)']],
  },
  {
    framework: 'fastai',
    title: 'The answers for a batch of a table.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 3))

def decide(xb):
    probs = torch.softmax(net(xb), dim=-1)  # info: softmax-then-argmax
    return probs.argmax(dim=-1)
`,
    fixed: [['probs = torch.softmax(net(xb), dim=-1)', 'probs = net(xb)']],
  },
  {
    framework: 'fastai',
    title: 'The classes of a validation set.',
    code: `from fastai.vision.all import *

model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))

def classes(dl, vocab):
    names = []
    with torch.no_grad():
        for xb, yb in dl:
            idxs = model(xb).softmax(1).argmax(1)  # info: softmax-then-argmax
            names += [vocab[i] for i in idxs]
    return names
`,
    fixed: [['idxs = model(xb).softmax(1).argmax(1)', 'idxs = model(xb).argmax(1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The scores themselves.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        return self.out(batch).argmax(dim=1)
`,
  },
  {
    framework: 'Lightning',
    title: 'A confidence beside the class.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        p = self.out(batch).softmax(dim=1)
        confidence, predicted = p.max(dim=1)
        return predicted, confidence
`,
  },
  {
    framework: 'Lightning',
    title: 'The mean of the probabilities of several models.',
    code: `import lightning as L
from torch import nn

class Ensemble(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(20, 5), nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        p = self.first(batch).softmax(dim=1) + self.second(batch).softmax(dim=1)
        return p.argmax(dim=1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The logits themselves.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def label_of(inputs):
    return model(**inputs).logits.argmax(dim=-1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A threshold on the largest probability.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def label_of(inputs):
    p = model(**inputs).logits.softmax(dim=-1)
    return p.argmax(dim=-1)[p.amax(dim=-1) > 0.8]
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A token is drawn.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def next_token(ids):
    p = model(ids).logits[:, -1, :].softmax(dim=-1)
    return torch.multinomial(p, 1)
`,
  },
  {
    framework: 'fastai',
    title: 'The scores are enough.',
    code: `from fastai.vision.all import *

def my_accuracy(inp, targ):
    return (inp.argmax(dim=1) == targ).float().mean()

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=my_accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'Class and probability, as predict gives both.',
    code: `from fastai.tabular.all import *

net = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 3))

def decide(xb):
    probs = torch.softmax(net(xb), dim=-1)
    idx = probs.argmax(dim=-1)
    return idx, probs.gather(1, idx[:, None])
`,
  },
  {
    framework: 'fastai',
    title: 'get_preds gives probabilities anyway.',
    code: `from fastai.vision.all import *

def classes(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    learn = Learner(dls, net, loss_func=CrossEntropyLossFlat())
    probs, targs = learn.get_preds()
    return probs.argmax(dim=1)
`,
  },
];
