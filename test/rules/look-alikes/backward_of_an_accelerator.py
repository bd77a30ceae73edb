"""What an accelerator's backward does beside the gradients is its engine's: with some it steps and clears."""

import torch.nn.functional as F
from accelerate import Accelerator
from torch import nn, optim


def train_with_accelerate(loader):
    accelerator = Accelerator()
    model = nn.Linear(4, 3)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    model, optimizer, loader = accelerator.prepare(model, optimizer, loader)
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)
        accelerator.backward(loss)
        optimizer.step()
