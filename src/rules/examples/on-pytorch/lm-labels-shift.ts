/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'The labels are shifted, and the model shifts them again.',
    code: `from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids):
    outputs = model(input_ids=ids[:, :-1], labels=ids[:, 1:])  # warning: lm-labels-shift
    return outputs.loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The same with names in between.',
    code: `from transformers import GPT2LMHeadModel

model = GPT2LMHeadModel.from_pretrained('gpt2')

def train(loader, optimizer):
    for batch in loader:
        inputs = batch['input_ids'][:, :-1].contiguous()
        labels = batch['input_ids'][:, 1:].clone()
        loss = model(inputs, labels=labels).loss  # warning: lm-labels-shift
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A loss on the logits without a shift.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids):
    logits = model(ids).logits
    return F.cross_entropy(logits.view(-1, logits.size(-1)), ids.view(-1))  # warning: lm-labels-shift
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both sides lose their first position.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids, mask):
    outputs = model(input_ids=ids, attention_mask=mask)
    shifted = outputs.logits[:, 1:, :].contiguous()
    targets = ids[:, 1:].contiguous()
    return F.cross_entropy(shifted.view(-1, shifted.size(-1)), targets.view(-1))  # warning: lm-labels-shift
`,
  },
  {
    framework: 'Lightning',
    title: 'The tokens that the model reads are its target.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class CharRNN(L.LightningModule):
    def __init__(self, vocab_size=96):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, 64)
        self.lstm = nn.LSTM(64, 256, batch_first=True)
        self.head = nn.Linear(256, vocab_size)

    def forward(self, ids):
        states, _ = self.lstm(self.embedding(ids))
        return self.head(states)

    def training_step(self, batch, batch_idx):
        logits = self(batch)
        loss = F.cross_entropy(logits.view(-1, logits.size(-1)), batch.view(-1))  # warning: lm-labels-shift
        self.log('train_loss', loss)
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'A model of transformers gets labels that are shifted already.',
    code: `import pytorch_lightning as pl
import torch
from transformers import GPT2LMHeadModel

class Poet(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.model = GPT2LMHeadModel.from_pretrained('gpt2')

    def training_step(self, batch, batch_idx):
        ids = batch['input_ids']
        outputs = self.model(input_ids=ids[:, :-1], labels=ids[:, 1:])  # warning: lm-labels-shift
        self.log('loss', outputs.loss)
        return outputs.loss

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=5e-5)
`,
  },
  {
    framework: 'Lightning',
    title: 'The validation loss on the logits of a causal model has no shift.',
    code: `import lightning.pytorch as pl
from torch import nn
from transformers import AutoModelForCausalLM

class FineTuner(pl.LightningModule):
    def __init__(self, name='distilgpt2'):
        super().__init__()
        self.lm = AutoModelForCausalLM.from_pretrained(name)
        self.criterion = nn.CrossEntropyLoss()

    def training_step(self, batch, batch_idx):
        return self.lm(input_ids=batch['input_ids'], labels=batch['input_ids']).loss

    def validation_step(self, batch, batch_idx):
        input_ids = batch['input_ids']
        logits = self.lm(input_ids).logits
        loss = self.criterion(logits.transpose(1, 2), input_ids)  # warning: lm-labels-shift
        self.log('val_loss', loss, prog_bar=True)
`,
  },
  {
    framework: 'fastai',
    title: 'The labels are shifted for a model that shifts them itself.',
    code: `from fastai.text.all import *
from transformers import GPT2LMHeadModel

model = GPT2LMHeadModel.from_pretrained('gpt2')

def batch_loss(tokens):
    return model(tokens[:, :-1], labels=tokens[:, 1:]).loss  # warning: lm-labels-shift
`,
  },
  {
    framework: 'fastai',
    title: 'A loss of its own holds the logits against the tokens themselves.',
    code: `from fastai.text.all import *
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def batch_loss(tokens):
    logits = model(tokens).logits
    return F.cross_entropy(logits.view(-1, logits.shape[-1]), tokens.view(-1))  # warning: lm-labels-shift
`,
  },
  {
    framework: 'fastai',
    title: 'A recurrent model is held against its own input.',
    code: `from fastai.text.all import *

class Recurrent(Module):
    def __init__(self, vocab=1000):
        self.embed = nn.Embedding(vocab, 64)
        self.rnn = nn.LSTM(64, 128, batch_first=True)
        self.out = nn.Linear(128, vocab)

    def forward(self, x):
        return self.out(self.rnn(self.embed(x))[0])

model = Recurrent()

