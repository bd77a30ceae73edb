/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'forward normalizes over the batch.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Iris(L.LightningModule):
    def __init__(self, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.fc1 = nn.Linear(4, 16)
        self.fc2 = nn.Linear(16, 3)

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        return F.log_softmax(self.fc2(x), dim=0)  # error: softmax-wrong-dim

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.nll_loss(self(x), y)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
`,
    fixed: [['return F.log_softmax(self.fc2(x), dim=0)', 'return F.log_softmax(self.fc2(x), dim=1)']],
  },
  {
    framework: 'Lightning',
    title: 'predict_step over the images of a batch.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Segmenter(pl.LightningModule):
    def __init__(self, n_classes=6):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(3, 32, 3, padding=1), nn.ReLU())
        self.head = nn.Conv2d(32, n_classes, 1)
        self.criterion = nn.CrossEntropyLoss()

    def forward(self, x):
        return self.head(self.encoder(x))

    def training_step(self, batch, batch_idx):
        image, mask = batch
        return self.criterion(self(image), mask)

    def predict_step(self, batch, batch_idx):
        probabilities = torch.softmax(self(batch), dim=0)  # error: softmax-wrong-dim
        confidence, classes = probabilities.max(dim=1)
        return classes
`,
    fixed: [
      [
        'probabilities = torch.softmax(self(batch), dim=0)',
        'probabilities = torch.softmax(self(batch), dim=1)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The softmax of a Sequential, and its log in the step.',
    code: `import lightning as L
import torch
from torch import nn

class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.model = nn.Sequential(
            nn.Flatten(),
            nn.Linear(784, 128),
            nn.ReLU(),
            nn.Linear(128, 10),
            nn.LogSoftmax(dim=0),  # error: softmax-wrong-dim
        )
        self.loss = nn.NLLLoss()

    def training_step(self, batch, _):
        images, labels = batch
        return self.loss(self.model(images), labels)
`,
    fixed: [['nn.LogSoftmax(dim=0),', 'nn.LogSoftmax(dim=1),']],
  },
  {
    framework: 'Hugging Face',
    title: 'The probabilities of a classifier over the texts.',
    code: `import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

tokenizer = AutoTokenizer.from_pretrained('distilbert-base-uncased-finetuned-sst-2-english')
model = AutoModelForSequenceClassification.from_pretrained('distilbert-base-uncased-finetuned-sst-2-english')
texts = ['great film', 'two hours of my life', 'fine']
inputs = tokenizer(texts, padding=True, return_tensors='pt')
with torch.no_grad():
    logits = model(**inputs).logits
probs = torch.softmax(logits, dim=0)  # error: softmax-wrong-dim
for text, row in zip(texts, probs.tolist()):
    print(text, row)
labels = probs.argmax(dim=1)
`,
    fixed: [['probs = torch.softmax(logits, dim=0)', 'probs = torch.softmax(logits, dim=1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'Tokens normalized over their positions before the loss.',
    code: `import torch.nn.functional as F
from torch import nn
from transformers import BertForTokenClassification

model = BertForTokenClassification.from_pretrained('bert-base-cased', num_labels=9)
criterion = nn.NLLLoss(ignore_index=-100)

def step(batch):
    logits = model(batch['input_ids'], attention_mask=batch['attention_mask']).logits
    log_probs = F.log_softmax(logits, dim=1)  # error: softmax-wrong-dim
    return criterion(log_probs.view(-1, 9), batch['labels'].view(-1))
`,
    fixed: [['log_probs = F.log_softmax(logits, dim=1)', 'log_probs = F.log_softmax(logits, dim=-1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'Distillation compares columns of the batch.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForSequenceClassification, Trainer

class DistillationTrainer(Trainer):
    def __init__(self, *args, teacher=None, temperature=2.0, **kwargs):
        super().__init__(*args, **kwargs)
        self.teacher = teacher
        self.temperature = temperature

    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        student = AutoModelForSequenceClassification.from_pretrained('distilroberta-base', num_labels=4)
        outputs = student(**inputs)
        log_p = F.log_softmax(outputs.logits / self.temperature, dim=0)  # error: softmax-wrong-dim
        loss = F.nll_loss(log_p, inputs['labels'])
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'log_p = F.log_softmax(outputs.logits / self.temperature, dim=0)',
        'log_p = F.log_softmax(outputs.logits / self.temperature, dim=1)',
      ],
    ],
  },
  {
    framework: 'fastai',
    title: 'A hand-written loss over dim 0.',
    code: `from fastai.vision.all import *

def log_softmax(x): return x.log_softmax(dim=0)  # error: softmax-wrong-dim

def my_cross_entropy(preds, targs):
    return F.nll_loss(log_softmax(preds), targs)

def train(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 50), nn.ReLU(), nn.Linear(50, 10))
    Learner(dls, net, loss_func=my_cross_entropy, metrics=accuracy).fit(1)
`,
    fixed: [
      ['def log_softmax(x): return x.log_softmax(dim=0)', 'def log_softmax(x): return x.log_softmax(dim=1)'],
    ],
  },
  {
    framework: 'fastai',
    title: 'nn.LogSoftmax at the end of the model, with nn.NLLLoss.',
    code: `from fastai.tabular.all import *

class TabNet(Module):
    def __init__(self, n_in, n_out):
        self.layers = nn.Sequential(nn.Linear(n_in, 200), nn.ReLU(), nn.BatchNorm1d(200), nn.Linear(200, n_out))
        self.act = nn.LogSoftmax(dim=0)  # error: softmax-wrong-dim
    def forward(self, x_cat, x_cont): return self.act(self.layers(x_cont))

def fit(dls):
    learn = Learner(dls, TabNet(11, 3), loss_func=nn.NLLLoss())
    learn.fit_one_cycle(4, 1e-3)
`,
    fixed: [['self.act = nn.LogSoftmax(dim=0)', 'self.act = nn.LogSoftmax(dim=1)']],
  },
  {
    framework: 'fastai',
    title: 'The predictions of a segmentation are normalized over the images.',
    code: `from fastai.vision.all import *

head = nn.Conv2d(64, 5, 1)
loss_func = CrossEntropyLossFlat(axis=1)

def step(features, masks):
    return loss_func(head(features), masks)

def predict(features):
    probs = F.softmax(head(features), dim=0)  # error: softmax-wrong-dim
    return probs.argmax(dim=1)
`,
    fixed: [['probs = F.softmax(head(features), dim=0)', 'probs = F.softmax(head(features), dim=1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Over the classes, whatever stands before them.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Tagger(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(1000, 64)
        self.rnn = nn.GRU(64, 64, batch_first=True)
        self.out = nn.Linear(64, 12)

    def training_step(self, batch, batch_idx):
        tokens, tags = batch
        states, _ = self.rnn(self.embedding(tokens))
        log_probs = F.log_softmax(self.out(states), dim=2)
        return F.nll_loss(log_probs.transpose(1, 2), tags)
`,
  },
  {
    framework: 'Lightning',
    title: 'A contrastive loss normalizes over the other samples on purpose.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Pairs(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.image = nn.Linear(512, 64)
        self.text = nn.Linear(300, 64)

    def training_step(self, batch, batch_idx):
        image, text = batch
        scores = F.normalize(self.image(image), dim=1) @ F.normalize(self.text(text), dim=1).t()
        rows = -F.log_softmax(scores, dim=1).diagonal().mean()
        columns = -F.log_softmax(scores, dim=0).diagonal().mean()
        return (rows + columns) / 2
`,
  },
  {
    framework: 'Lightning',
    title: 'The logits of one image have no batch.',
    code: `import lightning as L
import torch
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(32, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.functional.cross_entropy(self.net(x), y)

    def classify(self, features):
        logits = self.net(features.unsqueeze(0))
        probabilities = torch.softmax(logits[0], dim=0)
        return probabilities.max().item(), probabilities.argmax().item()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One text at a time, and its first row.',
    code: `import torch
from transformers import AutoModelForSequenceClassification, AutoTokenizer

name = 'cardiffnlp/twitter-roberta-base-sentiment'
tokenizer = AutoTokenizer.from_pretrained(name)
model = AutoModelForSequenceClassification.from_pretrained(name)

def scores_of(text):
    inputs = tokenizer(text, return_tensors='pt')
    with torch.no_grad():
        output = model(**inputs)
    return torch.softmax(output.logits[0], dim=0).tolist()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The last dim of the scores of every token.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

def perplexities(ids):
    with torch.no_grad():
        logits = model(ids).logits[:, :-1]
    log_probs = logits.log_softmax(dim=-1)
    picked = log_probs.gather(2, ids[:, 1:].unsqueeze(2)).squeeze(2)
    return (-picked.mean(dim=1)).exp()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Attention pooling weighs the tokens of each text.',
    code: `import torch
from torch import nn
from transformers import AutoModel

class AttentionPooling(nn.Module):
    def __init__(self, hidden=768, n_labels=2):
        super().__init__()
        self.encoder = AutoModel.from_pretrained('roberta-base')
        self.attention = nn.Sequential(nn.Linear(hidden, 512), nn.Tanh(), nn.Linear(512, 1), nn.Softmax(dim=1))
        self.classifier = nn.Linear(hidden, n_labels)

    def forward(self, input_ids, attention_mask):
        states = self.encoder(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
        weights = self.attention(states)
        return self.classifier(torch.sum(weights * states, dim=1))
`,
  },
  {
    framework: 'fastai',
    title: 'The softmax of the book, over the row of one image.',
    code: `from fastai.vision.all import *

net = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, 2))
acts = net(torch.rand(6, 1, 28, 28))
sm_acts = torch.softmax(acts, dim=1)
one = torch.softmax(acts[0], dim=0)
targ = tensor([0, 1, 0, 1, 1, 0])
loss = F.nll_loss(torch.log_softmax(acts, dim=1), targ)
`,
  },
  {
    framework: 'fastai',
    title: 'get_preds gives rows of probabilities, averaged over models.',
    code: `from fastai.vision.all import *

def ensemble(all_preds):
    weights = torch.softmax(tensor([0.2, 0.5, 0.9]), dim=0)
    stacked = torch.stack(all_preds)
    return (stacked * weights[:, None, None]).sum(0).argmax(1)
`,
  },
  {
    framework: 'fastai',
    title: 'Positions of an attention layer inside a Module.',
    code: `from fastai.text.all import *

class Pooled(Module):
    def __init__(self, nf, c):
        self.score = nn.Linear(nf, 1)
        self.head = nn.Linear(nf, c)
    def forward(self, states):
        w = self.score(states).softmax(dim=1)
        return self.head((w * states).sum(1))

def get_learner(dls): return Learner(dls, Pooled(400, 2), loss_func=CrossEntropyLossFlat())
`,
  },
];
