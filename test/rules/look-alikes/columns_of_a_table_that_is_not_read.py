import torch
import torch.nn as nn
from tables import batches
from torch.nn.functional import cross_entropy

# The first columns are read, and the others say how likely each class is.
model, other = nn.Linear(10, 4), nn.Linear(1, 4)


def train(optimizer):
    for rows in batches():
        loss = cross_entropy(model(rows[:, :10]), rows[:, 10:]) + cross_entropy(other(rows[:, :1]), rows[:, 1:])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def train_beside(optimizer, labels):
    for rows in batches():
        loss = cross_entropy(model(rows), labels[:, 1:])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
