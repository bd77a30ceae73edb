"""An argument of the command line is a number until the program puts something else there."""

import argparse

import torch.nn.functional as F
from torch import nn

from normalizers import shares

parser = argparse.ArgumentParser()
parser.add_argument('--scale', type=float, default=1.0)
args = parser.parse_args()
net = nn.Linear(4, 3)
args.scale = shares(net)


def train(loader):
    for x, y in loader:
        F.nll_loss(args.scale * net(x), y).backward()
