import math

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, width, heads, length):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm = nn.LayerNorm(width)
        self.register_buffer('seen', torch.tril(torch.ones(length, length)).view(1, 1, length, length))

    def forward(self, x):
        B, T, C = x.size()
        q, k, v = self.qkv(self.norm(x)).split(C, dim=2)
        q, k, v = (part.view(B, T, self.heads, C // self.heads).transpose(1, 2) for part in (q, k, v))
        scores = q @ k.transpose(-2, -1) / math.sqrt(k.size(-1))
        scores = scores.masked_fill(self.seen[:, :, :T, :T] == 0, float('-inf'))
        mixed = F.softmax(scores, dim=-1) @ v
        return x + self.out(mixed.transpose(1, 2).reshape(B, T, C))


class Model(nn.Module):
    def __init__(self, tokens=50, width=16, length=12):
        super().__init__()
        self.tokens = nn.Embedding(tokens, width)
        self.places = nn.Embedding(length, width)
        self.blocks = nn.Sequential(*[Block(width, 4, length) for _ in range(2)])
        self.head = nn.Linear(width, tokens)

    def forward(self, ids):
        x = self.tokens(ids) + self.places(torch.arange(ids.size(1)))
        return self.head(self.blocks(x))


model = Model()


def train(loader, optimizer):
    for batch in loader:
        ids = batch['input_ids']
        logits = model(ids)
        loss = F.cross_entropy(logits.view(-1, logits.size(-1)), ids.view(-1))  # warning: lm-labels-shift
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


tokens = torch.randint(0, 50, (2, 12))
copied = F.cross_entropy(model(tokens).transpose(1, 2), tokens)  # warning: lm-labels-shift


characters = sorted(set(open('input.txt').read()))


class Characters(nn.Module):
    """The vocabulary is read from a file, so that nobody knows how many there are."""

    def __init__(self, vocabulary, width=64, context=32):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, width)
        self.qkv = nn.Linear(width, 3 * width)
        self.head = nn.Linear(width, vocabulary)
        self.register_buffer('past', torch.tril(torch.ones(context, context)))

    def forward(self, tokens):
        x = self.embed(tokens)
        q, k, v = self.qkv(x).chunk(3, dim=-1)
        scores = q @ k.transpose(1, 2) / q.size(-1) ** 0.5
        length = tokens.size(1)
        scores = scores.masked_fill(self.past[:length, :length] == 0, float('-inf'))
        return self.head(x + scores.softmax(-1) @ v)


writer = Characters(len(characters))


def loss_of_characters(ids):
    scores = writer(ids)
    return F.cross_entropy(scores.flatten(0, 1), ids.flatten())  # warning: lm-labels-shift
