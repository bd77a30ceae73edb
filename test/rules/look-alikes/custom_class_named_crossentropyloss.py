import torch
import torch.nn as nn
import torch.nn.functional as F


class CrossEntropyLoss(nn.Module):
    """Takes probabilities: the model can give nothing else."""

    def __init__(self, epsilon=1e-7):
        super().__init__()
        self.epsilon = epsilon

    def forward(self, probabilities, target):
        picked = probabilities.gather(1, target.unsqueeze(1)).squeeze(1)
        return -picked.clamp(min=self.epsilon).log().mean()


model = nn.Linear(5, 3)
criterion = CrossEntropyLoss()


def step(batch, target):
    return criterion(F.softmax(model(batch), dim=1), target)
