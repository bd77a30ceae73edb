/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Cross-entropy written out on scores.',
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
        onehot = F.one_hot(y.long(), 5).float()
        scores = self.out(x)
        return -(onehot * torch.log(scores)).sum(1).mean()  # error: missing-softmax
`,
  },
  {
    framework: 'Lightning',
    title: 'A distribution of scores.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        policy = torch.distributions.Categorical(probs=self.out(x))  # error: missing-softmax
        return -policy.log_prob(y).mean()
`,
    fixed: [
      [
        'policy = torch.distributions.Categorical(probs=self.out(x))',
        'policy = torch.distributions.Categorical(logits=self.out(x))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Sampling from scores.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        return torch.multinomial(self.out(x), 1)  # error: missing-softmax
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The next token is drawn from raw scores.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def sample(ids):
    scores = model(ids).logits[:, -1]
    return torch.multinomial(scores, 1)  # error: missing-softmax
`,
    fixed: [['return torch.multinomial(scores, 1)', 'return torch.multinomial(scores.softmax(1), 1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'A cross-entropy that is written out, without a softmax.',
    code: `import torch
from transformers import Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        loss = -(labels * torch.log(outputs.logits)).sum(dim=1).mean()  # error: missing-softmax
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Confident predictions by the raw scores.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def confident(batch):
    confidence, label = model(**batch).logits.max(dim=-1)
    return label[confidence > 0.9]  # warning: missing-softmax
`,
    fixed: [
      [
        'confidence, label = model(**batch).logits.max(dim=-1)',
        'confidence, label = model(**batch).logits.softmax(-1).max(dim=-1)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'log_softmax.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y.long(), 5).float()
        return -(onehot * F.log_softmax(self.out(x), dim=1)).sum(1).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'A distribution of logits.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        policy = torch.distributions.Categorical(logits=self.out(x))
        return -policy.log_prob(y).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'Sampling from probabilities.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        return torch.multinomial(self.out(x).softmax(1), 1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A softmax before something is drawn.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def sample(ids):
    scores = model(ids).logits[:, -1]
    return torch.multinomial(scores.softmax(-1), 1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Logits where a distribution is told so.',
    code: `import torch
from torch.distributions import Categorical
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def sample(ids):
    return Categorical(logits=model(ids).logits[:, -1]).sample()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Confidence by the probabilities.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=4)

def confident(batch):
    confidence, label = model(**batch).logits.softmax(-1).max(dim=-1)
    return label[confidence > 0.9]
`,
  },
];
