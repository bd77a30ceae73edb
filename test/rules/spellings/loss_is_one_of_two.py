"""A condition that is not known decides with which options a loss is made."""
import argparse

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument('--balance', action='store_true')
parser.add_argument('--loss', default='plain')
args = parser.parse_args()


def make_criterion(args, counts):
    if args.loss == 'focal':
        raise NotImplementedError
    elif args.loss == 'weighted':
        return nn.CrossEntropyLoss(weight=1 / counts)
    return nn.CrossEntropyLoss(ignore_index=-1)


class Trainer:
    def __init__(self, args):
        self.model = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid())
        if args.balance:
            self.loss = nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0]))
        else:
            self.loss = nn.BCEWithLogitsLoss()

    def step(self, x, y):
        return self.loss(self.model(x), y)  # warning: sigmoid-before-bce-with-logits


def train(loader):
    trainer = Trainer(args)
    net = nn.Sequential(nn.Linear(8, 3), nn.Softmax(dim=1))
    tagger = nn.Sequential(nn.Linear(8, 3), nn.Softmax(dim=1))
    criterion = make_criterion(args, torch.ones(3))
    other = nn.NLLLoss(weight=torch.ones(3)) if args.balance else nn.NLLLoss()
    for x, y in loader:
        loss = criterion(net(x), y)  # warning: softmax-before-cross-entropy
        loss = loss + other(tagger(x), y)  # error: nll-on-softmax
        loss = loss + trainer.step(x, y)
        loss.backward()
