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
  {
    framework: 'fastai',
    title: 'A loss of its own takes softmax.',
    code: `from fastai.basics import *

def ctc(scores, targets):
    frames = scores.softmax(dim=2).permute(1, 0, 2)
    lengths = torch.full((frames.shape[1],), frames.shape[0], dtype=torch.long)
    sizes = (targets != 0).sum(dim=1)
    return F.ctc_loss(frames, targets, lengths, sizes)  # error: ctc-input-not-log-softmax

def train(dls, model):
    Learner(dls, model, loss_func=ctc).fit_one_cycle(5)
`,
  },
  {
    framework: 'fastai',
    title: "The Learner's recognizer gives raw scores.",
    code: `from fastai.basics import *

class Recognizer(Module):
    def __init__(self):
        self.rnn = nn.LSTM(64, 128, batch_first=True)
        self.out = nn.Linear(128, 28)

    def forward(self, x):
        return self.out(self.rnn(x)[0]).permute(1, 0, 2)

def ctc(scores, targets):
    lengths = torch.full((scores.shape[1],), scores.shape[0], dtype=torch.long)
    return F.ctc_loss(scores, targets, lengths, (targets != 0).sum(dim=1))  # error: ctc-input-not-log-softmax

def train(dls):
    Learner(dls, Recognizer(), loss_func=ctc).fit_one_cycle(5)
`,
    fixed: [
      [
        'return F.ctc_loss(scores, targets, lengths, (targets != 0).sum(dim=1))',
        'return F.ctc_loss(scores.log_softmax(-1), targets, lengths, (targets != 0).sum(dim=1))',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'The network ends in nn.Softmax, the loss is an object.',
    code: `from fastai.basics import *

net = nn.Sequential(nn.Linear(40, 128), nn.ReLU(), nn.Linear(128, 28), nn.Softmax(dim=-1))
ctc = nn.CTCLoss(blank=0, zero_infinity=True)

def batch_loss(frames, targets, frame_lengths, target_lengths):
    return ctc(net(frames).transpose(0, 1), targets, frame_lengths, target_lengths)  # error: ctc-input-not-log-softmax
`,
    fixed: [
      [
        'net = nn.Sequential(nn.Linear(40, 128), nn.ReLU(), nn.Linear(128, 28), nn.Softmax(dim=-1))',
        'net = nn.Sequential(nn.Linear(40, 128), nn.ReLU(), nn.Linear(128, 28), nn.LogSoftmax(dim=-1))',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss passes the logits.',
    code: `import torch
from torch import nn
from transformers import Trainer, Wav2Vec2ForCTC

class SpeechTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        frames = outputs.logits.transpose(0, 1)
        lengths = torch.full((frames.shape[1],), frames.shape[0], dtype=torch.long)
        targets = (labels >= 0).sum(-1)
        loss = nn.functional.ctc_loss(frames, labels, lengths, targets, blank=0)  # error: ctc-input-not-log-softmax
        return (loss, outputs) if return_outputs else loss

model = Wav2Vec2ForCTC.from_pretrained('facebook/wav2vec2-base')
trainer = SpeechTrainer(model=model)
`,
    fixed: [
      [
        'loss = nn.functional.ctc_loss(frames, labels, lengths, targets, blank=0)',
        'loss = nn.functional.ctc_loss(frames.log_softmax(-1), labels, lengths, targets, blank=0)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A loop takes softmax.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForCTC

model = AutoModelForCTC.from_pretrained('facebook/wav2vec2-base-960h')

def step(batch, labels, lengths, sizes):
    logits = model(batch['input_values'], attention_mask=batch['attention_mask']).logits
    probabilities = torch.softmax(logits, dim=-1).transpose(0, 1)
    return F.ctc_loss(probabilities, labels, lengths, sizes)  # error: ctc-input-not-log-softmax
`,
    fixed: [
      [
        'probabilities = torch.softmax(logits, dim=-1).transpose(0, 1)',
        'probabilities = torch.log_softmax(logits, dim=-1).transpose(0, 1)',
      ],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A head of its own on a body, the loss an object.',
    code: `from torch import nn
from transformers import Wav2Vec2Model

class Phonemes(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = Wav2Vec2Model.from_pretrained('facebook/wav2vec2-base')
        self.head = nn.Linear(768, 44)
        self.ctc = nn.CTCLoss(zero_infinity=True)

    def forward(self, input_values, labels, lengths, sizes):
        scores = self.head(self.body(input_values).last_hidden_state)
        return self.ctc(scores.transpose(0, 1), labels, lengths, sizes)  # error: ctc-input-not-log-softmax
`,
    fixed: [
      [
        'return self.ctc(scores.transpose(0, 1), labels, lengths, sizes)',
        'return self.ctc(scores.transpose(0, 1).log_softmax(-1), labels, lengths, sizes)',
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
  {
    framework: 'fastai',
    title: 'A loss of its own takes log_softmax.',
    code: `from fastai.basics import *

def ctc(scores, targets):
    frames = scores.log_softmax(dim=2).permute(1, 0, 2)
    lengths = torch.full((frames.shape[1],), frames.shape[0], dtype=torch.long)
    sizes = (targets != 0).sum(dim=1)
    return F.ctc_loss(frames, targets, lengths, sizes)

def train(dls, model):
    Learner(dls, model, loss_func=ctc).fit_one_cycle(5)
`,
  },
  {
    framework: 'fastai',
    title: 'The recognizer ends in log_softmax.',
    code: `from fastai.basics import *

class Recognizer(Module):
    def __init__(self):
        self.rnn = nn.LSTM(64, 128, batch_first=True)
        self.out = nn.Linear(128, 28)

    def forward(self, x):
        return F.log_softmax(self.out(self.rnn(x)[0]), dim=-1).permute(1, 0, 2)

def ctc(scores, targets):
    lengths = torch.full((scores.shape[1],), scores.shape[0], dtype=torch.long)
    return F.ctc_loss(scores, targets, lengths, (targets != 0).sum(dim=1))

def train(dls):
    Learner(dls, Recognizer(), loss_func=ctc).fit_one_cycle(5)
`,
  },
  {
    framework: 'fastai',
    title: 'A network of which nothing is known.',
    code: `from fastai.basics import *

ctc = nn.CTCLoss(blank=0, zero_infinity=True)

def batch_loss(net, frames, targets, frame_lengths, target_lengths):
    return ctc(net(frames).transpose(0, 1), targets, frame_lengths, target_lengths)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss passes log-probabilities.',
    code: `import torch
from torch import nn
from transformers import Trainer, Wav2Vec2ForCTC

class SpeechTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        frames = nn.functional.log_softmax(outputs.logits, dim=-1).transpose(0, 1)
        lengths = torch.full((frames.shape[1],), frames.shape[0], dtype=torch.long)
        targets = (labels >= 0).sum(-1)
        loss = nn.functional.ctc_loss(frames, labels, lengths, targets, blank=0)
        return (loss, outputs) if return_outputs else loss

model = Wav2Vec2ForCTC.from_pretrained('facebook/wav2vec2-base')
trainer = SpeechTrainer(model=model)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The model computes the loss itself, softmax is for reading.',
    code: `import torch
from transformers import AutoModelForCTC

model = AutoModelForCTC.from_pretrained('facebook/wav2vec2-base-960h')

def step(batch, labels):
    outputs = model(batch['input_values'], labels=labels)
    confidence = torch.softmax(outputs.logits, dim=-1).max(-1).values
    return outputs.loss, confidence
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A head of its own ends in log_softmax.',
    code: `from torch import nn
from transformers import Wav2Vec2Model

class Phonemes(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = Wav2Vec2Model.from_pretrained('facebook/wav2vec2-base')
        self.head = nn.Sequential(nn.Linear(768, 44), nn.LogSoftmax(dim=-1))
        self.ctc = nn.CTCLoss(zero_infinity=True)

    def forward(self, input_values, labels, lengths, sizes):
        scores = self.head(self.body(input_values).last_hidden_state)
        return self.ctc(scores.transpose(0, 1), labels, lengths, sizes)
`,
  },
];
