"""Datasets of torchvision in programs that are right."""
import argparse

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, transforms

options = argparse.ArgumentParser().parse_args()


class Widened(datasets.CIFAR100):
    def __getitem__(self, at):
        image, kind = super().__getitem__(at)
        return image.repeat(1, 2, 2), kind, at


steps = transforms.Compose([transforms.Resize(options.size), transforms.CenterCrop(options.size), transforms.ToTensor()])
flowers = Subset(datasets.Flowers102("data", transform=steps), options.chosen)
wide = Widened("data", transform=transforms.ToTensor())
trunk = nn.Sequential(nn.Conv2d(3, options.width, 3), nn.BatchNorm2d(options.width), nn.ReLU())
head = nn.Sequential(trunk, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(options.width, 102))
for images, kinds in DataLoader(flowers, options.batch):
    F.cross_entropy(head(images), kinds).backward()
for images, kinds, _ in DataLoader(wide, 8):
    F.cross_entropy(head(images), kinds).backward()

digits = datasets.MNIST("data", transform=transforms.ToTensor(), target_transform=lambda digit: float(digit == 3))
is_three = nn.Sequential(nn.Flatten(), nn.Linear(784, 1))
decoder = nn.Sequential(nn.Linear(784, 784), nn.Sigmoid())
for images, three in DataLoader(digits, 8):
    loss = F.binary_cross_entropy_with_logits(is_three(images).squeeze(1), three.float())
    flat = images.view(images.size(0), -1)
    loss = loss + F.binary_cross_entropy(decoder(flat), flat)
    loss = loss + F.mse_loss(decoder(flat).view(-1, 1, 28, 28), images)
    loss.backward()
pixels = digits.data.float() / 255
loss = F.cross_entropy(nn.Linear(784, 10)(pixels.reshape(-1, 784)), digits.targets)
