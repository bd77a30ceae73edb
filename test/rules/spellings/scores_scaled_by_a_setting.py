"""Scores times a number of the command line are scores, whichever number it is."""

import argparse

import torch
import torch.nn.functional as F
from torch import nn


class Tagger(nn.Module):
    def __init__(self, width, is_scaled):
        super().__init__()
        self.width = width
        self.is_scaled = is_scaled
        self.out = nn.Linear(width, 7)

    def forward(self, x):
        scores = self.out(x)
        if self.is_scaled:
            scores *= self.width**-0.5
        return scores


parser = argparse.ArgumentParser()
parser.add_argument('--width', type=int, default=512)
parser.add_argument('--temperature', type=float, default=2.0)
parser.add_argument('--scaled', action='store_true')
args = parser.parse_args()
args.device = torch.device('cpu')


def train(loader, optimizer):
    model = Tagger(args.width, args.scaled).to(args.device)
    for x, y in loader:
        scores = model(x)
        loss = F.nll_loss(scores, y)  # error: nll-on-raw-logits
        loss = loss - torch.log(scores / args.temperature).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
