/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The mean is the default of the class.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)
        self.criterion = nn.KLDivLoss()  # warning: kldiv-reduction-mean

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return self.criterion(q, p)
`,
    fixed: [['self.criterion = nn.KLDivLoss()', "self.criterion = nn.KLDivLoss(reduction='batchmean')"]],
  },
  {
    framework: 'Lightning',
    title: 'By the function.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return F.kl_div(q, p)  # warning: kldiv-reduction-mean
`,
    fixed: [['return F.kl_div(q, p)', "return F.kl_div(q, p, reduction='batchmean')"]],
  },
  {
    framework: 'Lightning',
    title: 'Written out.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return F.kl_div(q, p, reduction='mean')  # warning: kldiv-reduction-mean
`,
    fixed: [["return F.kl_div(q, p, reduction='mean')", "return F.kl_div(q, p, reduction='batchmean')"]],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'batchmean.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return F.kl_div(q, p, reduction='batchmean')
`,
  },
  {
    framework: 'Lightning',
    title: 'A sum with a divisor of its own.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return F.kl_div(q, p, reduction='sum') / x.size(0)
`,
  },
  {
    framework: 'Lightning',
    title: 'The mean of the sums of the rows.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.student, self.teacher = nn.Linear(20, 5), nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        q = F.log_softmax(self.student(x), dim=1)
        p = F.softmax(self.teacher(x), dim=1)
        return F.kl_div(q, p, reduction='none').sum(dim=1).mean()
`,
  },
];
