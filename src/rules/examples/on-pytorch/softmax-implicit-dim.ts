/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The function without a dim.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        p = F.softmax(self.out(x))  # info: softmax-implicit-dim
        self.log('confidence', p.max())
`,
    fixed: [['p = F.softmax(self.out(x))', 'p = F.softmax(self.out(x), dim=-1)']],
  },
  {
    framework: 'Lightning',
    title: 'The layer without a dim.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(20, 5),
            nn.LogSoftmax(),  # info: softmax-implicit-dim
        )

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self.net(x), y)
`,
    fixed: [['nn.LogSoftmax(),', 'nn.LogSoftmax(dim=-1),']],
  },
  {
    framework: 'Lightning',
    title: 'log_softmax.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(F.log_softmax(self.out(x)), y)  # info: softmax-implicit-dim
`,
    fixed: [
      [
        'return F.nll_loss(F.log_softmax(self.out(x)), y)',
        'return F.nll_loss(F.log_softmax(self.out(x), dim=-1), y)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'F.softmax of the logits, without a dim.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)

@torch.no_grad()
def predict(batch):
    outputs = model(**batch)
    probs = F.softmax(outputs.logits)  # info: softmax-implicit-dim
    return probs[:, 1]
`,
    fixed: [['probs = F.softmax(outputs.logits)', 'probs = F.softmax(outputs.logits, dim=-1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'The scores of tokens have three dims, and the first is taken.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('dslim/bert-base-NER')

def tags_of(batch):
    logits = model(batch['input_ids'], attention_mask=batch['attention_mask']).logits
    return F.log_softmax(logits)  # error: softmax-implicit-dim
`,
    fixed: [['return F.log_softmax(logits)', 'return F.log_softmax(logits, dim=-1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'A head that is a Sequential with nn.Softmax().',
    code: `from torch import nn
from transformers import AutoModel

class Classifier(nn.Module):
    def __init__(self, hidden=768, n_labels=5):
        super().__init__()
        self.bert = AutoModel.from_pretrained('bert-base-multilingual-cased')
        self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(hidden, n_labels), nn.Softmax())  # info: softmax-implicit-dim

    def forward(self, input_ids, attention_mask):
        return self.head(self.bert(input_ids, attention_mask=attention_mask).pooler_output)
`,
    fixed: [
      [
        'self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(hidden, n_labels), nn.Softmax())',
        'self.head = nn.Sequential(nn.Dropout(0.1), nn.Linear(hidden, n_labels), nn.Softmax(dim=-1))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: "F.softmax of a batch's activations.",
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))

def confidence(xb):
    preds = F.softmax(net(xb))  # info: softmax-implicit-dim
    return preds.max(1)
`,
    fixed: [['preds = F.softmax(net(xb))', 'preds = F.softmax(net(xb), dim=-1)']],
  },
  {
    framework: 'fastai',
    title: 'nn.LogSoftmax() at the end of a Sequential.',
    code: `from fastai.tabular.all import *

def simple_net(n_in, c):
    return nn.Sequential(
        nn.Linear(n_in, 64),
        nn.ReLU(),
        nn.Linear(64, c),
        nn.LogSoftmax(),  # info: softmax-implicit-dim
    )

def get_learner(dls): return Learner(dls, simple_net(8, 3), loss_func=F.nll_loss)
`,
    fixed: [['nn.LogSoftmax(),', 'nn.LogSoftmax(dim=-1),']],
  },
  {
    framework: 'fastai',
    title: 'The activations of a language model, over its sequences.',
    code: `from fastai.text.all import *

decoder = nn.Linear(400, 60000)
hidden = torch.randn(2, 70, 400)
probs = F.softmax(decoder(hidden))  # error: softmax-implicit-dim
`,
    fixed: [['probs = F.softmax(decoder(hidden))', 'probs = F.softmax(decoder(hidden), dim=-1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The dim is named.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(F.log_softmax(self.out(x), dim=1), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The layer with its dim.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.LogSoftmax(dim=-1))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'By its place.',
    code: `import lightning as L
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        return self.out(x).softmax(-1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The dim is written.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=2)

@torch.no_grad()
def predict(batch):
    return model(**batch).logits.softmax(-1)[:, 1]
`,
  },
  {
    framework: 'Hugging Face',
    title: "SciPy's softmax of the predictions has an axis.",
    code: `from scipy.special import softmax
from transformers import Trainer

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    probabilities = softmax(logits, axis=-1)
    return {'confidence': float(probabilities.max(axis=-1).mean())}

trainer = Trainer(compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: "Keras' softmax layer takes the last axis by itself.",
    code: `import tensorflow as tf
from transformers import TFAutoModelForSequenceClassification

model = TFAutoModelForSequenceClassification.from_pretrained('bert-base-uncased')
to_probabilities = tf.keras.layers.Softmax()

def predict(batch):
    return to_probabilities(model(batch).logits)
`,
  },
  {
    framework: 'fastai',
    title: 'nn.Softmax of a dim, and a method with one.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 10))
act = nn.Softmax(dim=1)

def confidence(xb):
    return act(net(xb)).max(1), net(xb).softmax(-1).max(1)
`,
  },
  {
    framework: 'fastai',
    title: 'The loss of fastai has an activation with a dim of its own.',
    code: `from fastai.vision.all import *

loss_func = CrossEntropyLossFlat()
net = nn.Linear(20, 4)
probs = loss_func.activation(net(torch.randn(3, 20)))
`,
  },
  {
    framework: 'fastai',
    title: 'A softmax that is written by hand.',
    code: `from fastai.basics import *

def softmax(x): return torch.exp(x) / torch.exp(x).sum(1, keepdim=True)

net = nn.Linear(20, 4)
probs = softmax(net(torch.randn(3, 20)))
`,
  },
];
