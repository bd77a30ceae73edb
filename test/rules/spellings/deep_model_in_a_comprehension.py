"""Layer upon layer, each of which takes hundreds of steps to make: all of them are there."""
import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = nn.Sequential(*[nn.Linear(4, 4) for _ in range(40)])

    def forward(self, x):
        return self.parts(x)


def deep(layers):
    return nn.Sequential(*[Block() for _ in range(layers)], nn.Linear(4, 3), nn.Softmax(dim=1))


model = deep(24)
loss = F.cross_entropy(model(torch.randn(8, 4)), torch.tensor([0, 1, 2, 0, 1, 2, 0, 1]))  # warning: softmax-before-cross-entropy
