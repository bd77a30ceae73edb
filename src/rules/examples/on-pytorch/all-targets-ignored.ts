/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

const lightning = `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(8, 3)
`;

const huggingFace = `import torch
from torch import nn
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=5)
`;

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Labels that are not filled in yet.',
    code: `${lightning}
    def training_step(self, batch, batch_idx):
        labels = torch.full((4,), -100)
        return F.cross_entropy(self.net(torch.randn(4, 8)), labels)  # warning: all-targets-ignored
`,
  },
  {
    framework: 'Lightning',
    title: 'A batch of nothing but padding.',
    code: `${lightning}
    def training_step(self, batch, batch_idx):
        padding = torch.zeros(4, dtype=torch.long)
        scores = self.net(torch.randn(4, 8))
        return F.cross_entropy(scores, padding, ignore_index=0)  # warning: all-targets-ignored
`,
  },
  {
    framework: 'Lightning',
    title: 'In the validation.',
    code: `${lightning}
    def validation_step(self, batch, batch_idx):
        unlabelled = torch.tensor([-1, -1, -1, -1])
        log_p = F.log_softmax(self.net(torch.randn(4, 8)), dim=1)
        self.log('loss', F.nll_loss(log_p, unlabelled, ignore_index=-1))  # warning: all-targets-ignored
`,
  },
  {
    framework: 'Hugging Face',
    title: 'No token keeps its label.',
    code: `${huggingFace}
def step(ids):
    labels = torch.full((2, 6), -100)
    logits = model(ids).logits
    return nn.CrossEntropyLoss()(logits.view(-1, 5), labels.view(-1))  # warning: all-targets-ignored
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A collator that fills in after the loss.',
    code: `${huggingFace}
ids = torch.randint(0, 1000, (2, 6))
labels = torch.full_like(ids, -100)
loss = nn.functional.cross_entropy(model(ids).logits.transpose(1, 2), labels)  # warning: all-targets-ignored
labels[:, 0] = 1
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The only class of the batch is the ignored one.',
    code: `${huggingFace}
def step(ids):
    labels = torch.zeros(2, 6, dtype=torch.long)
    criterion = nn.CrossEntropyLoss(ignore_index=0)
    return criterion(model(ids).logits.reshape(-1, 5), labels.flatten())  # warning: all-targets-ignored
`,
  },
  {
    framework: 'fastai',
    title: 'A mask in which no pixel has a class.',
    code: `import torch
from fastai.vision.all import *

head = nn.Conv2d(16, 4, 1)
loss_func = CrossEntropyLossFlat(axis=1, ignore_index=255)

masks = torch.full((2, 8, 8), 255)
loss = loss_func(head(torch.randn(2, 16, 8, 8)), masks)  # warning: all-targets-ignored
`,
  },
  {
    framework: 'fastai',
    title: 'A window of padding, tried out on a loss of its own.',
    code: `from fastai.text.all import *

def lm_loss(scores, targets):
    return F.cross_entropy(scores.view(-1, 100), targets.view(-1), ignore_index=1)  # warning: all-targets-ignored

padding = torch.ones(2, 5, dtype=torch.long)
lm_loss(torch.randn(2, 5, 100), padding)
`,
  },
  {
    framework: 'fastai',
    title: 'The class of the whole batch weighs nothing.',
    code: `from fastai.basics import *

weights = tensor([0.0, 1.0, 2.0])
loss_func = CrossEntropyLossFlat(weight=weights)
loss = loss_func(torch.randn(4, 3), torch.zeros(4, dtype=torch.long))  # warning: all-targets-ignored
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'One label counts.',
    code: `${lightning}
    def training_step(self, batch, batch_idx):
        labels = torch.tensor([-100, 2, -100, -100])
        return F.cross_entropy(self.net(torch.randn(4, 8)), labels)
`,
  },
  {
    framework: 'Lightning',
    title: 'Labels of the batch.',
    code: `${lightning}
    def training_step(self, batch, batch_idx):
        x, labels = batch
        return F.cross_entropy(self.net(x), labels, ignore_index=-1)
`,
  },
  {
    framework: 'Lightning',
    title: 'The sum over nothing is 0.',
    code: `${lightning}
    def training_step(self, batch, batch_idx):
        labels = torch.full((4,), -100)
        return F.cross_entropy(self.net(torch.randn(4, 8)), labels, reduction='sum')
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Masked tokens get their labels.',
    code: `${huggingFace}
def step(ids, words, tags):
    labels = torch.full_like(ids, -100)
    labels[words] = tags
    return nn.functional.cross_entropy(model(ids).logits.transpose(1, 2), labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Some tokens are left out.',
    code: `${huggingFace}
labels = torch.tensor([[-100, 1, 0, -100], [-100, 2, -100, -100]])
loss = nn.CrossEntropyLoss()(model(torch.ones(2, 4).long()).logits.view(-1, 5), labels.view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The model computes the loss.',
    code: `${huggingFace}
def step(batch):
    return model(input_ids=batch['input_ids'], labels=batch['labels']).loss
`,
  },
  {
    framework: 'fastai',
    title: 'Some pixels have a class.',
    code: `import torch
from fastai.vision.all import *

head = nn.Conv2d(16, 4, 1)
loss_func = CrossEntropyLossFlat(axis=1, ignore_index=255)

masks = torch.full((2, 8, 8), 255)
masks[:, 2:4, 2:4] = 3
loss = loss_func(head(torch.randn(2, 16, 8, 8)), masks)
`,
  },
  {
    framework: 'fastai',
    title: 'The sum over nothing is 0.',
    code: `import torch
from fastai.vision.all import *

loss_func = CrossEntropyLossFlat(axis=1, ignore_index=255, reduction='sum')
masks = torch.full((2, 8, 8), 255)
loss = loss_func(torch.randn(2, 4, 8, 8), masks) / (masks != 255).sum().clamp(min=1)
`,
  },
  {
    framework: 'fastai',
    title: 'The labels come from the DataLoaders.',
    code: `from fastai.vision.all import *

def train(dls):
    learn = unet_learner(dls, resnet34, n_out=4, loss_func=CrossEntropyLossFlat(axis=1, ignore_index=255))
    learn.fine_tune(5)
`,
  },
];
