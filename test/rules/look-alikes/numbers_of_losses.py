"""Numbers of losses are logged, weigh other terms, or start what is trained by itself."""
import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


def weighs(x, y):
    first, second = F.cross_entropy(model(x), y), model(x).pow(2).mean()
    scale = torch.tensor(first.item() / 2)
    loss = first + scale * second
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return torch.tensor([first.item(), second.item()]).mean()


def mixed(criterion, x, y):
    loss = F.cross_entropy(model(x), y).item() + criterion(model(x), y)
    loss.backward()


def threshold(x):
    start = torch.tensor(model(x).mean().item(), requires_grad=True)
    distance = (start - 1.0) ** 2
    distance.backward()
    return start.grad
