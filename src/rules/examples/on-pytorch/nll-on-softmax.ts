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
];
