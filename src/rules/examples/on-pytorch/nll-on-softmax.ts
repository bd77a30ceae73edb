/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in a softmax.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def forward(self, x):
        return F.softmax(self.out(x), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self(x), y)  # error: nll-on-softmax
`,
    fixed: [['return F.softmax(self.out(x), dim=1)', 'return F.log_softmax(self.out(x), dim=1)']],
  },
  {
    framework: 'Lightning',
    title: 'The last layer is nn.Softmax, the loss an attribute.',
    code: `import pytorch_lightning as pl
from torch import nn

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1))
        self.criterion = nn.NLLLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)  # error: nll-on-softmax
`,
    fixed: [
      [
        'self.net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1))',
        'self.net = nn.Sequential(nn.Linear(20, 5), nn.LogSoftmax(dim=1))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The softmax is applied in the step.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(torch.softmax(self.out(x), dim=1), y)  # error: nll-on-softmax
`,
    fixed: [
      [
        'return F.nll_loss(torch.softmax(self.out(x), dim=1), y)',
        'return F.nll_loss(torch.log_softmax(self.out(x), dim=1), y)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss of a Trainer.',
    code: `import torch
import torch.nn.functional as F
from transformers import Trainer

class NllTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = F.nll_loss(torch.softmax(outputs.logits, dim=-1), labels)  # error: nll-on-softmax
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'loss = F.nll_loss(torch.softmax(outputs.logits, dim=-1), labels)',
        'loss = F.nll_loss(torch.log_softmax(outputs.logits, dim=-1), labels)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'The probabilities have a name.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    probabilities = F.softmax(model(**batch).logits, dim=1)
    return F.nll_loss(probabilities, labels)  # error: nll-on-softmax
`,
    fixed: [
      [
        'probabilities = F.softmax(model(**batch).logits, dim=1)',
        'probabilities = F.log_softmax(model(**batch).logits, dim=1)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: "A head of one's own with nn.Softmax.",
    code: `from torch import nn
from transformers import AutoModel

class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = AutoModel.from_pretrained('bert-base-uncased')
        self.head = nn.Sequential(nn.Linear(768, 4), nn.Softmax(dim=1))

    def forward(self, **inputs):
        return self.head(self.encoder(**inputs).last_hidden_state[:, 0])

classifier = Classifier()
criterion = nn.NLLLoss()

def step(batch, labels):
    return criterion(classifier(**batch), labels)  # error: nll-on-softmax
`,
    fixed: [
      [
        'self.head = nn.Sequential(nn.Linear(768, 4), nn.Softmax(dim=1))',
        'self.head = nn.Sequential(nn.Linear(768, 4), nn.LogSoftmax(dim=1))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The body is a softmax and the loss nll_loss.',
    code: `from fastai.vision.all import *

class LittleNet(Module):
    def __init__(self, c):
        self.conv = nn.Conv2d(3, 16, 3, padding=1)
        self.fc = nn.Linear(16, c)
    def forward(self, x):
        x = F.adaptive_avg_pool2d(F.relu(self.conv(x)), 1).flatten(1)
        return F.softmax(self.fc(x), dim=-1)

dls = ImageDataLoaders.from_folder(Path('pets'), valid_pct=0.2)
learn = Learner(dls, LittleNet(37), loss_func=F.nll_loss, metrics=accuracy)  # error: nll-on-softmax
learn.fit_one_cycle(3)
`,
    fixed: [['return F.softmax(self.fc(x), dim=-1)', 'return F.log_softmax(self.fc(x), dim=-1)']],
  },
  {
    framework: 'fastai',
    title: 'An nn.Sequential with nn.Softmax, and nn.NLLLoss.',
    code: `from fastai.tabular.all import *

def build(n_in, n_classes):
    return nn.Sequential(nn.Linear(n_in, 100), nn.ReLU(inplace=True), nn.BatchNorm1d(100), nn.Linear(100, n_classes), nn.Softmax(1))

def get_learner(dls):
    return Learner(dls, build(12, 5), loss_func=nn.NLLLoss(), metrics=[accuracy])  # error: nll-on-softmax
`,
    fixed: [
      [
        'return nn.Sequential(nn.Linear(n_in, 100), nn.ReLU(inplace=True), nn.BatchNorm1d(100), nn.Linear(100, n_classes), nn.Softmax(1))',
        'return nn.Sequential(nn.Linear(n_in, 100), nn.ReLU(inplace=True), nn.BatchNorm1d(100), nn.Linear(100, n_classes), nn.LogSoftmax(1))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "A loss function of one's own forgets the log.",
    code: `from fastai.vision.all import *

def my_loss(preds, targs):
    probs = preds.softmax(dim=1)
    return F.nll_loss(probs, targs)  # error: nll-on-softmax

def train(dls, net):
    learn = Learner(dls, net, loss_func=my_loss, metrics=error_rate)
    learn.fine_tune(2)
`,
    fixed: [['probs = preds.softmax(dim=1)', 'probs = preds.log_softmax(dim=1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in log_softmax.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def forward(self, x):
        return F.log_softmax(self.out(x), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The logarithm is taken in the step.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(20, 5)
        self.second = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        mean = (self.first(x).softmax(dim=1) + self.second(x).softmax(dim=1)) / 2
        return F.nll_loss(torch.log(mean), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Cross-entropy of raw scores.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.out(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'log_softmax of the logits.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    return F.nll_loss(F.log_softmax(model(**batch).logits, dim=1), labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Cross-entropy of the logits.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    return F.cross_entropy(model(**batch).logits, labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'outputs.loss is right as it is.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    outputs = model(**batch, labels=labels)
    return outputs.loss, outputs.logits.softmax(dim=1)
`,
  },
  {
    framework: 'fastai',
    title: 'log_softmax in the loss of the lesson on MNIST.',
    code: `from fastai.vision.all import *

def my_loss(preds, targs):
    sm_acts = preds.log_softmax(dim=1)
    return F.nll_loss(sm_acts, targs)

simple_net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 10))
dls = ImageDataLoaders.from_folder(Path('mnist'))
learn = Learner(dls, simple_net, loss_func=my_loss, metrics=accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'The layer that is called softmax is nn.LogSoftmax.',
    code: `from fastai.vision.all import *

class Classifier(Module):
    def __init__(self, nf, c):
        self.lin, self.softmax = nn.Linear(nf, c), nn.LogSoftmax(dim=1)
    def forward(self, x): return self.softmax(self.lin(x.mean((2, 3))))

def get_learner(dls):
    return Learner(dls, Classifier(3, 10), loss_func=F.nll_loss)
`,
  },
  {
    framework: 'fastai',
    title: 'Probabilities of several augmented copies are averaged, and their log taken.',
    code: `from fastai.vision.all import *

class Averaged(Module):
    def __init__(self, body): self.body = body
    def forward(self, x):
        views = torch.stack([self.body(x), self.body(x.flip(-1))])
        return views.softmax(dim=-1).mean(0).clamp_min(1e-7).log()

def get_learner(dls):
    body = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))
    return Learner(dls, Averaged(body), loss_func=F.nll_loss, metrics=accuracy)
`,
  },
];
