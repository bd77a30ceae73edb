import torch
from torch import nn


class TemperatureScaling(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model
        self.temperature = nn.Parameter(torch.ones(1) * 1.5)

    def forward(self, x):
        return self.model(x) / self.temperature

    def probabilities(self, x):
        return torch.softmax(self(x), dim=1)


scaled = TemperatureScaling(nn.Linear(6, 3))
loss = nn.CrossEntropyLoss()(scaled(torch.randn(4, 6)), torch.tensor([0, 2, 1, 1]))
