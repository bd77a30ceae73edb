import torch
import torch.nn as nn
import torch.nn.functional as F
from corpus import windows


class Recurrent(nn.Module):
    def __init__(self, tokens):
        super().__init__()
        self.embedding = nn.Embedding(tokens, 32)
        self.rnn = nn.GRU(32, 32, batch_first=True)
        self.head = nn.Linear(32, tokens)

    def forward(self, ids, labels):
        states, _ = self.rnn(self.embedding(ids))
        return F.cross_entropy(self.head(states).transpose(1, 2), labels)


# The first token is put before the others, so that each position has read the one before it.
class Begins(Recurrent):
    def forward(self, ids, labels):
        before = torch.cat([torch.zeros_like(ids[:, :1]), ids[:, :-1]], dim=1)
        states, _ = self.rnn(self.embedding(before))
        return F.cross_entropy(self.head(states).transpose(1, 2), labels)


class Shifts(Recurrent):
    def forward(self, ids, labels):
        states, _ = self.rnn(self.embedding(ids))
        scores = self.head(states)[:, :-1]
        return F.cross_entropy(scores.transpose(1, 2), labels[:, 1:])


# What stands beside a token is held against it: the model reads the whole sentence.
class Tagger(nn.Module):
    def __init__(self, tokens):
        super().__init__()
        self.embedding = nn.Embedding(tokens, 32)
        self.rnn = nn.GRU(32, 32, batch_first=True, bidirectional=True)
        self.head = nn.Linear(64, tokens)

    def forward(self, ids, labels):
        states, _ = self.rnn(self.embedding(ids))
        return F.cross_entropy(self.head(states).transpose(1, 2), labels)


plain, begins, shifts, tagger = Recurrent(65), Begins(65), Shifts(65), Tagger(65)
other = Recurrent(65)


def train(optimizer):
    for ids, following in windows():
        loss = other(ids, following) + other(ids[:, :-1], ids[:, 1:])
        loss = loss + begins(ids, ids) + shifts(ids, ids) + tagger(ids, ids)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
