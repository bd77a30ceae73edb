"""Patterns of einops in models that are right."""
import torch
import torch.nn.functional as F
from einops import rearrange, reduce, repeat
from einops.layers.torch import Rearrange
from torch import nn


class Attention(nn.Module):
    def __init__(self, dim=64, heads=4):
        super().__init__()
        self.heads = heads
        self.to_all = nn.Linear(dim, 3 * dim)
        self.out = nn.Sequential(nn.Linear(dim, dim), Rearrange("b n d -> b d n"))

    def forward(self, x):
        q, k, v = (rearrange(t, "b n (h d) -> b h n d", h=self.heads) for t in self.to_all(x).chunk(3, dim=-1))
        weights = (q @ k.transpose(-1, -2)).softmax(dim=-1)
        return rearrange(self.out(rearrange(weights @ v, "b h n d -> b n (h d)")), "b d n -> b n d")


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Parameter(torch.randn(64))
        self.attention = Attention()
        self.head = nn.Linear(64, 7)
        self.tokens = nn.Linear(64, 11)

    def forward(self, x):
        x = torch.cat([repeat(self.first, "d -> b 1 d", b=x.shape[0]), x], dim=1)
        x = self.attention(x)
        return self.head(reduce(x, "b n d -> b d", "mean")), rearrange(self.tokens(x), "b n c -> b c n")


model = Model()
for x, kinds, words in batches:
    whole, each = model(x)
    loss = F.cross_entropy(whole, kinds) + F.cross_entropy(each, words)
    loss = loss + F.cross_entropy(rearrange(each, "b c n -> (b n) c"), rearrange(words, "b n -> (b n)"))
    loss.backward()
