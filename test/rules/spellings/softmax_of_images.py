import torch
from torch import nn


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.last = nn.Conv2d(16, 3, 1)

    def forward(self, x):
        return torch.softmax(self.last(x), dim=1)


net = UNet()
criterion = nn.CrossEntropyLoss(ignore_index=255)


def step(images, masks):
    out = net(images)
    out = out.permute(0, 2, 3, 1).contiguous().view(-1, 3)
    return criterion(out, masks.view(-1))  # warning: softmax-before-cross-entropy
