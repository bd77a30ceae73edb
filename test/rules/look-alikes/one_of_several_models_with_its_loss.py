"""Models of a table that end differently, each with the loss that is its own."""
import argparse

import torch
import torch.nn.functional as F
from torch import nn


class Raw(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc(x)


class Probable(Raw):
    def forward(self, x):
        return F.softmax(self.fc(x), dim=1)


class Logs(Raw):
    def forward(self, x):
        return F.log_softmax(self.fc(x), dim=1)


class WhenTrained(Raw):
    def forward(self, x):
        out = self.fc(x)
        return out if self.training else out.softmax(1)


MODELS = {'raw': Raw, 'logs': Logs}
CLASSIFIERS = {'raw': Raw, 'trained': WhenTrained}

parser = argparse.ArgumentParser()
parser.add_argument('--model', default='raw')
parser.add_argument('--loss', default='plain')
args = parser.parse_args()


def loss_by_another_setting(x, y):
    out = MODELS[args.model]()(x)
    if args.loss == 'nll':
        return F.nll_loss(out, y)
    return F.cross_entropy(out, y)


def first_loss(x, y):
    return F.cross_entropy(MODELS[args.model]()(x), y)


def second_loss(x, y):
    return F.nll_loss(MODELS[args.model]()(x), y)


def only_for_some(x, y):
    out = {'raw': Raw, 'probable': Probable}[args.model]()(x)
    if args.loss == 'plain':
        return F.cross_entropy(out, y)
    return ((out - y) ** 2).mean()


def adapted(x, y):
    out = {'raw': Raw, 'probable': Probable}[args.model]()(x)
    if args.model == 'probable':
        out = torch.log(out)
    return F.cross_entropy(out, y)


def raw_where_it_is_trained(x, y):
    return F.cross_entropy(CLASSIFIERS[args.model]()(x), y)
