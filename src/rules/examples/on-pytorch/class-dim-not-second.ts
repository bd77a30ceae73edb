/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The scores of a tagger.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 16)
        self.head = nn.Linear(16, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        tokens, tags = torch.randint(0, 100, (4, 6)), torch.randint(0, 10, (4, 6))
        scores = self.head(self.embed(tokens))
        return F.cross_entropy(scores, tags)  # error: class-dim-not-second
`,
    fixed: [['return F.cross_entropy(scores, tags)', 'return F.cross_entropy(scores.transpose(1, 2), tags)']],
  },
  {
    framework: 'Lightning',
    title: 'The loss is an attribute.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 16)
        self.head = nn.Linear(16, 10)
        self.criterion = nn.CrossEntropyLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        tokens, tags = torch.randint(0, 100, (4, 6)), torch.randint(0, 10, (4, 6))
        return self.criterion(self.head(self.embed(tokens)), tags)  # error: class-dim-not-second
`,
    fixed: [
      [
        'return self.criterion(self.head(self.embed(tokens)), tags)',
        'return self.criterion(self.head(self.embed(tokens)).transpose(1, 2), tags)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Images with their channels last.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(8, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        features, masks = torch.randn(2, 16, 16, 8), torch.randint(0, 5, (2, 16, 16))
        scores = self.head(features)
        self.log('loss', F.cross_entropy(scores, masks))  # error: class-dim-not-second
`,
    fixed: [
      [
        "self.log('loss', F.cross_entropy(scores, masks))",
        "self.log('loss', F.cross_entropy(scores.permute(0, 3, 1, 2), masks))",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A tagger with accelerate.',
    code: `from accelerate import Accelerator
from torch import nn
from transformers import AutoModelForTokenClassification

accelerator = Accelerator()
model = accelerator.prepare(AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9))
criterion = nn.CrossEntropyLoss()

def step(batch):
    labels = batch.pop('labels')
    loss = criterion(model(**batch).logits, labels)  # error: class-dim-not-second
    accelerator.backward(loss)
`,
    fixed: [
      [
        'loss = criterion(model(**batch).logits, labels)',
        'loss = criterion(model(**batch).logits.transpose(1, 2), labels)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss of a Trainer.',
    code: `import torch.nn.functional as F
from transformers import BertForTokenClassification, Trainer

class Tagger(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        tagger = BertForTokenClassification.from_pretrained('bert-base-cased', num_labels=5)
        logits = tagger(inputs['input_ids']).logits
        return F.cross_entropy(logits, inputs['labels'])  # error: class-dim-not-second
`,
    fixed: [
      [
        "return F.cross_entropy(logits, inputs['labels'])",
        "return F.cross_entropy(logits.transpose(1, 2), inputs['labels'])",
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A masked language model.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForMaskedLM

model = AutoModelForMaskedLM.from_pretrained('bert-base-uncased')

def train(loader, optimizer):
    for batch in loader:
        scores = model(batch['masked']).logits
        loss = F.cross_entropy(scores, batch['ids'], ignore_index=-100)  # error: class-dim-not-second
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
    fixed: [
      [
        "loss = F.cross_entropy(scores, batch['ids'], ignore_index=-100)",
        "loss = F.cross_entropy(scores.transpose(1, 2), batch['ids'], ignore_index=-100)",
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Moved second.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 16)
        self.head = nn.Linear(16, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        tokens, tags = torch.randint(0, 100, (4, 6)), torch.randint(0, 10, (4, 6))
        return F.cross_entropy(self.head(self.embed(tokens)).transpose(1, 2), tags)
`,
  },
  {
    framework: 'Lightning',
    title: 'Flattened.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(100, 16)
        self.head = nn.Linear(16, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        tokens, tags = torch.randint(0, 100, (4, 6)), torch.randint(0, 10, (4, 6))
        return F.cross_entropy(self.head(self.embed(tokens)).reshape(-1, 10), tags.reshape(-1))
`,
  },
  {
    framework: 'Lightning',
    title: 'A convolution has them second.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Conv2d(3, 5, 1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        images, masks = torch.randn(2, 3, 16, 16), torch.randint(0, 5, (2, 16, 16))
        return F.cross_entropy(self.net(images), masks)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both sides are flattened.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)

def step(batch):
    logits = model(batch['ids']).logits
    return F.cross_entropy(logits.view(-1, 9), batch['labels'].view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The classes are moved second.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)

def step(batch):
    return F.cross_entropy(model(batch['ids']).logits.permute(0, 2, 1), batch['labels'])
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One row of scores for each text.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM, AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-cased', num_labels=3)
writer = AutoModelForCausalLM.from_pretrained('gpt2')

def step(batch):
    last = writer(batch['ids']).logits[:, -1]
    return F.cross_entropy(model(batch['ids']).logits, batch['labels']) + F.cross_entropy(last, batch['next'])
`,
  },
];
