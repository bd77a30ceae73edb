"""Gradients are cleared once for many steps, or by nobody around the function of a step."""
import torch
from torch import nn
import torch.nn.functional as F


def once_an_epoch(loader, epochs):
    model = nn.Linear(4, 3)
    optimizer = torch.optim.Adam(model.parameters())
    for epoch in range(epochs):
        optimizer.zero_grad()
        for x, y in loader:
            loss = F.cross_entropy(model(x), y)
            loss.backward()  # warning: missing-zero-grad
            optimizer.step()
