"""A parameter whose annotation names a model is such a model where nobody that was read gives one."""
from typing import Optional

import lightning as L
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(width, 10), nn.Softmax(dim=1))

    def forward(self, x):
        return self.layers(x)


def train(model: Net, loader, optimizer):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)  # warning: softmax-before-cross-entropy
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def validate(loader, other: Net | None = None):
    total = 0.0
    for x, y in loader:
        total += F.cross_entropy(other(x), y).item()  # warning: softmax-before-cross-entropy
    return total


class Classifier(L.LightningModule):
    def __init__(self, backbone: Optional[Net] = None):
        super().__init__()
        if backbone is None:
            backbone = Net(28)
        self.backbone = backbone

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.backbone(x), y)  # warning: softmax-before-cross-entropy
