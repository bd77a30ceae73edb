/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Softmax and BCE with several labels.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        tags = torch.tensor([[1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0]])
        return F.binary_cross_entropy(self.out(x).softmax(dim=1), tags)  # warning: softmax-for-multilabel
`,
    fixed: [
      [
        'return F.binary_cross_entropy(self.out(x).softmax(dim=1), tags)',
        'return F.binary_cross_entropy_with_logits(self.out(x), tags)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The model ends in nn.Softmax.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1))
        self.criterion = nn.BCELoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        tags = torch.tensor([[1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0]])
        return self.criterion(self.net(x), tags)  # warning: softmax-for-multilabel
`,
    fixed: [
      [
        `        self.net = nn.Sequential(nn.Linear(20, 5), nn.Softmax(dim=1))
        self.criterion = nn.BCELoss()`,
        `        self.net = nn.Sequential(nn.Linear(20, 5))
        self.criterion = nn.BCEWithLogitsLoss()`,
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'In validation.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        tags = torch.tensor([[1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0]])
        p = torch.softmax(self.out(x), dim=-1)
        self.log('loss', F.binary_cross_entropy(p, tags))  # warning: softmax-for-multilabel
`,
    fixed: [
      [
        `        p = torch.softmax(self.out(x), dim=-1)
        self.log('loss', F.binary_cross_entropy(p, tags))`,
        `        p = self.out(x)
        self.log('loss', F.binary_cross_entropy_with_logits(p, tags))`,
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A MultiCategoryBlock and a softmax.',
    code: `from fastai.vision.all import *
from torch import nn

block = DataBlock(blocks=(ImageBlock, MultiCategoryBlock), get_x=ColReader('file'), get_y=ColReader('tags', label_delim=' '))
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 20), nn.Softmax(dim=1))
learn = Learner(block.dataloaders(df), net, loss_func=BCELossFlat())  # warning: softmax-for-multilabel
`,
  },
  {
    framework: 'fastai',
    title: 'Labels with a delimiter.',
    code: `from fastai.vision.all import *

dls = ImageDataLoaders.from_df(df, path, label_delim=' ', item_tfms=Resize(128))

class Tagger(Module):
    def __init__(self):
        self.features = nn.Flatten()
        self.head = nn.Linear(784, 20)

    def forward(self, x):
        return F.softmax(self.head(self.features(x)), dim=-1)

learn = Learner(dls, Tagger(), loss_func=BCELossFlat())  # warning: softmax-for-multilabel
`,
  },
  {
    framework: 'fastai',
    title: "PyTorch's loss in a Learner.",
    code: `from fastai.vision.all import *
from torch import nn

dls = ImageDataLoaders.from_csv(path, label_delim=';')
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 6), nn.Softmax(dim=1))
learn = Learner(dls, net, loss_func=nn.BCELoss())  # warning: softmax-for-multilabel
`,
    fixed: [
      ['nn.Linear(784, 6), nn.Softmax(dim=1))', 'nn.Linear(784, 6))'],
      ['nn.BCELoss()', 'nn.BCEWithLogitsLoss()'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A softmax and nn.BCELoss for the labels of a MultiLabelBinarizer.',
    code: `import torch
from sklearn.preprocessing import MultiLabelBinarizer
from torch import nn
from transformers import AutoModelForSequenceClassification

tags = [['sport'], ['sport', 'politics'], ['science', 'politics']]
multi_hot = torch.tensor(MultiLabelBinarizer().fit_transform(tags), dtype=torch.float32)
model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch):
    probs = torch.softmax(model(**batch).logits, dim=1)
    return nn.BCELoss()(probs, multi_hot)  # warning: softmax-for-multilabel
