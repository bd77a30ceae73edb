"""The activation goes with the loss, by the same condition or by one that leaves both open."""

import torch
from torch import nn


def train(loader, n_classes):
    net = nn.Linear(3, n_classes)
    criterion = nn.CrossEntropyLoss() if n_classes > 1 else nn.BCELoss()
    for x, y in loader:
        if n_classes == 1:
            loss = criterion(torch.sigmoid(net(x)).squeeze(1), y.float())
        else:
            loss = criterion(net(x), y)
        loss.backward()


def train_by_name(loader, args):
    net = nn.Linear(3, 10)
    criterion = nn.NLLLoss() if args.loss == 'nll' else nn.CrossEntropyLoss()
    for x, y in loader:
        out = net(x)
        if args.loss == 'ce':
            loss = criterion(out, y)
        elif args.loss == 'nll':
            loss = criterion(out.log_softmax(1), y)
        elif args.classes > 1:
            loss = criterion(out, y)
        loss.backward()


def train_with_another_setting(loader, args, settings):
    net = nn.Linear(3, 10)
    criterion = nn.BCELoss() if args.loss == 'bce' else nn.CrossEntropyLoss()
    args = settings(args)
    for x, y in loader:
        if args.loss == 'bce':
            loss = criterion(net(x), y)
            loss.backward()
