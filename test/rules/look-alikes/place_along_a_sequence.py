"""One score for each step of a sequence, or for each candidate: the largest is a place."""
import torch
from torch import nn

score = nn.Linear(16, 1)
criterion = nn.CrossEntropyLoss()


def best_step(sequence):
    return score(sequence).argmax(dim=1)


def best_candidate(candidates):
    return torch.max(score(candidates).squeeze(-1), 1)[1]


def train(candidates, chosen):
    loss = criterion(score(candidates).squeeze(-1), chosen)
    loss.backward()
    return score(torch.randn(4, 7, 16)).argmax(1), score(torch.randn(1, 16)).max(0)[1]
