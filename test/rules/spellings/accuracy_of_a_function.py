"""Predictions are held against what a parameter or a loader gives, and counted or averaged."""
import torch
from torch import nn

net = nn.Linear(3, 4)


def accuracy(x, y):
    return (torch.softmax(net(x), 1) == y).float().mean()  # error: accuracy-compares-probabilities


def hits(loader):
    right = 0
    for x, y in loader:
        out = net(x)
        right += (out == y).sum().item()  # error: accuracy-compares-probabilities
    return right
