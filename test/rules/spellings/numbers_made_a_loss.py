"""A loss that is made anew of numbers or of .data, and asked for a gradient."""
import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)


def mean_of_items(batches, optimizer):
    losses = []
    for i in range(3):
        x, y = batches[i]
        losses.append(F.cross_entropy(model(x), y).item())
    loss = torch.tensor(sum(losses) / len(losses), requires_grad=True)  # error: loss-detached-before-backward
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


def item(x, y):
    number = F.cross_entropy(model(x), y).item()
    loss = torch.tensor(0.5 * number, requires_grad=True)  # error: loss-detached-before-backward
    loss.backward()


def list_of_losses(x, y):
    losses = [F.cross_entropy(model(x), y), model(x).pow(2).mean()]
    loss = torch.tensor(losses, requires_grad=True).sum()  # error: loss-detached-before-backward
    loss.backward()


def data(loader):
    for x, y in loader:
        loss = F.cross_entropy(model(x).data, y)  # error: loss-detached-before-backward
        loss.backward()
