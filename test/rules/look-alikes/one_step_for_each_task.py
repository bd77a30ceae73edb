"""Each call makes a model and an optimizer of its own, and takes one step."""
import torch
from torch import nn
import torch.nn.functional as F


def adapt(x, y):
    model = nn.Linear(4, 3)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    F.cross_entropy(model(x), y).backward()
    optimizer.step()
    return model


models = [adapt(torch.randn(5, 4), torch.randint(3, (5,))) for _ in range(3)]
for _ in range(3):
    models.append(adapt(torch.randn(5, 4), torch.randint(3, (5,))))
