# The labels that a loader gives are made an array before the classes are held against them.
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Linear(20, 5)

    def forward(self, ids):
        return self.last(ids)


def train(model, loader, optimizer):
    for ids, labels in loader:
        optimizer.zero_grad()
        F.cross_entropy(model(ids), labels).backward()
        optimizer.step()


def evaluate(model, loader, device):
    correct = 0
    with torch.no_grad():
        for ids, labels in loader:
            scores = model(ids.to(device)).cpu().numpy()
            labels = labels.numpy()
            predicted = np.argmax(scores, axis=0)  # error: argmax-wrong-dim
            correct += (predicted == labels).sum()
    return correct


def main(loader, optimizer):
    model = Net()
    train(model, loader, optimizer)
    print(evaluate(model, loader, "cpu"))
