/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'nn.ReLU is the last layer.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.ReLU())

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # warning: relu-before-logits-loss
`,
    fixed: [
      ['self.net = nn.Sequential(nn.Linear(20, 5), nn.ReLU())', 'self.net = nn.Sequential(nn.Linear(20, 5))'],
    ],
  },
  {
    framework: 'Lightning',
    title: 'forward ends in relu.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 5)

    def forward(self, x):
        return F.relu(self.net(x))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # warning: relu-before-logits-loss
`,
    fixed: [['return F.relu(self.net(x))', 'return self.net(x)']],
  },
  {
    framework: 'Lightning',
    title: 'tanh before BCE with logits.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return torch.tanh(self.net(x))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)  # warning: relu-before-logits-loss
`,
    fixed: [['return torch.tanh(self.net(x))', 'return self.net(x)']],
  },
  {
    framework: 'Hugging Face',
    title: 'A BERT classifier that ends in a ReLU.',
    code: `from torch import nn
from transformers import BertModel

class BertClassifier(nn.Module):
    def __init__(self, dropout=0.5):
        super().__init__()
        self.bert = BertModel.from_pretrained('bert-base-cased')
        self.dropout = nn.Dropout(dropout)
        self.linear = nn.Linear(768, 5)
        self.relu = nn.ReLU()

    def forward(self, input_id, mask):
        _, pooled_output = self.bert(input_ids=input_id, attention_mask=mask, return_dict=False)
        return self.relu(self.linear(self.dropout(pooled_output)))

model, criterion = BertClassifier(), nn.CrossEntropyLoss()

def train(loader, optimizer):
    for ids, mask, label in loader:
        loss = criterion(model(ids, mask), label.long())  # warning: relu-before-logits-loss
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
    fixed: [
      [
        'return self.relu(self.linear(self.dropout(pooled_output)))',
        'return self.linear(self.dropout(pooled_output))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'F.relu of the logits in compute_loss.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class MultiLabelTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        logits = F.relu(outputs.logits)
        loss = F.binary_cross_entropy_with_logits(logits, labels.float())  # warning: relu-before-logits-loss
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [['logits = F.relu(outputs.logits)', 'logits = outputs.logits']],
  },
  {
    framework: 'Hugging Face',
    title: 'A head that is a Sequential and ends in Tanh.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class Head(nn.Module):
    def __init__(self, n_labels=3):
        super().__init__()
        self.encoder = AutoModel.from_pretrained('microsoft/mpnet-base')
        self.mlp = nn.Sequential(nn.Linear(768, 768), nn.Tanh(), nn.Linear(768, n_labels), nn.Tanh())

    def forward(self, **inputs):
        return self.mlp(self.encoder(**inputs).last_hidden_state.mean(dim=1))

model = Head()

def step(batch, labels):
    return nn.functional.cross_entropy(model(**batch), labels)  # warning: relu-before-logits-loss
`,
    fixed: [
      [
        'self.mlp = nn.Sequential(nn.Linear(768, 768), nn.Tanh(), nn.Linear(768, n_labels), nn.Tanh())',
        'self.mlp = nn.Sequential(nn.Linear(768, 768), nn.Tanh(), nn.Linear(768, n_labels))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The last item of the net is nn.ReLU.',
    code: `from fastai.vision.all import *

def conv(ni, nf): return nn.Sequential(nn.Conv2d(ni, nf, 3, stride=2, padding=1), nn.ReLU())

def simple_cnn():
    return nn.Sequential(conv(1, 4), conv(4, 8), conv(8, 16), conv(16, 10), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(10, 10), nn.ReLU())

def fit(dls):
    learn = Learner(dls, simple_cnn(), loss_func=F.cross_entropy, metrics=accuracy)  # warning: relu-before-logits-loss
    learn.fit(1, 0.06)
`,
    fixed: [
      [
        'return nn.Sequential(conv(1, 4), conv(4, 8), conv(8, 16), conv(16, 10), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(10, 10), nn.ReLU())',
        'return nn.Sequential(conv(1, 4), conv(4, 8), conv(8, 16), conv(16, 10), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(10, 10))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A Module of tables with F.relu at the end.',
    code: `from fastai.tabular.all import *

class TabNet(Module):
    def __init__(self, n_in, c): self.l1, self.l2 = nn.Linear(n_in, 100), nn.Linear(100, c)
    def forward(self, x_cat, x_cont):
        x = F.relu(self.l1(x_cont))
        return F.relu(self.l2(x))

def get_learner(dls):
    return Learner(dls, TabNet(12, 3), loss_func=CrossEntropyLossFlat())  # warning: relu-before-logits-loss
`,
    fixed: [['return F.relu(self.l2(x))', 'return self.l2(x)']],
  },
  {
    framework: 'fastai',
    title: 'Several labels, and nn.Tanh last.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 20), nn.Tanh())
    body = nn.Sequential(nn.Conv2d(3, 512, 3, padding=1), nn.ReLU())
    return Learner(dls, nn.Sequential(body, head), loss_func=BCEWithLogitsLossFlat())  # warning: relu-before-logits-loss
`,
    fixed: [
      [
        'head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 20), nn.Tanh())',
        'head = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 20))',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The last layer is linear.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(8, 5))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A regression of numbers that are not negative.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 1), nn.ReLU())

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.mse_loss(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid behind the relu of a hidden layer.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(8, 1), nn.Sigmoid())

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The ReLU stands between two linear layers.',
    code: `from torch import nn
from transformers import BertModel

class BertClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = BertModel.from_pretrained('bert-base-cased')
        self.head = nn.Sequential(nn.Linear(768, 128), nn.ReLU(), nn.Linear(128, 5))

    def forward(self, ids, mask, labels):
        pooled = self.bert(input_ids=ids, attention_mask=mask).pooler_output
        return nn.CrossEntropyLoss()(self.head(pooled), labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A regression of counts cannot be negative.',
    code: `from torch import nn
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-cased', num_labels=1)
criterion = nn.MSELoss()

def step(batch, counts):
    return criterion(nn.functional.relu(model(**batch).logits).view(-1), counts.view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Margins of two scores are cut at zero by hand.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-cased', num_labels=1)

def pairwise(better, worse):
    margin = 1.0 - model(**better).logits + model(**worse).logits
    return torch.relu(margin).mean()
`,
  },
  {
    framework: 'fastai',
    title: 'ReLU everywhere but at the end.',
    code: `from fastai.vision.all import *

def fit(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 50), nn.ReLU(), nn.Linear(50, 10))
    Learner(dls, net, loss_func=F.cross_entropy, metrics=accuracy).fit(1, 0.06)
`,
  },
  {
    framework: 'fastai',
    title: 'A regression whose targets are positive.',
    code: `from fastai.tabular.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Linear(12, 64), nn.ReLU(), nn.Linear(64, 1), nn.ReLU())
    return Learner(dls, net, loss_func=MSELossFlat())
`,
  },
  {
    framework: 'fastai',
    title: 'The activations of the last convolution are averaged, and then a linear layer.',
    code: `from fastai.vision.all import *

class Net(Module):
    def __init__(self, c):
        self.conv, self.fc = nn.Conv2d(3, 64, 3), nn.Linear(64, c)
    def forward(self, x): return self.fc(F.relu(self.conv(x)).mean((2, 3)))

def get_learner(dls): return Learner(dls, Net(37), loss_func=CrossEntropyLossFlat())
`,
  },
];
