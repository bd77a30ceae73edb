"""Scores of images that are not read, behind activations of all kinds, cut in a function of its own."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Scenes(nn.Module):
    def __init__(self, classes=19):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(3, 32, 3, 2, 1), nn.BatchNorm2d(32), nn.ReLU6())
        self.context = nn.Sequential(nn.Conv2d(32, 64, 3, padding=6, dilation=6), nn.Hardswish())
        self.mixed = nn.Sequential(nn.Conv2d(64, 64, 1), nn.Mish(), nn.Conv2d(64, 64, 1), nn.PReLU())
        self.classes = nn.Conv2d(64, classes, 1)

    def forward(self, x):
        scores = self.classes(self.mixed(self.context(self.down(x))))
        return F.interpolate(scores, size=x.shape[-2:], mode='bilinear', align_corners=False)


def pixel_loss(scores, labels, criterion):
    rows = scores.view(-1, 19)  # error: view-without-permute
    return criterion(rows, labels.view(-1))


def train(loader, optimizer):
    model, criterion = Scenes(), nn.CrossEntropyLoss(ignore_index=255)
    for images, labels in loader:
        loss = pixel_loss(model(images), labels, criterion)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
