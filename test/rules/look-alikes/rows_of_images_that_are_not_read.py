import torch
import torch.nn as nn
import torch.nn.functional as F

scores = nn.Conv2d(32, 10, 1)
pooled = nn.Sequential(nn.Conv2d(32, 10, 1), nn.AdaptiveAvgPool2d(1))
whole = nn.Conv2d(32, 10, 8)


def train(loader):
    for images, labels, masks in loader:
        one_label = F.cross_entropy(pooled(images).view(-1, 10), labels.view(-1))
        one_position = F.cross_entropy(whole(images).view(-1, 10), labels)
        moved = scores(images).permute(0, 2, 3, 1).reshape(-1, 10)
        (one_label + one_position + F.cross_entropy(moved, masks.view(-1))).backward()
