/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A classifier of two classes.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 2)
        self.criterion = nn.CrossEntropyLoss(ignore_index=0)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)  # warning: ignore-index-valid-class
`,
  },
  {
    framework: 'Lightning',
    title: 'A negative log-likelihood of two classes.',
    code: `import pytorch_lightning as pl
from torch import nn
import torch.nn.functional as F

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 2)

    def training_step(self, batch, batch_idx):
        x, y = batch
        log_probabilities = F.log_softmax(self.net(x), dim=1)
        loss = F.nll_loss(log_probabilities, y, ignore_index=1)  # warning: ignore-index-valid-class
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'Tokens that are masked or not.',
    code: `import lightning as L
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.head = nn.Linear(16, 2)
        self.loss_fn = nn.CrossEntropyLoss(ignore_index=0, label_smoothing=0.1)

    def training_step(self, batch, batch_idx):
        hidden, tags = batch
        scores = self.head(hidden)
        return self.loss_fn(scores.view(-1, 2), tags.view(-1))  # warning: ignore-index-valid-class
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Padding is ignored as 0, which is the tag of ordinary words.',
    code: `from torch import nn
from transformers import AutoModelForTokenClassification

label2id = {'O': 0, 'KEYWORD': 1}
model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=2)
loss_fct = nn.CrossEntropyLoss(ignore_index=0)

def compute_loss(batch):
    labels = batch.pop('labels')
    logits = model(**batch).logits
    return loss_fct(logits.view(-1, 2), labels.view(-1))  # warning: ignore-index-valid-class
`,
  },
  {
    framework: 'Hugging Face',
    title: "The tokenizer's padding is left out among two sentiments.",
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer

model = AutoModelForSequenceClassification.from_pretrained('distilbert-base-uncased', num_labels=2)

class SentimentTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = F.cross_entropy(outputs.logits, labels, ignore_index=0)  # warning: ignore-index-valid-class
        return (loss, outputs) if return_outputs else loss

trainer = SentimentTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Span or no span, with a head on the hidden states.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class SpanTagger(nn.Module):
    def __init__(self, name='bert-base-cased'):
        super().__init__()
        self.encoder = AutoModel.from_pretrained(name)
        self.dropout = nn.Dropout(0.1)
        self.classifier = nn.Linear(self.encoder.config.hidden_size, 2)
        self.num_labels = 2

    def forward(self, input_ids, attention_mask, labels=None):
        hidden = self.encoder(input_ids, attention_mask=attention_mask).last_hidden_state
        logits = self.classifier(self.dropout(hidden))
        loss = None
        if labels is not None:
            loss_fct = nn.CrossEntropyLoss(ignore_index=1)
            loss = loss_fct(logits.view(-1, self.num_labels), labels.view(-1))  # warning: ignore-index-valid-class
        return loss, logits
`,
  },
  {
    framework: 'fastai',
    title: 'CrossEntropyLossFlat ignores one of two classes.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 2))
    loss_func = CrossEntropyLossFlat(ignore_index=0)
    return Learner(dls, net, loss_func=loss_func, metrics=accuracy)  # warning: ignore-index-valid-class
`,
  },
  {
    framework: 'fastai',
    title: "Sick or healthy, in a loss function of one's own.",
    code: `from fastai.tabular.all import *

def loss_func(preds, targs):
    return F.cross_entropy(preds, targs.long().squeeze(-1), ignore_index=0)  # warning: ignore-index-valid-class

def get_learner(dls):
    return Learner(dls, nn.Sequential(nn.Linear(30, 16), nn.ReLU(), nn.Linear(16, 2)), loss_func=loss_func)
`,
  },
  {
    framework: 'fastai',
    title: 'The background of a mask with two classes.',
    code: `from fastai.vision.all import *

seg = nn.Sequential(nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 2, 1))
crit = CrossEntropyLossFlat(axis=1, ignore_index=0)
xb, yb = torch.randn(2, 3, 16, 16), torch.randint(0, 2, (2, 16, 16))
preds = seg(xb)
loss = crit(preds, yb)  # warning: ignore-index-valid-class
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Two classes, and what has none is -100.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 2)
        self.criterion = nn.CrossEntropyLoss(ignore_index=-100)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The padding among many tags.',
    code: `import lightning as L
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self, tags=9):
        super().__init__()
        self.head = nn.Linear(16, tags)
        self.loss_fn = nn.CrossEntropyLoss(ignore_index=0)

    def training_step(self, batch, batch_idx):
        hidden, tags = batch
        scores = self.head(hidden)
        return self.loss_fn(scores.view(-1, scores.size(-1)), tags.view(-1))
`,
  },
  {
    framework: 'Lightning',
    title: 'Three outputs, of which the first is what is ignored.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 3)
        self.criterion = nn.CrossEntropyLoss(ignore_index=0)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.criterion(self.net(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Two tags, and special tokens are -100 as the collator has it.',
    code: `from torch import nn
from transformers import AutoModelForTokenClassification, DataCollatorForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=2)
loss_fct = nn.CrossEntropyLoss(ignore_index=-100)

def compute_loss(batch):
    labels = batch.pop('labels')
    logits = model(**batch).logits
    return loss_fct(logits.view(-1, 2), labels.view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The padding token of a translator.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained('t5-small')
model = AutoModelForSeq2SeqLM.from_pretrained('t5-small')

def loss_of(batch):
    labels = batch['labels']
    logits = model(input_ids=batch['input_ids'], labels=labels).logits
    return F.cross_entropy(logits.view(-1, logits.size(-1)), labels.view(-1), ignore_index=0)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The first of ten tags is the padding.',
    code: `from torch import nn
from transformers import AutoModelForTokenClassification

tags = ['PAD', 'O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG', 'B-LOC', 'I-LOC', 'B-MISC', 'I-MISC']
model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=len(tags))
criterion = nn.CrossEntropyLoss(ignore_index=tags.index('PAD'))

def step(batch):
    labels = batch.pop('labels')
    logits = model(**batch).logits
    return criterion(logits.permute(0, 2, 1), labels)
`,
  },
  {
    framework: 'fastai',
    title: 'Two classes, and nothing is ignored.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 2))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'The void pixels of many classes.',
    code: `from fastai.vision.all import *

codes = ['Void', 'Sky', 'Road', 'Car', 'Tree', 'Building']
seg = nn.Sequential(ConvLayer(3, 16), nn.Conv2d(16, len(codes), 1))
crit = CrossEntropyLossFlat(axis=1, ignore_index=codes.index('Void'))

def step(xb, yb): return crit(seg(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'The edge of a mask is 255.',
    code: `from fastai.vision.all import *

seg = nn.Conv2d(3, 2, 1)
crit = CrossEntropyLossFlat(axis=1, ignore_index=255)
xb, yb = torch.randn(2, 3, 16, 16), torch.randint(0, 2, (2, 16, 16))
yb[:, 0] = 255
loss = crit(seg(xb), yb)
`,
  },
];
