import torch
from torch import nn

net = nn.Linear(4, 3)
criterion = nn.CrossEntropyLoss()


def training_step(batch, target):
    return criterion(net(batch), target)


@torch.no_grad()
def predict(batch):
    return torch.softmax(net(batch), dim=-1)
