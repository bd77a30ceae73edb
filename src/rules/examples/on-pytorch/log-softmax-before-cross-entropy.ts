/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward ends in log_softmax, as for nll_loss.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Digits(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return F.log_softmax(self.fc(x.flatten(1)), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # info: log-softmax-before-cross-entropy
`,
  },
  {
    framework: 'Lightning',
    title: 'nn.LogSoftmax ends the Sequential.',
    code: `import pytorch_lightning as pl
from torch import nn

class Net(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(20, 50), nn.ReLU(), nn.Linear(50, 4), nn.LogSoftmax(dim=-1))
        self.criterion = nn.CrossEntropyLoss()

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = self.criterion(self.layers(x), y)  # info: log-softmax-before-cross-entropy
        self.log('loss', loss)
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'A validation step keeps the logarithms for later.',
    code: `import lightning as L
import torch
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 4)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.functional.cross_entropy(self.out(x), y)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        log_p = self.out(x).log_softmax(dim=1)
        self.log('val_loss', nn.functional.cross_entropy(log_p, y))  # info: log-softmax-before-cross-entropy
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss takes the logarithms before.',
    code: `import torch
from torch import nn
from transformers import Trainer

class MyTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = inputs.pop('labels')
        outputs = model(**inputs)
        log_probs = nn.functional.log_softmax(outputs.logits, dim=-1)
        loss = nn.CrossEntropyLoss()(log_probs, labels)  # info: log-softmax-before-cross-entropy
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A head that ends in nn.LogSoftmax.',
    code: `from torch import nn
from transformers import AutoModel

class BertArch(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = AutoModel.from_pretrained('bert-base-uncased')
        self.fc = nn.Linear(768, 2)
        self.softmax = nn.LogSoftmax(dim=1)

    def forward(self, sent_id, mask):
        return self.softmax(self.fc(self.bert(sent_id, attention_mask=mask).pooler_output))

model, cross_entropy = BertArch(), nn.CrossEntropyLoss()

def step(ids, mask, labels):
    return cross_entropy(model(ids, mask), labels)  # info: log-softmax-before-cross-entropy
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The next tokens, flattened.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids):
    log_p = model(ids).logits[:, :-1].log_softmax(-1)
    return F.cross_entropy(log_p.flatten(0, 1), ids[:, 1:].flatten())  # info: log-softmax-before-cross-entropy
`,
  },
  {
    framework: 'fastai',
    title: 'A net that ends in nn.LogSoftmax with CrossEntropyLossFlat.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.LogSoftmax(dim=1))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=accuracy)  # info: log-softmax-before-cross-entropy
`,
  },
  {
    framework: 'fastai',
    title: "F.cross_entropy of log_softmax in a loss of one's own.",
    code: `from fastai.vision.all import *

def my_loss(preds, targs):
    return F.cross_entropy(preds.log_softmax(-1), targs)  # info: log-softmax-before-cross-entropy
`,
    fixed: [['return F.cross_entropy(preds.log_softmax(-1), targs)', 'return F.cross_entropy(preds, targs)']],
  },
  {
    framework: 'fastai',
    title: 'A Module of tables.',
    code: `from fastai.tabular.all import *

class TabNet(Module):
    def __init__(self, n_in, c): self.lin = nn.Linear(n_in, c)
    def forward(self, x_cat, x_cont): return F.log_softmax(self.lin(x_cont), dim=1)

def get_learner(dls):
    return Learner(dls, TabNet(8, 3), loss_func=nn.CrossEntropyLoss())  # info: log-softmax-before-cross-entropy
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'log_softmax with nll_loss.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Digits(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def forward(self, x):
        return F.log_softmax(self.fc(x.flatten(1)), dim=1)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Raw scores with cross_entropy, logarithms for a metric.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Digits(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def training_step(self, batch, batch_idx):
        x, y = batch
        logits = self.fc(x)
        log_p = F.log_softmax(logits, dim=1)
        self.log('entropy', -(log_p.exp() * log_p).sum(1).mean())
        return F.cross_entropy(logits, y)
`,
  },
  {
    framework: 'Lightning',
    title: 'The target of a distillation is a distribution.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Student(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(784, 10)

    def training_step(self, batch, batch_idx):
        x, teacher_log_p = batch
        return F.cross_entropy(self.fc(x), teacher_log_p.exp())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'nn.NLLLoss of a head that ends in nn.LogSoftmax.',
    code: `from torch import nn
from transformers import AutoModel

class BertArch(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = AutoModel.from_pretrained('bert-base-uncased')
        self.fc = nn.Linear(768, 2)
        self.softmax = nn.LogSoftmax(dim=1)

    def forward(self, sent_id, mask):
        return self.softmax(self.fc(self.bert(sent_id, attention_mask=mask).pooler_output))

model, nll = BertArch(), nn.NLLLoss()

def step(ids, mask, labels):
    return nll(model(ids, mask), labels)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Raw logits.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids):
    logits = model(ids).logits[:, :-1]
    return F.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten())
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Logarithms of a beam are scores of its own.',
    code: `from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def beam(ids, scores, k=4):
    log_p = model(ids).logits[:, -1].log_softmax(-1) + scores[:, None]
    return log_p.flatten().topk(k)
`,
  },
  {
    framework: 'fastai',
    title: 'nll_loss for logarithms, as fastai had it once.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10), nn.LogSoftmax(dim=1))
    return Learner(dls, net, loss_func=F.nll_loss, metrics=accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'Raw activations.',
    code: `from fastai.vision.all import *

def get_learner(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    return Learner(dls, net, loss_func=CrossEntropyLossFlat(), metrics=accuracy)
`,
  },
  {
    framework: 'fastai',
    title: 'The logarithms are looked at, not trained on.',
    code: `from fastai.vision.all import *

net = nn.Linear(20, 3)
acts = net(torch.randn(4, 20))
log_probs = acts.log_softmax(1)
loss = F.cross_entropy(acts, tensor([0, 1, 2, 0]))
`,
  },
];
