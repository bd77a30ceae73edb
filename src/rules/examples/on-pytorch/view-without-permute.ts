/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

const segmenter = (lines: string): string => `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Segmenter(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.example_input_array = torch.zeros(2, 3, 16, 16)
        self.net = nn.Sequential(nn.Conv2d(3, 8, 3, padding=1), nn.ReLU(), nn.Conv2d(8, 5, 1))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
${lines}
model = Segmenter()
images, masks = torch.randn(2, 3, 16, 16), torch.randint(0, 5, (2, 16, 16))
model.training_step((images, masks), 0)
`;

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The training step is tried out on one batch.',
    code: segmenter(`        scores = self(x)
        return F.cross_entropy(scores.view(-1, 5), y.view(-1))  # error: view-without-permute
`),
    fixed: [
      [
        'return F.cross_entropy(scores.view(-1, 5), y.view(-1))',
        'return F.cross_entropy(scores.permute(0, 2, 3, 1).reshape(-1, 5), y.view(-1))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The number of classes is read off the scores.',
    code: segmenter(`        scores = self(x)
        rows = scores.reshape(-1, scores.shape[1])  # error: view-without-permute
        return F.cross_entropy(rows, y.flatten())
`),
    fixed: [
      [
        'rows = scores.reshape(-1, scores.shape[1])',
        'rows = scores.permute(0, 2, 3, 1).reshape(-1, scores.shape[1])',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A metric of the rows.',
    code: segmenter(`        scores = self(x)
        rows = scores.contiguous().view(-1, 5)  # error: view-without-permute
        self.log('acc', (rows.argmax(dim=1) == y.view(-1)).float().mean())
        return F.cross_entropy(scores, y)
`),
    fixed: [
      [
        'rows = scores.contiguous().view(-1, 5)',
        'rows = scores.contiguous().permute(0, 2, 3, 1).reshape(-1, 5)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A loss function for masks, which flattens the scores as they stand.',
    code: `from fastai.vision.all import *

def seg_loss(preds, targs):
    return F.cross_entropy(preds.view(-1, 12), targs.view(-1))  # error: view-without-permute

net = nn.Sequential(ConvLayer(3, 16), nn.Conv2d(16, 12, 1))
xb, yb = torch.rand(4, 3, 32, 32), torch.randint(0, 12, (4, 32, 32))
loss = seg_loss(net(xb), yb)
`,
    fixed: [
      [
        'return F.cross_entropy(preds.view(-1, 12), targs.view(-1))',
        'return F.cross_entropy(preds.permute(0, 2, 3, 1).reshape(-1, 12), targs.view(-1))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'Flattened by the number of classes that the scores have.',
    code: `from fastai.vision.all import *

net = nn.Conv2d(3, 5, 3, padding=1)
loss_func = nn.CrossEntropyLoss()
xb, yb = torch.randn(2, 3, 16, 16), torch.randint(0, 5, (2, 16, 16))
preds = net(xb)
flat = preds.reshape(-1, preds.shape[1])  # error: view-without-permute
loss = loss_func(flat, yb.reshape(-1))
`,
    fixed: [
      [
        'flat = preds.reshape(-1, preds.shape[1])',
        'flat = preds.permute(0, 2, 3, 1).reshape(-1, preds.shape[1])',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'CrossEntropyLossFlat gets rows that were cut already.',
    code: `from fastai.vision.all import *

class Segmenter(Module):
    def __init__(self, c):
        self.c = c
        self.layers = nn.Sequential(nn.Conv2d(3, 32, 3, padding=1), nn.ReLU(), nn.Conv2d(32, c, 1))
    def forward(self, x):
        return self.layers(x).view(-1, self.c)  # error: view-without-permute

model = Segmenter(4)
xb, yb = torch.rand(2, 3, 24, 24), torch.randint(0, 4, (2, 24, 24))
loss = CrossEntropyLossFlat()(model(xb), yb)
`,
    fixed: [
      [
        'return self.layers(x).view(-1, self.c)',
        'return self.layers(x).permute(0, 2, 3, 1).reshape(-1, self.c)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss of a segmentation flattens the logits.',
    code: `import torch
from torch import nn
from transformers import SegformerForSemanticSegmentation, Trainer

class SegmentationTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        logits = nn.functional.interpolate(outputs.logits, size=(512, 512), mode='bilinear', align_corners=False)
        loss = nn.functional.cross_entropy(logits.view(-1, 19), labels.view(-1))  # error: view-without-permute
        return (loss, outputs) if return_outputs else loss

model = SegformerForSemanticSegmentation.from_pretrained('nvidia/mit-b0', num_labels=19)
trainer = SegmentationTrainer(model=model)
`,
    fixed: [
      [
        'loss = nn.functional.cross_entropy(logits.view(-1, 19), labels.view(-1))',
        'loss = nn.functional.cross_entropy(logits.permute(0, 2, 3, 1).reshape(-1, 19), labels.view(-1))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A head of its own on the features of a body.',
    code: `import torch
import torch.nn.functional as F
from torch import nn
from transformers import AutoModel

class Segmenter(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained('facebook/dinov2-base')
        self.head = nn.Conv2d(768, 21, 1)

    def forward(self, pixel_values, labels):
        hidden = self.body(pixel_values).last_hidden_state[:, 1:]
        scores = self.head(hidden.transpose(1, 2).reshape(-1, 768, 16, 16))
        return F.cross_entropy(scores.reshape(-1, 21), labels.reshape(-1))  # error: view-without-permute
`,
    fixed: [
      [
        'return F.cross_entropy(scores.reshape(-1, 21), labels.reshape(-1))',
        'return F.cross_entropy(scores.permute(0, 2, 3, 1).reshape(-1, 21), labels.reshape(-1))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'Tags of tokens whose classes were moved to dim 1.',
    code: `import torch.nn.functional as F
from torch import nn
from transformers import AutoModel

class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained('bert-base-cased')
        self.head = nn.Conv1d(768, 9, 1)

    def forward(self, input_ids, labels):
        hidden = self.body(input_ids).last_hidden_state
        scores = self.head(hidden.transpose(1, 2))
        return F.cross_entropy(scores.reshape(-1, 9), labels.reshape(-1))  # error: view-without-permute
`,
    fixed: [
      [
        'return F.cross_entropy(scores.reshape(-1, 9), labels.reshape(-1))',
        'return F.cross_entropy(scores.permute(0, 2, 1).reshape(-1, 9), labels.reshape(-1))',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The loss takes images of scores as they are.',
    code: segmenter(`        return F.cross_entropy(self(x), y)
`),
  },
  {
    framework: 'Lightning',
    title: 'The classes are moved last.',
    code: segmenter(`        scores = self(x).movedim(1, -1)
        return F.cross_entropy(scores.reshape(-1, 5), y.view(-1))
`),
  },
  {
    framework: 'Lightning',
    title: 'Positions are flattened, classes stay in dim 1.',
    code: segmenter(`        scores = self(x)
        return F.cross_entropy(scores.view(2, 5, -1), y.view(2, -1))
`),
  },
  {
    framework: 'fastai',
    title: 'The classes go last first.',
    code: `from fastai.vision.all import *

def seg_loss(preds, targs):
    return F.cross_entropy(preds.permute(0, 2, 3, 1).reshape(-1, 12), targs.view(-1))

net = nn.Sequential(ConvLayer(3, 16), nn.Conv2d(16, 12, 1))
xb, yb = torch.rand(4, 3, 32, 32), torch.randint(0, 12, (4, 32, 32))
loss = seg_loss(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'axis=1 tells the loss where the classes are.',
    code: `from fastai.vision.all import *

net = nn.Conv2d(3, 5, 3, padding=1)
loss_func = CrossEntropyLossFlat(axis=1)
xb, yb = torch.randn(2, 3, 16, 16), torch.randint(0, 5, (2, 16, 16))
loss = loss_func(net(xb), yb)
`,
  },
  {
    framework: 'fastai',
    title: 'The scores of a language model have their classes last.',
    code: `from fastai.text.all import *

head = nn.Linear(64, 200)
hidden, targs = torch.randn(8, 72, 64), torch.randint(0, 200, (8, 72))
preds = head(hidden)
loss = F.cross_entropy(preds.view(-1, preds.shape[-1]), targs.view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The classes are moved last first.',
    code: `import torch
from torch import nn
from transformers import SegformerForSemanticSegmentation, Trainer

class SegmentationTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        logits = nn.functional.interpolate(outputs.logits, size=(512, 512), mode='bilinear', align_corners=False)
        loss = nn.functional.cross_entropy(logits.permute(0, 2, 3, 1).reshape(-1, 19), labels.view(-1))
        return (loss, outputs) if return_outputs else loss

model = SegformerForSemanticSegmentation.from_pretrained('nvidia/mit-b0', num_labels=19)
trainer = SegmentationTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The logits of tokens have the classes last.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)

def step(batch, labels):
    return F.cross_entropy(model(**batch).logits.view(-1, 9), labels.view(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss takes the classes in dim 1.',
    code: `import torch.nn.functional as F
from torch import nn
from transformers import AutoModel

class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = AutoModel.from_pretrained('bert-base-cased')
        self.head = nn.Conv1d(768, 9, 1)

    def forward(self, input_ids, labels):
        hidden = self.body(input_ids).last_hidden_state
        return F.cross_entropy(self.head(hidden.transpose(1, 2)), labels)
`,
  },
];
