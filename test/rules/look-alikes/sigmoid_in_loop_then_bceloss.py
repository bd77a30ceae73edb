import torch
from torch import nn

discriminator = nn.Sequential(nn.Conv2d(3, 8, 4), nn.LeakyReLU(0.2), nn.Conv2d(8, 1, 4))
criterion = nn.BCELoss()


def step(real):
    score = discriminator(real)
    probability = torch.sigmoid(score).view(-1)
    return criterion(probability, torch.ones_like(probability))
