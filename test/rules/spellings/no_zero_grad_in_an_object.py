"""The step of training is an object that a loop calls."""

import torch.nn.functional as F
from torch import nn, optim


class Compute:
    def __init__(self, model, optimizer):
        self.model = model
        self.optimizer = optimizer

    def __call__(self, x, y):
        loss = F.cross_entropy(self.model(x), y)
        loss.backward()  # warning: missing-zero-grad
        self.optimizer.step()
        return loss.item()


def train_by_an_object(loader):
    model = nn.Linear(4, 3)
    compute = Compute(model, optim.SGD(model.parameters(), lr=0.1))
    for x, y in loader:
        compute(x, y)
