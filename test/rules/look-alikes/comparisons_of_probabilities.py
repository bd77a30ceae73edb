"""Numbers that are held against numbers, and no classes."""
import torch
from torch import nn

net = nn.Linear(3, 4)


def is_largest(x):
    p = torch.softmax(net(x), 1)
    return (p == p.max(1, keepdim=True).values).float().mean(0)


def changed(x, before):
    return bool((net(x) == before).all())


def count(x, y):
    chosen = net(x).argmax(1)
    return (chosen == y).sum().item(), (torch.softmax(net(x), 1).argmax(1) == y).float().mean()
