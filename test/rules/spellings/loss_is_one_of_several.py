"""Losses that a setting chooses, all of which meet the same outputs."""
import argparse

import torch
import torch.nn.functional as F
from torch import nn
from somewhere import SmoothedLoss


class Probable(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 3)

    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)


def log_likelihood(p, y):
    return F.nll_loss(p.clamp(1e-6).log(), y)


FUNCTIONS = {'raw': F.cross_entropy, 'probable': log_likelihood}
OBJECTS = {'raw': nn.CrossEntropyLoss(), 'probable': log_likelihood}

parser = argparse.ArgumentParser()
parser.add_argument('--loss', default='raw')
parser.add_argument('--smoothing', type=float)
args = parser.parse_args()


def function_by_table(x, y):
    return FUNCTIONS[args.loss](Probable()(x), y)  # warning: softmax-before-cross-entropy


def object_by_table(x, y):
    return OBJECTS[args.loss](Probable()(x), y)  # warning: softmax-before-cross-entropy


def one_epoch(model, criterion, loader, optimizer):
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)  # warning: softmax-before-cross-entropy
        loss.backward()
        optimizer.step()


def main(loader):
    model = Probable()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    if args.smoothing:
        criterion = SmoothedLoss(args.smoothing)
    else:
        criterion = nn.CrossEntropyLoss()
    one_epoch(model, criterion, loader, optimizer)


def perhaps_no_loss(x, y):
    criterion = None
    if args.loss == 'raw':
        criterion = nn.CrossEntropyLoss()
    return criterion(Probable()(x), y)  # warning: softmax-before-cross-entropy
