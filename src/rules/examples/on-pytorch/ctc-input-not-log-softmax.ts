/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Raw scores.',
    code: `import lightning as L
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(20, 32)
        self.out = nn.Linear(32, 28)
        self.criterion = nn.CTCLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch[:2]
        scores = self.out(self.rnn(x)[0])
        x_lengths, y_lengths = batch[2:]
        return self.criterion(scores, y, x_lengths, y_lengths)  # error: ctc-input-not-log-softmax
`,
    fixed: [
      [
        'return self.criterion(scores, y, x_lengths, y_lengths)',
        'return self.criterion(scores.log_softmax(-1), y, x_lengths, y_lengths)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Probabilities.',
    code: `import lightning as L
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(20, 32)
        self.out = nn.Linear(32, 28)
        self.criterion = nn.CTCLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch[:2]
        scores = self.out(self.rnn(x)[0])
        x_lengths, y_lengths = batch[2:]
        return self.criterion(scores.softmax(2), y, x_lengths, y_lengths)  # error: ctc-input-not-log-softmax
`,
    fixed: [
      [
        'return self.criterion(scores.softmax(2), y, x_lengths, y_lengths)',
        'return self.criterion(scores.log_softmax(2), y, x_lengths, y_lengths)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Probabilities by the function.',
    code: `import pytorch_lightning as pl
import torch.nn.functional as F
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(20, 32)
        self.out = nn.Linear(32, 28)
        self.criterion = nn.CTCLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch[:2]
        scores = self.out(self.rnn(x)[0])
        x_lengths, y_lengths = batch[2:]
        return self.criterion(F.softmax(scores, dim=-1), y, x_lengths, y_lengths)  # error: ctc-input-not-log-softmax
`,
    fixed: [
      [
        'return self.criterion(F.softmax(scores, dim=-1), y, x_lengths, y_lengths)',
        'return self.criterion(F.log_softmax(scores, dim=-1), y, x_lengths, y_lengths)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Logarithms of probabilities.',
    code: `import lightning as L
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(20, 32)
        self.out = nn.Linear(32, 28)
        self.criterion = nn.CTCLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch[:2]
        scores = self.out(self.rnn(x)[0])
        x_lengths, y_lengths = batch[2:]
        return self.criterion(scores.log_softmax(2), y, x_lengths, y_lengths)
`,
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
        self.rnn = nn.LSTM(20, 32)
        self.out = nn.Linear(32, 28)
        self.criterion = nn.CTCLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch[:2]
        scores = self.out(self.rnn(x)[0])
        x_lengths, y_lengths = batch[2:]
        return self.criterion(F.log_softmax(scores, dim=2), y, x_lengths, y_lengths)
`,
  },
  {
    framework: 'Lightning',
    title: 'The logarithm in the model.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 28), nn.LogSoftmax(dim=-1))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.ctc_loss(self.net(x), y, batch[2], batch[3])
`,
  },
];
