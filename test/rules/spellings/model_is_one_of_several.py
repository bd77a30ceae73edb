"""A model that a condition or a table chooses: judged where all that it may be agree."""
import argparse

import torch
import torch.nn.functional as F
from torch import nn


class Small(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.fc = nn.Linear(8, classes)

    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)


class Large(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(8, 64), nn.ReLU())
        self.fc = nn.Linear(64, classes)

    def forward(self, x):
        return F.softmax(self.fc(self.body(x)), dim=1)


def small_or_large(is_large):
    if is_large:
        return Large(3)
    return Small(3)


MODELS = {'small': Small, 'large': Large}
LOSSES = {'plain': nn.CrossEntropyLoss, 'smooth': lambda: nn.CrossEntropyLoss(label_smoothing=0.1)}

parser = argparse.ArgumentParser()
parser.add_argument('--model', default='small')
parser.add_argument('--loss', default='plain')
parser.add_argument('--large', action='store_true')
args = parser.parse_args()


def by_table(x, y):
    net = MODELS[args.model](3).to('cpu')
    net.train()
    return F.cross_entropy(net(x), y)  # warning: softmax-before-cross-entropy


def by_condition(x, y):
    if args.large:
        net = Large(3)
    else:
        net = Small(3)
    return F.cross_entropy(net(x), y)  # warning: softmax-before-cross-entropy


def by_function(x, y):
    net = nn.DataParallel(small_or_large(args.large))
    return F.cross_entropy(net(x), y)  # warning: softmax-before-cross-entropy


def loss_by_table(x, y):
    criterion = LOSSES[args.loss]()
    return criterion(Small(3)(x), y)  # warning: softmax-before-cross-entropy


class Either(nn.Module):
    def __init__(self, is_large):
        super().__init__()
        self.net = Large(3) if is_large else Small(3)

    def forward(self, x):
        return self.net(x)


def as_a_part(x, y):
    return F.nll_loss(Either(args.large)(x), y)  # error: nll-on-softmax


def with_another_head(x, y):
    net = MODELS[args.model](3)
    net.fc = nn.Sequential(nn.Linear(8, 3), nn.ReLU())
    return F.nll_loss(net(x), y)  # error: nll-on-softmax


class Ensemble(nn.Module):
    def __init__(self, members):
        super().__init__()
        self.members = nn.ModuleList([Small(4) for _ in range(members)])

    def forward(self, x):
        return torch.stack([member(x) for member in self.members]).mean(0)


def of_an_ensemble(x, y):
    return F.cross_entropy(Ensemble(3)(x), y)  # warning: softmax-before-cross-entropy


def of_raw_scores(x, y):
    members = [nn.Linear(8, 3), nn.Linear(8, 3)]
    scores = torch.mean(torch.stack([member(x) for member in members], dim=-1), dim=-1)
    return F.nll_loss(scores, y)  # error: nll-on-raw-logits
