import torch
import torch.nn.functional as F
from torch import nn


def criterion(logits, labels):
    return F.binary_cross_entropy_with_logits(logits, labels)  # warning: sigmoid-before-bce-with-logits


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 1)

    def forward(self, x):
        x = self.fc(x)
        x = torch.sigmoid(x)
        return x


net = Net()
loss = criterion(net(torch.randn(3, 8)), torch.ones(3, 1))
