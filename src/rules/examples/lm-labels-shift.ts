/** Examples of the rule for models that are written by hand. */
import type { NotIn, RuleExample } from '../rule';

export const notIn: NotIn = {
  Keras:
    'No model or loss of Keras shifts labels, so that they cannot be shifted twice; a data set that forgets to shift them is not looked at.',
  TensorFlow:
    'No model or loss of TensorFlow shifts labels, so that they cannot be shifted twice; a data set that forgets to shift them is not looked at.',
  JAX: 'No loss of optax and no module of Flax shifts labels, so that they cannot be shifted twice; a program that forgets to shift them is not looked at.',
};

const model = `import torch.nn.functional as F
from torch import nn

class LanguageModel(nn.Module):
    def __init__(self, tokens=1000):
        super().__init__()
        self.embedding = nn.Embedding(tokens, 64)
        self.rnn = nn.LSTM(64, 128, batch_first=True)
        self.head = nn.Linear(128, tokens)

    def forward(self, ids):
        states, _ = self.rnn(self.embedding(ids))
        return self.head(states)

model = LanguageModel()
`;

export const wrong: readonly RuleExample[] = [
  {
    framework: 'PyTorch',
    title: 'The tokens that the model reads are the target.',
    code: `${model}
def step(ids):
    logits = model(ids)
    return F.cross_entropy(logits.view(-1, logits.size(-1)), ids.view(-1))  # warning: lm-labels-shift
`,
  },
  {
    framework: 'PyTorch',
    title: 'Classes moved, and nothing shifted.',
    code: `${model}
def train(loader, optimizer):
    for batch in loader:
        loss = F.cross_entropy(model(batch).transpose(1, 2), batch)  # warning: lm-labels-shift
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
`,
  },
  {
    framework: 'PyTorch',
    title: 'Shifted on both sides.',
    code: `${model}
def step(ids):
    inputs, labels = ids[:, :-1], ids[:, 2:]
    logits = model(ids)[:, :-1]
    targets = ids[:, 2:]
    return F.cross_entropy(logits[:, :-1].reshape(-1, 1000), targets.reshape(-1))  # warning: lm-labels-shift
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'PyTorch',
    title: 'The loss shifts once.',
    code: `${model}
def step(ids):
    logits = model(ids)
    return F.cross_entropy(logits[:, :-1].reshape(-1, 1000), ids[:, 1:].reshape(-1))
`,
  },
  {
    framework: 'PyTorch',
    title: 'The batch is shifted before.',
    code: `${model}
def step(ids):
    x, y = ids[:, :-1], ids[:, 1:]
    logits = model(x)
    return F.cross_entropy(logits.reshape(-1, 1000), y.reshape(-1))
`,
  },
  {
    framework: 'PyTorch',
    title: 'A sequence that is written again from one code, and a tagger that reads in both directions.',
    code: `${model}
class Copy(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(100, 16)
        self.encoder = nn.GRU(16, 32, batch_first=True)
        self.decoder = nn.GRU(32, 32, batch_first=True)
        self.both = nn.GRU(16, 16, batch_first=True, bidirectional=True)
        self.head = nn.Linear(32, 100)

    def forward(self, ids):
        _, code = self.encoder(self.embedding(ids))
        states, _ = self.decoder(code[-1].unsqueeze(1).expand(-1, ids.size(1), -1))
        return self.head(states)

    def denoise(self, ids):
        return self.head(self.both(self.embedding(ids))[0])

copy = Copy()

def step(ids, noisy):
    loss = F.cross_entropy(copy(ids).transpose(1, 2), ids)
    return loss + F.cross_entropy(copy.denoise(noisy).transpose(1, 2), ids)
`,
  },
];
