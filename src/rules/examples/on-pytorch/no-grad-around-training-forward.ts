/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A decorator on training_step.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    @torch.no_grad()
    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)  # error: no-grad-around-training-forward
`,
  },
  {
    framework: 'Lightning',
    title: 'forward runs in inference mode.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    @torch.inference_mode()
    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self(x), y)  # error: no-grad-around-training-forward
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'A block that reaches one line too far.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Tagger(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(16, 8)
        self.head = nn.Linear(8, 5)
        self.criterion = nn.BCEWithLogitsLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        with torch.no_grad():
            features = self.body(x)
            scores = self.head(features)
        loss = self.criterion(scores, y)  # error: no-grad-around-training-forward
        return {'loss': loss}
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The model runs without gradients in compute_loss.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        with torch.no_grad():
            outputs = model(**inputs)
        loss = nn.functional.cross_entropy(outputs.logits, inputs['labels'])  # error: no-grad-around-training-forward
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A loop with accelerate.',
    code: `import torch
from accelerate import Accelerator
from torch import nn
import torch.nn.functional as F

accelerator = Accelerator()
model = accelerator.prepare(nn.Linear(4, 3))

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        with torch.inference_mode():
            scores = model(x)
        accelerator.backward(F.cross_entropy(scores, y))  # error: no-grad-around-training-forward
        optimizer.step()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A decorator on compute_loss.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    @torch.no_grad()
    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        outputs = model(**inputs)
        return nn.CrossEntropyLoss()(outputs.logits, inputs['labels'])  # error: no-grad-around-training-forward
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Only the backbone runs without gradients.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(16, 8)
        self.head = nn.Linear(8, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        with torch.no_grad():
            features = self.body(x)
        return F.cross_entropy(self.head(features), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'A decorator on validation_step.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)

    @torch.no_grad()
    def validation_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The accuracy of the step, without gradients.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        scores = self.net(x)
        loss = F.cross_entropy(scores, y)
        with torch.no_grad():
            self.log('accuracy', (scores.argmax(1) == y).float().mean())
        return loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The teacher runs without gradients, the student with them.',
    code: `import torch
import torch.nn.functional as F
from transformers import Trainer

class DistillationTrainer(Trainer):
    def __init__(self, *args, teacher=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.teacher = teacher

    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        with torch.no_grad():
            wanted = self.teacher(**inputs).logits
        return F.kl_div(F.log_softmax(outputs.logits, dim=-1), F.softmax(wanted, dim=-1), reduction='batchmean')
`,
  },
  {
    framework: 'Hugging Face',
    title: 'prediction_step runs without gradients.',
    code: `import torch
from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        return nn.functional.cross_entropy(outputs.logits, inputs['labels'])

    def prediction_step(self, model, inputs, prediction_loss_only, ignore_keys=None):
        with torch.no_grad():
            loss = self.compute_loss(model, inputs)
        return loss, None, None
`,
  },
  {
    framework: 'Hugging Face',
    title: 'accelerate, with evaluation apart.',
    code: `import torch
from accelerate import Accelerator
from torch import nn
import torch.nn.functional as F

accelerator = Accelerator()
model = accelerator.prepare(nn.Linear(4, 3))

def train(loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        accelerator.backward(F.cross_entropy(model(x), y))
        optimizer.step()

def evaluate(loader):
    with torch.no_grad():
        return [F.cross_entropy(model(x), y).item() for x, y in loader]
`,
  },
];
