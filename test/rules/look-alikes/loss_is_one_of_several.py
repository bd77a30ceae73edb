"""What a loss gets goes with the loss, by another word for the condition that chose it."""
import argparse

import torch
from torch import nn
from somewhere import SmoothedLoss

parser = argparse.ArgumentParser()
parser.add_argument('--loss', default='logits')
args = parser.parse_args()

LOSSES = {'logits': nn.BCEWithLogitsLoss, 'probabilities': nn.BCELoss, 'distance': nn.MSELoss}


def by_class(loader):
    net = nn.Linear(8, 1)
    criterion = LOSSES[args.loss]()
    for x, y in loader:
        out = net(x).squeeze(1)
        if isinstance(criterion, nn.BCEWithLogitsLoss):
            loss = criterion(out, y)
        else:
            loss = criterion(torch.sigmoid(out), y)
        loss.backward()


def left_early(x, y):
    net = nn.Linear(8, 1)
    criterion = LOSSES[args.loss]()
    out = net(x).squeeze(1)
    if not isinstance(criterion, nn.BCEWithLogitsLoss):
        return criterion(torch.sigmoid(out), y)
    return criterion(out, y)


def activated_for_some(x, y):
    net = nn.Linear(8, 1)
    criterion = LOSSES[args.loss]()
    out = net(x).squeeze(1)
    if not isinstance(criterion, nn.BCEWithLogitsLoss):
        out = torch.sigmoid(out)
    return criterion(out, y)


def head_of_the_loss(x, y):
    layers = [nn.Linear(8, 1)]
    if args.loss == 'probabilities':
        layers.append(nn.Sigmoid())
    criterion = nn.BCELoss() if args.loss == 'probabilities' else nn.BCEWithLogitsLoss()
    return criterion(nn.Sequential(*layers)(x).squeeze(1), y)


def model_with_its_loss(x, y):
    if args.loss == 'logits':
        net, criterion = nn.Linear(8, 1), nn.BCEWithLogitsLoss()
    else:
        net, criterion = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid()), nn.BCELoss()
    return criterion(net(x).squeeze(1), y)


def targets_of_the_loss(x, y, smooth):
    net = nn.Linear(8, 3)
    criterion = SmoothedLoss() if smooth else nn.CrossEntropyLoss()
    return criterion(net(x), y)


class Head(nn.Module):
    def __init__(self, probabilities):
        super().__init__()
        self.fc = nn.Linear(8, 1)
        self.last = nn.Sigmoid() if probabilities else None

    def forward(self, x):
        x = self.fc(x)
        if self.last is not None:
            x = self.last(x)
        return x.squeeze(1)


def head_that_is_perhaps_there(x, y):
    criterion = nn.BCELoss() if args.loss == 'probabilities' else nn.BCEWithLogitsLoss()
    return criterion(Head(args.loss == 'probabilities')(x), y)
