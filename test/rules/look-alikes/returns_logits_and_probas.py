import torch
import torch.nn as nn
import torch.nn.functional as F


class SoftmaxRegression(nn.Module):
    def __init__(self, features, classes):
        super().__init__()
        self.linear = nn.Linear(features, classes)

    def forward(self, x):
        logits = self.linear(x)
        probas = F.softmax(logits, dim=1)
        return logits, probas


model = SoftmaxRegression(28 * 28, 10)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)


def train(loader):
    for features, targets in loader:
        logits, probas = model(features.view(-1, 28 * 28))
        cost = F.cross_entropy(logits, targets)
        optimizer.zero_grad()
        cost.backward()
        optimizer.step()
        hits = (probas.argmax(dim=1) == targets).sum()