`,
    fixed: [
      [
        `    probs = torch.softmax(model(**batch).logits, dim=1)
    return nn.BCELoss()(probs, multi_hot)`,
        `    probs = model(**batch).logits
    return nn.BCEWithLogitsLoss()(probs, multi_hot)`,
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Rows of labels that hold several ones.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForImageClassification

model = AutoModelForImageClassification.from_pretrained('facebook/deit-base-patch16-224', num_labels=4, ignore_mismatched_sizes=True)
labels = torch.tensor([[1., 0., 1., 0.], [0., 1., 1., 1.], [0., 0., 0., 1.]])
logits = model(pixel_values=torch.randn(3, 3, 224, 224)).logits
loss = F.binary_cross_entropy(logits.softmax(-1), labels)  # warning: softmax-for-multilabel
loss.backward()
`,
    fixed: [
      [
        'loss = F.binary_cross_entropy(logits.softmax(-1), labels)',
        'loss = F.binary_cross_entropy_with_logits(logits, labels)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A head with nn.Softmax on an encoder, and targets with several ones.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class TagModel(nn.Module):
    def __init__(self, n=3):
        super().__init__()
        self.encoder = AutoModel.from_pretrained('distilbert-base-uncased')
        self.head = nn.Sequential(nn.Linear(768, n), nn.Softmax(dim=1))

    def forward(self, ids, mask):
        return self.head(self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state[:, 0])

model = TagModel()
ids, mask = torch.randint(0, 30000, (2, 16)), torch.ones(2, 16)
y = torch.tensor([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0]])
loss = nn.BCELoss()(model(ids, mask), y)  # warning: softmax-for-multilabel
`,
    fixed: [
      [
        'self.head = nn.Sequential(nn.Linear(768, n), nn.Softmax(dim=1))',
        'self.head = nn.Sequential(nn.Linear(768, n))',
      ],
      ['loss = nn.BCELoss()(model(ids, mask), y)', 'loss = nn.BCEWithLogitsLoss()(model(ids, mask), y)'],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A sigmoid for each label.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        tags = torch.tensor([[1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0]])
        return F.binary_cross_entropy(torch.sigmoid(self.out(x)), tags)
`,
  },
  {
    framework: 'Lightning',
    title: 'BCE with logits.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        tags = torch.tensor([[1.0, 1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 1.0, 0.0]])
        return F.binary_cross_entropy_with_logits(self.out(x), tags)
`,
  },
  {
    framework: 'Lightning',
    title: 'One label a sample.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = torch.tensor([[1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 1.0, 0.0, 0.0, 0.0]])
        return F.binary_cross_entropy(self.out(x).softmax(dim=1), onehot)
`,
  },
  {
    framework: 'fastai',
    title: 'The loss that fastai takes for several labels.',
    code: `from fastai.vision.all import *

dls = ImageDataLoaders.from_df(df, path, label_delim=' ')
learn = vision_learner(dls, resnet18, metrics=partial(accuracy_multi, thresh=0.2))
`,
  },
  {
    framework: 'fastai',
    title: 'A sigmoid for each label.',
    code: `from fastai.vision.all import *
from torch import nn

dls = DataBlock(blocks=(ImageBlock, MultiCategoryBlock)).dataloaders(path)
learn = Learner(dls, nn.Sequential(nn.Flatten(), nn.Linear(784, 6), nn.Sigmoid()), loss_func=BCELossFlat())
`,
  },
  {
    framework: 'fastai',
    title: 'One label a sample.',
    code: `from fastai.vision.all import *
from torch import nn

dls = DataBlock(blocks=(ImageBlock, CategoryBlock)).dataloaders(path)
learn = Learner(dls, nn.Sequential(nn.Flatten(), nn.Linear(784, 6)), metrics=accuracy)
`,
  },
  {
    framework: 'Hugging Face',
    title: "problem_type says it, and the model's own loss takes the sigmoid.",
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3, problem_type='multi_label_classification')
labels = torch.tensor([[1., 0., 1.], [0., 1., 1.]])
out = model(torch.randint(0, 30000, (2, 12)), labels=labels)
out.loss.backward()
probs = out.logits.sigmoid()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One-hot rows with a softmax and nn.BCELoss.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    probs = model(**batch).logits.softmax(-1)
    return F.binary_cross_entropy(probs, F.one_hot(labels, 3).float())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A sigmoid for several labels.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)
labels = torch.tensor([[1., 0., 1.], [0., 1., 1.]])
probs = torch.sigmoid(model(torch.randint(0, 30000, (2, 12))).logits)
loss = torch.nn.BCELoss()(probs, labels)
`,
  },
];
