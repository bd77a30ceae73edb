import torch
from torch import nn


class MixtureOfExperts(nn.Module):
    def __init__(self):
        super().__init__()
        self.gate = nn.Sequential(nn.Linear(10, 3), nn.Softmax(dim=1))
        self.experts = nn.ModuleList([nn.Linear(10, 5) for _ in range(3)])

    def forward(self, x):
        weights = self.gate(x)
        outputs = torch.stack([expert(x) for expert in self.experts], dim=1)
        return (weights.unsqueeze(2) * outputs).sum(dim=1)


model = MixtureOfExperts()
loss = nn.CrossEntropyLoss()(model(torch.randn(4, 10)), torch.tensor([0, 4, 2, 1]))
