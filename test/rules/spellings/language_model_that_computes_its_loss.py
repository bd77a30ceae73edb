import torch
import torch.nn as nn
import torch.nn.functional as F
from corpus import windows


class Block(nn.Module):
    def __init__(self, width, heads=4):
        super().__init__()
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.queries, self.keys, self.values = (nn.Linear(width, width) for _ in range(3))

    def forward(self, x):
        h = self.norm(x)
        q, k, v = self.queries(h), self.keys(h), self.values(h)
        return x + F.scaled_dot_product_attention(q, k, v, is_causal=True)


class Attention(nn.Module):
    def __init__(self, tokens, width=64):
        super().__init__()
        self.embedding = nn.Embedding(tokens, width)
        self.blocks = nn.ModuleList([Block(width) for _ in range(2)])
        self.head = nn.Linear(width, tokens, bias=False)

    def forward(self, ids, targets=None):
        x = self.embedding(ids)
        for block in self.blocks:
            x = block(x)
        logits = self.head(x)
        if targets is None:
            return logits, None
        loss = F.cross_entropy(logits.view(-1, logits.size(-1)), targets.view(-1))  # warning: lm-labels-shift
        return logits, loss


class Recurrent(nn.Module):
    def __init__(self, tokens):
        super().__init__()
        self.embedding = nn.Embedding(tokens, 32)
        self.rnn = nn.GRU(32, 32, batch_first=True)
        self.head = nn.Linear(32, tokens)

    def forward(self, ids, labels):
        states, _ = self.rnn(self.embedding(ids))
        scores = self.head(states)[:, :-1]
        return F.cross_entropy(scores.transpose(1, 2), labels[:, 1:])  # warning: lm-labels-shift


attention = Attention(65).to('cpu')
recurrent = Recurrent(65)


def train(optimizer):
    for ids in windows():
        _, loss = attention(ids, targets=ids)
        loss = loss + recurrent(ids[:, :-1], ids[:, 1:])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
