/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'training_step returns the losses of the samples.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y, reduction='none')  # error: unreduced-loss-backward
`,
  },
  {
    framework: 'Lightning',
    title: 'Weighted losses in a dict.',
    code: `import pytorch_lightning as pl
from torch import nn

class Regressor(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 1)
        self.criterion = nn.MSELoss(reduction='none')

    def training_step(self, batch, batch_idx):
        x, y, weight = batch
        loss = self.criterion(self.net(x), y) * weight  # error: unreduced-loss-backward
        return {'loss': loss}
`,
  },
  {
    framework: 'Lightning',
    title: 'A manual backward pass.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.automatic_optimization = False
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y, reduction='none')
        self.manual_backward(loss)  # error: unreduced-loss-backward
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The mean of the weighted losses.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y, weight = batch
        return (F.cross_entropy(self.net(x), y, reduction='none') * weight).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'With manual optimization nobody looks at what the step returns.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.automatic_optimization = False
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        losses = F.cross_entropy(self.net(x), y, reduction='none')
        self.manual_backward(losses.mean())
        return losses
`,
  },
  {
    framework: 'Lightning',
    title: 'The losses of the samples in validation.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y, reduction='none')
`,
  },
];
