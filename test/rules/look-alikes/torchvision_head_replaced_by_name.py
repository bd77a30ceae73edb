import sys

import torch.nn.functional as F
from torch import nn
from torchvision import models

model = models.__dict__[sys.argv[1]]()
model.fc = nn.Sequential(nn.Linear(model.fc.in_features, 10), nn.LogSoftmax(dim=1))
right = models.__dict__[sys.argv[1]](num_classes=10)


def step(images, target):
    return F.nll_loss(model(images), target) + F.cross_entropy(right(images), target)
