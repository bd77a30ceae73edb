/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Binary cross-entropy written out on scores.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = self.out(x)
        return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()  # error: missing-sigmoid
`,
    fixed: [
      [
        'return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()',
        'return torch.nn.functional.binary_cross_entropy_with_logits(p, y)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A distribution of scores.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        coin = torch.distributions.Bernoulli(probs=self.out(x))  # error: missing-sigmoid
        return -coin.log_prob(y).mean()
`,
    fixed: [
      [
        'coin = torch.distributions.Bernoulli(probs=self.out(x))',
        'coin = torch.distributions.Bernoulli(logits=self.out(x))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'In validation, in two lines.',
    code: `import pytorch_lightning as pl
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        p = self.out(x).squeeze(1)
        positive = y * p.log()  # error: missing-sigmoid
        self.log('loss', -(positive + (1 - y) * (1 - p).log()).mean())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A binary cross-entropy written out over logits.',
    code: `import torch
from transformers import Trainer

class MultiLabelTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        y = inputs.pop('labels')
        outputs = model(**inputs)
        p = outputs.logits
        loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()  # error: missing-sigmoid
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'loss = -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()',
        'loss = torch.nn.functional.binary_cross_entropy_with_logits(p, y)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Bernoulli of the raw score of one label.',
    code: `from torch.distributions import Bernoulli
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def decide(batch):
    return Bernoulli(probs=model(**batch).logits).sample()  # error: missing-sigmoid
`,
    fixed: [
      [
        'return Bernoulli(probs=model(**batch).logits).sample()',
        'return Bernoulli(logits=model(**batch).logits).sample()',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A head of an encoder, and the formula in a loop.',
    code: `import torch
from torch import nn
from transformers import AutoModel

encoder = AutoModel.from_pretrained('distilbert-base-uncased')
head = nn.Linear(768, 5)

def step(ids, mask, y):
    out = head(encoder(input_ids=ids, attention_mask=mask).last_hidden_state[:, 0])
    return -(y * out.log() + (1 - y) * (1 - out).log()).sum(1).mean()  # error: missing-sigmoid
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'BCE with logits.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.out(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid first.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        p = torch.sigmoid(self.out(x)).clamp(1e-6, 1 - 1e-6)
        return F.binary_cross_entropy(p, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A distribution of logits.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        coin = torch.distributions.Bernoulli(logits=self.out(x))
        return -coin.log_prob(y).mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'BCE with logits.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class MultiLabelTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        y = inputs.pop('labels')
        outputs = model(**inputs)
        loss = F.binary_cross_entropy_with_logits(outputs.logits, y.float())
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Bernoulli of logits.',
    code: `from torch.distributions import Bernoulli
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def decide(batch):
    return Bernoulli(logits=model(**batch).logits).sample()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A sigmoid before the formula, with a clamp.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=6)

def step(batch, y):
    p = model(**batch).logits.sigmoid().clamp(1e-7, 1 - 1e-7)
    return -(y * torch.log(p) + (1 - y) * torch.log(1 - p)).mean()
`,
  },
];