def batch_loss(xb):
    scores = model(xb)
    return F.cross_entropy(scores.view(-1, 1000), xb.view(-1))  # warning: lm-labels-shift
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Hugging Face',
    title: 'The model shifts.',
    code: `from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids, mask):
    labels = ids.masked_fill(mask == 0, -100)
    return model(input_ids=ids, attention_mask=mask, labels=labels).loss + model(ids, labels=ids).loss
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The loss on the logits shifts once.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def step(ids):
    logits = model(ids).logits
    shifted = logits[..., :-1, :].contiguous()
    one = F.cross_entropy(shifted.view(-1, shifted.size(-1)), ids[..., 1:].reshape(-1))
    scores = model(ids[:, :-1]).logits
    return one + F.cross_entropy(scores.view(-1, scores.size(-1)), ids[:, 1:].reshape(-1))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A decoder is given its inputs one place behind, and a masked model its own tokens.',
    code: `import torch.nn.functional as F
from transformers import AutoModelForMaskedLM, AutoModelForSeq2SeqLM

translator = AutoModelForSeq2SeqLM.from_pretrained('t5-small')
masked = AutoModelForMaskedLM.from_pretrained('bert-base-uncased')

def step(source, ids):
    outputs = translator(input_ids=source, decoder_input_ids=ids[:, :-1], labels=ids[:, 1:])
    logits = masked(ids).logits
    return outputs.loss + F.cross_entropy(logits.view(-1, logits.size(-1)), ids.view(-1))
`,
  },
  {
    framework: 'Lightning',
    title: 'The batch is shifted before the model reads it.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class CharRNN(L.LightningModule):
    def __init__(self, vocab_size=96):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, 64)
        self.lstm = nn.LSTM(64, 256, batch_first=True)
        self.head = nn.Linear(256, vocab_size)

    def forward(self, ids):
        states, _ = self.lstm(self.embedding(ids))
        return self.head(states)

    def training_step(self, batch, batch_idx):
        x, y = batch[:, :-1], batch[:, 1:]
        logits = self(x)
        return F.cross_entropy(logits.reshape(-1, logits.size(-1)), y.reshape(-1))
`,
  },
  {
    framework: 'Lightning',
    title: 'The model of transformers shifts by itself.',
    code: `import pytorch_lightning as pl
from transformers import GPT2LMHeadModel

class Poet(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.model = GPT2LMHeadModel.from_pretrained('gpt2')

    def training_step(self, batch, batch_idx):
        labels = batch['input_ids'].clone()
        labels[batch['attention_mask'] == 0] = -100
        loss = self.model(**batch, labels=labels).loss
        self.log('loss', loss)
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'A masked model learns the tokens at their own places.',
    code: `import lightning.pytorch as pl
import torch
import torch.nn.functional as F
from transformers import AutoModelForMaskedLM

class Pretraining(pl.LightningModule):
    def __init__(self, mask_id=103):
        super().__init__()
        self.mask_id = mask_id
        self.lm = AutoModelForMaskedLM.from_pretrained('bert-base-uncased')

    def training_step(self, batch, batch_idx):
        ids = batch['input_ids']
        hidden = torch.rand(ids.shape, device=ids.device) < 0.15
        logits = self.lm(ids.masked_fill(hidden, self.mask_id)).logits
        return F.cross_entropy(logits[hidden], ids[hidden])
`,
  },
  {
    framework: 'Lightning',
    title: 'Logits and tokens lose one place each.',
    code: `import lightning.pytorch as pl
from torch import nn
from transformers import AutoModelForCausalLM

class FineTuner(pl.LightningModule):
    def __init__(self, name='distilgpt2'):
        super().__init__()
        self.lm = AutoModelForCausalLM.from_pretrained(name)
        self.criterion = nn.CrossEntropyLoss()

    def validation_step(self, batch, batch_idx):
        input_ids = batch['input_ids']
        logits = self.lm(input_ids).logits
        loss = self.criterion(logits[:, :-1].transpose(1, 2), input_ids[:, 1:])
        self.log('val_loss', loss, prog_bar=True)
`,
  },
  {
    framework: 'fastai',
    title: 'The same tokens for both.',
    code: `from fastai.text.all import *
from transformers import GPT2LMHeadModel

model = GPT2LMHeadModel.from_pretrained('gpt2')

def batch_loss(tokens):
    return model(tokens, labels=tokens).loss
`,
  },
  {
    framework: 'fastai',
    title: 'A loss of its own shifts.',
    code: `from fastai.text.all import *
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def batch_loss(tokens):
    logits = model(tokens).logits[:, :-1]
    return F.cross_entropy(logits.flatten(0, 1), tokens[:, 1:].flatten())
`,
  },
  {
    framework: 'fastai',
    title: "fastai's own DataLoaders give shifted texts.",
    code: `from fastai.text.all import *

class Recurrent(Module):
    def __init__(self, vocab, hidden):
        self.embed = nn.Embedding(vocab, hidden)
        self.rnn = nn.LSTM(hidden, hidden, batch_first=True)
        self.out = nn.Linear(hidden, vocab)

    def forward(self, x):
        return self.out(self.rnn(self.embed(x))[0])

def train(dls):
    Learner(dls, Recurrent(1000, 64), loss_func=CrossEntropyLossFlat()).fit_one_cycle(3)
`,
  },
];
