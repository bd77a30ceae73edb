/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Pairs labelled 0 and 1 for a cosine loss.',
    code: `import lightning as L
import torch
from torch import nn

class Siamese(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(32, 8)
        self.loss = nn.CosineEmbeddingLoss(margin=0.2)

    def training_step(self, batch, batch_idx):
        a, b = torch.randn(4, 32), torch.randn(4, 32)
        same = torch.tensor([1, 0, 0, 1])
        return self.loss(self.net(a), self.net(b), same)  # error: signed-target-required
`,
    fixed: [
      [
        'return self.loss(self.net(a), self.net(b), same)',
        'return self.loss(self.net(a), self.net(b), 2 * same - 1)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Which of two is better, as 0 or 1.',
    code: `import pytorch_lightning as pl
import torch
import torch.nn.functional as F
from torch import nn

class Ranker(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.score = nn.Linear(12, 1)

    def training_step(self, batch, batch_idx):
        first, second = torch.randn(3, 12), torch.randn(3, 12)
        better = torch.tensor([1.0, 0.0, 1.0])
        return F.margin_ranking_loss(self.score(first).squeeze(1), self.score(second).squeeze(1), better)  # error: signed-target-required
`,
    fixed: [
      [
        'return F.margin_ranking_loss(self.score(first).squeeze(1), self.score(second).squeeze(1), better)',
        'return F.margin_ranking_loss(self.score(first).squeeze(1), self.score(second).squeeze(1), 2 * better - 1)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: "nn.SoftMarginLoss of a loader's zeros and ones.",
    code: `import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(5, 1)
        self.loss = nn.SoftMarginLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.net(x).squeeze(1), y)  # error: signed-target-required

    def train_dataloader(self):
        y = torch.tensor([0.0, 1.0, 1.0, 0.0])
        return DataLoader(TensorDataset(torch.randn(4, 5), y), batch_size=4)
`,
    fixed: [
      ['return self.loss(self.net(x).squeeze(1), y)', 'return self.loss(self.net(x).squeeze(1), 2 * y - 1)'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Embeddings of sentences with labels 0 and 1.',
    code: `import torch
from torch import nn
from transformers import AutoModel

encoder = AutoModel.from_pretrained('sentence-transformers/all-MiniLM-L6-v2')
project = nn.Linear(384, 128)

def step(first, second):
    a = project(encoder(**first).last_hidden_state.mean(1))
    b = project(encoder(**second).last_hidden_state.mean(1))
    labels = torch.tensor([1.0, 0.0, 1.0, 0.0])
    return nn.CosineEmbeddingLoss()(a, b, labels)  # error: signed-target-required
`,
    fixed: [
      [
        'return nn.CosineEmbeddingLoss()(a, b, labels)',
        'return nn.CosineEmbeddingLoss()(a, b, 2 * labels - 1)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: "A reward model's margin with a label of 0.",
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('distilroberta-base', num_labels=1)
first, second = torch.randint(0, 50000, (2, 16)), torch.randint(0, 50000, (2, 16))
is_first_better = torch.tensor([0, 1])
loss = F.margin_ranking_loss(
    model(first).logits.view(-1), model(second).logits.view(-1), is_first_better)  # error: signed-target-required
`,
    fixed: [
      [
        'model(first).logits.view(-1), model(second).logits.view(-1), is_first_better)',
        'model(first).logits.view(-1), model(second).logits.view(-1), 2 * is_first_better - 1)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A hinge over distances.',
    code: `import torch
from torch import nn
from transformers import BertModel

bert = BertModel.from_pretrained('bert-base-uncased')
criterion = nn.HingeEmbeddingLoss(margin=1.0)

def step(a, b):
    distance = (bert(a).pooler_output - bert(b).pooler_output).norm(dim=1)
    same = torch.tensor([1, 1, 0])
    return criterion(distance, same)  # error: signed-target-required
`,
    fixed: [['return criterion(distance, same)', 'return criterion(distance, 2 * same - 1)']],
  },
  {
    framework: 'fastai',
    title: 'Whether two images show the same, to a cosine loss.',
    code: `from fastai.vision.all import *

class Siamese(Module):
    def __init__(self):
        self.body = nn.Sequential(nn.Flatten(), nn.Linear(784, 64))

    def forward(self, first, second):
        return self.body(first), self.body(second)

net = Siamese()

def siamese_loss(first, second, label, other):
    same = (label == other).float()
    return F.cosine_embedding_loss(*net(first, second), same)  # error: signed-target-required
`,
    fixed: [
      [
        'return F.cosine_embedding_loss(*net(first, second), same)',
        'return F.cosine_embedding_loss(*net(first, second), 2 * same - 1)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'Labels of two classes to a soft margin.',
    code: `from fastai.basics import *

loss_func = nn.SoftMarginLoss()
net = nn.Linear(4, 1)
xb, yb = torch.randn(4, 4), tensor([[1.0], [0.0], [0.0], [1.0]])
loss = loss_func(net(xb), yb)  # error: signed-target-required
`,
    fixed: [['loss = loss_func(net(xb), yb)', 'loss = loss_func(net(xb), 2 * yb - 1)']],
  },
  {
    framework: 'fastai',
    title: 'A comparison says which of two texts is better.',
    code: `from fastai.text.all import *

scorer = nn.Linear(400, 1)
ranking = nn.MarginRankingLoss(margin=0.5)

def rank_loss(first, second, stars, other_stars):
    better = (stars > other_stars).float()
    return ranking(scorer(first).squeeze(1), scorer(second).squeeze(1), better)  # error: signed-target-required
`,
    fixed: [
      [
        'return ranking(scorer(first).squeeze(1), scorer(second).squeeze(1), better)',
        'return ranking(scorer(first).squeeze(1), scorer(second).squeeze(1), 2 * better - 1)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: '-1 and 1.',
    code: `import lightning as L
import torch
from torch import nn

class Siamese(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(32, 8)
        self.loss = nn.CosineEmbeddingLoss(margin=0.2)

    def training_step(self, batch, batch_idx):
        a, b = torch.randn(4, 32), torch.randn(4, 32)
        return self.loss(self.net(a), self.net(b), torch.tensor([1, -1, -1, 1]))
`,
  },
  {
    framework: 'Lightning',
    title: 'Zeros and ones become -1 and 1.',
    code: `import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(5, 1)
        self.loss = nn.SoftMarginLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self.net(x).squeeze(1), 2 * y - 1)

    def train_dataloader(self):
        y = torch.tensor([0.0, 1.0, 1.0, 0.0])
        return DataLoader(TensorDataset(torch.randn(4, 5), y), batch_size=4)
`,
  },
  {
    framework: 'Lightning',
    title: 'A triplet needs no label.',
    code: `import lightning as L
from torch import nn

class Triplets(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(32, 8)
        self.loss = nn.TripletMarginLoss()

    def training_step(self, batch, batch_idx):
        anchor, positive, negative = batch
        return self.loss(self.net(anchor), self.net(positive), self.net(negative))
`,
  },
  {
    framework: 'Hugging Face',
    title: '-1 for pairs that differ.',
    code: `import torch
from torch import nn
from transformers import AutoModel

encoder = AutoModel.from_pretrained('sentence-transformers/all-MiniLM-L6-v2')

def step(first, second):
    a, b = encoder(**first).pooler_output, encoder(**second).pooler_output
    return nn.CosineEmbeddingLoss()(a, b, torch.tensor([1.0, -1.0, 1.0, -1.0]))
`,
  },
  {
    framework: 'Hugging Face',
    title: "Zeros and ones for a binary loss of a pair's score.",
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('distilroberta-base', num_labels=1)
pairs = torch.randint(0, 50000, (2, 32))
loss = F.binary_cross_entropy_with_logits(model(pairs).logits.view(-1), torch.tensor([0.0, 1.0]))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The first is always the better one.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('distilroberta-base', num_labels=1)

def step(chosen, rejected):
    a, b = model(chosen).logits.view(-1), model(rejected).logits.view(-1)
    return F.margin_ranking_loss(a, b, torch.ones_like(a), margin=0.5)
`,
  },
  {
    framework: 'fastai',
    title: 'Whether two images show the same, as -1 and 1.',
    code: `from fastai.vision.all import *

class Siamese(Module):
    def __init__(self):
        self.body = nn.Sequential(nn.Flatten(), nn.Linear(784, 64))

    def forward(self, first, second):
        return self.body(first), self.body(second)

net = Siamese()

def siamese_loss(first, second, label, other):
    same = (label == other).float() * 2 - 1
    return F.cosine_embedding_loss(*net(first, second), same)
`,
  },
  {
    framework: 'fastai',
    title: 'Labels -1 and 1 to a soft margin.',
    code: `from fastai.basics import *

loss_func = nn.SoftMarginLoss()
net = nn.Linear(4, 1)
xb, yb = torch.randn(4, 4), tensor([[1.0], [-1.0], [-1.0], [1.0]])
loss = loss_func(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'Whether two images show the same, to a cross-entropy.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 2))

def siamese_loss(first, second, label, other):
    same = (label == other).long()
    return F.cross_entropy(net(torch.cat([first, second], dim=1)), same)
`,
  },
];
