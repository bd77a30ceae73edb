# Scores of a linear layer stay scores when something is added that was not made of them.
import torch
from torch import nn


class FactorizationMachine(nn.Module):
    def __init__(self, features, k=8):
        super().__init__()
        self.bias = nn.Parameter(torch.zeros(1))
        self.linear = nn.Linear(features, 1, bias=False)
        self.factors = nn.Parameter(torch.randn(features, k) * 0.01)

    def forward(self, x):
        pairs = (x @ self.factors).pow(2) - x.pow(2) @ self.factors.pow(2)
        return self.bias + self.linear(x) + 0.5 * pairs.sum(1, keepdim=True)


class WideAndDeep(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.wide = FactorizationMachine(features)
        self.deep = nn.Sequential(nn.Linear(features, 64), nn.ReLU(), nn.Linear(64, 1))

    def forward(self, x):
        return self.wide(x) + self.deep(x)


def fit(x, y, optimizer):
    model = WideAndDeep(x.shape[1])
    out = model(x)
    loss = -(y * torch.log(out) + (1 - y) * torch.log(1 - out)).mean()  # error: missing-sigmoid
    loss = loss + nn.BCELoss()(out, y)  # error: bce-on-logits
    loss.backward()
