import torch
from torch import nn


class Gated(nn.Module):
    def __init__(self):
        super().__init__()
        self.gate = nn.Linear(8, 8)
        self.value = nn.Linear(8, 8)
        self.out = nn.Linear(8, 1)

    def forward(self, x):
        return self.out(torch.sigmoid(self.gate(x)) * self.value(x))


model = Gated()
loss = nn.BCEWithLogitsLoss()(model(torch.randn(5, 8)), torch.zeros(5, 1))
