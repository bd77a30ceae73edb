import sys

import torch
import torch.nn as nn


class Discriminator(nn.Module):
    def __init__(self, devices):
        super().__init__()
        self.devices = devices
        self.main = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid())

    def forward(self, input):
        if input.is_cuda and self.devices > 1:
            output = nn.parallel.data_parallel(self.main, input, range(self.devices))
        else:
            output = self.main(input)
        return output.view(-1, 1).squeeze(1)


model = Discriminator(int(sys.argv[1]))
criterion = nn.BCEWithLogitsLoss()
loss = criterion(model(torch.randn(4, 8)), torch.ones(4))  # warning: sigmoid-before-bce-with-logits
