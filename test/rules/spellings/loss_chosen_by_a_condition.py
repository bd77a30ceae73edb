"""One condition chooses the loss, and the same condition later says which it is."""

import torch
from torch import nn


def train(loader, n_classes):
    net = nn.Linear(3, n_classes)
    criterion = nn.CrossEntropyLoss() if n_classes > 1 else nn.BCEWithLogitsLoss()
    for x, y in loader:
        if n_classes == 1:
            loss = criterion(torch.sigmoid(net(x)).squeeze(1), y.float())  # warning: sigmoid-before-bce-with-logits
        else:
            loss = criterion(net(x), y)
        loss.backward()


def train_by_name(loader, args):
    net = nn.Linear(3, 10)
    if args.loss == 'bce':
        criterion = nn.BCELoss()
    elif args.loss == 'ce':
        criterion = nn.CrossEntropyLoss()
    else:
        criterion = nn.NLLLoss()
    for x, y in loader:
        out = net(x)
        if args.loss == 'bce':
            loss = criterion(out, y.float())  # error: bce-on-logits
        elif not args.loss == 'ce':
            loss = criterion(torch.softmax(out, 1), y)  # error: nll-on-softmax
        else:
            loss = criterion(torch.softmax(out, 1), y)  # warning: softmax-before-cross-entropy
        loss.backward()


class Training:
    def __init__(self, args):
        self.args = args
        self.net = nn.Linear(3, 10)
        self.criterion = nn.BCELoss() if args.multilabel else nn.CrossEntropyLoss()

    def step(self, x, y):
        out = self.net(x)
        if self.args.multilabel:
            return self.criterion(out, y.float())  # error: bce-on-logits
        return self.criterion(out, y)
