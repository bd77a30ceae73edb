/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A binary classifier ends in a softmax over one unit.',
    code: `import lightning as L
from torch import nn

class Spam(L.LightningModule):
    def __init__(self, width=300):
        super().__init__()
        self.model = nn.Sequential(
            nn.Linear(width, 64),
            nn.ReLU(),
            nn.Linear(64, 1),
            nn.Softmax(dim=1),  # error: softmax-single-unit
        )
        self.loss = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.model(x), y.float().unsqueeze(1))
`,
    fixed: [['nn.Softmax(dim=1),', 'nn.Sigmoid(),']],
  },
  {
    framework: 'Lightning',
    title: 'torch.softmax in forward.',
    code: `import pytorch_lightning as pl
import torch
import torch.nn.functional as F

class Net(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.hidden = torch.nn.Linear(12, 8)
        self.out = torch.nn.Linear(8, 1)

    def forward(self, x):
        return torch.softmax(self.out(F.relu(self.hidden(x))), dim=-1)  # error: softmax-single-unit

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self(x).squeeze(-1), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The number of classes is 1 by default.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self, num_classes: int = 1):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 8, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.head = nn.Linear(8, num_classes)

    def predict_step(self, batch, batch_idx):
        scores = self.head(self.features(batch))
        return F.softmax(scores, dim=1)  # error: softmax-single-unit

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self.head(self.features(x)), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A classifier of one label, and its probabilities by a softmax.',
    code: `import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained('bert-base-uncased')
model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def predict(texts):
    inputs = tokenizer(texts, padding=True, truncation=True, return_tensors='pt')
    with torch.no_grad():
        logits = model(**inputs).logits
    return torch.softmax(logits, dim=-1)  # error: softmax-single-unit
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A head of one unit on a pretrained encoder.',
    code: `from torch import nn
from transformers import BertModel

class BertClassifier(nn.Module):
    def __init__(self, dropout=0.5):
        super().__init__()
        self.bert = BertModel.from_pretrained('bert-base-cased')
        self.dropout = nn.Dropout(dropout)
        self.linear = nn.Linear(768, 1)
        self.activation = nn.Softmax(dim=1)  # error: softmax-single-unit

    def forward(self, input_id, mask):
        _, pooled_output = self.bert(input_ids=input_id, attention_mask=mask, return_dict=False)
        return self.activation(self.linear(self.dropout(pooled_output)))

model = BertClassifier()

def step(ids, mask, labels):
    return nn.BCELoss()(model(ids, mask), labels.float())
`,
    fixed: [['self.activation = nn.Softmax(dim=1)', 'self.activation = nn.Sigmoid()']],
  },
  {
    framework: 'Hugging Face',
    title: "A reranker's score through a softmax before the metric.",
    code: `import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

reranker = AutoModelForSequenceClassification.from_pretrained('cross-encoder/ms-marco-MiniLM-L-6-v2', num_labels=1)

def scores(batch):
    out = reranker(**batch)
    relevance = F.softmax(out.logits, dim=1)  # error: softmax-single-unit
    return relevance[:, 0].tolist()
`,
  },
  {
    framework: 'fastai',
    title: 'A net for two classes with one unit and nn.Softmax.',
    code: `from fastai.tabular.all import *

def build(n_in):
    return nn.Sequential(nn.Linear(n_in, 64), nn.ReLU(), nn.Linear(64, 1), nn.Softmax(dim=1))  # error: softmax-single-unit

def get_learner(dls): return Learner(dls, build(14), loss_func=BCELossFlat())
`,
    fixed: [
      [
        'return nn.Sequential(nn.Linear(n_in, 64), nn.ReLU(), nn.Linear(64, 1), nn.Softmax(dim=1))',
        'return nn.Sequential(nn.Linear(n_in, 64), nn.ReLU(), nn.Linear(64, 1), nn.Sigmoid())',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The softmax of one activation.',
    code: `from fastai.vision.all import *

simple_net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 1))

def predict(xb):
    acts = simple_net(xb)
    return torch.softmax(acts, dim=-1)  # error: softmax-single-unit
`,
  },
  {
    framework: 'fastai',
    title: 'A Module whose forward ends in F.softmax.',
    code: `from fastai.vision.all import *

class Threes(Module):
    def __init__(self): self.l1, self.l2 = nn.Linear(784, 30), nn.Linear(30, 1)
    def forward(self, x):
        x = F.relu(self.l1(x.flatten(1)))
        return F.softmax(self.l2(x), dim=-1)  # error: softmax-single-unit

def get_learner(dls): return Learner(dls, Threes(), loss_func=BCELossFlat())
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A sigmoid over one unit.',
    code: `import lightning as L
from torch import nn

class Spam(L.LightningModule):
    def __init__(self, width=300):
        super().__init__()
        self.model = nn.Sequential(nn.Linear(width, 64), nn.ReLU(), nn.Linear(64, 1), nn.Sigmoid())
        self.loss = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.model(x), y.float().unsqueeze(1))
`,
  },
  {
    framework: 'Lightning',
    title: 'Attention with one score a step is normalized over the steps.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Pooled(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(16, 32, batch_first=True)
        self.score = nn.Linear(32, 1)
        self.out = nn.Linear(32, 4)

    def training_step(self, batch, batch_idx):
        x, y = batch
        states, _ = self.rnn(x)
        weights = torch.softmax(self.score(states), dim=1)
        return F.cross_entropy(self.out((weights * states).sum(1)), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Two units.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Spam(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(nn.Linear(300, 64), nn.ReLU(), nn.Linear(64, 2))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.model(x), y)

    def predict_step(self, batch, batch_idx):
        return F.softmax(self.model(batch), dim=1)[:, 1]
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A sigmoid of the one logit.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=1)

def predict(batch):
    with torch.no_grad():
        return torch.sigmoid(model(**batch).logits)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A score for each document of a query is normalized over the documents.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

reranker = AutoModelForSequenceClassification.from_pretrained('cross-encoder/ms-marco-MiniLM-L-6-v2', num_labels=1)

def listwise_loss(batch, relevant):
    scores = reranker(**batch).logits.squeeze(-1)
    return -torch.log_softmax(scores, dim=0)[relevant]
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A multiple choice is normalized over its choices.',
    code: `import torch
from transformers import AutoModelForMultipleChoice

model = AutoModelForMultipleChoice.from_pretrained('roberta-base')

def predict(batch):
    with torch.no_grad():
        return torch.softmax(model(**batch).logits, dim=1)
`,
  },
  {
    framework: 'fastai',
    title: 'A sigmoid at the end.',
    code: `from fastai.tabular.all import *

def build(n_in):
    return nn.Sequential(nn.Linear(n_in, 64), nn.ReLU(), nn.Linear(64, 1), nn.Sigmoid())

def get_learner(dls): return Learner(dls, build(14), loss_func=BCELossFlat())
`,
  },
  {
    framework: 'fastai',
    title: 'Two activations for threes and sevens.',
    code: `from fastai.vision.all import *

simple_net = nn.Sequential(nn.Linear(28 * 28, 30), nn.ReLU(), nn.Linear(30, 2))

def predict(xb): return simple_net(xb).softmax(dim=1)
`,
  },
  {
    framework: 'fastai',
    title: 'Weights over the words of a text, one score each.',
    code: `from fastai.text.all import *

class Attend(Module):
    def __init__(self, nf): self.score = nn.Linear(nf, 1)
    def forward(self, x): return (self.score(x).softmax(1) * x).sum(1)

pooled = Attend(400)(torch.randn(2, 70, 400))
`,
  },
];
