import torch
from torch import nn

model = nn.Linear(4, 1)
criterion = nn.BCEWithLogitsLoss()


def evaluate(x, y):
    logits = model(x)
    loss = criterion(logits, y)
    accuracy = ((logits > 0).float() == y).float().mean()
    return loss, accuracy
