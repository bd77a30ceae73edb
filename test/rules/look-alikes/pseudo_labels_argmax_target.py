import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(10, 4)


def unlabelled_step(weak, strong):
    with torch.no_grad():
        probabilities = F.softmax(model(weak), dim=1)
        confidence, pseudo = probabilities.max(dim=1)
        mask = (confidence > 0.95).float()
    losses = F.cross_entropy(model(strong), pseudo, reduction='none')
    return (losses * mask).mean()
