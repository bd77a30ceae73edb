"""A condition that is not known decides between losses of two kinds, or between reductions."""
import torch
from torch import nn


def run(args, loader):
    binary = args.classes == 2
    net = nn.Sequential(nn.Linear(8, 1), nn.Sigmoid()) if binary else nn.Linear(8, args.classes)
    criterion = nn.BCELoss() if binary else nn.CrossEntropyLoss()
    distance = nn.KLDivLoss(reduction='batchmean') if args.batch else nn.KLDivLoss(reduction='sum')
    weighted = nn.CrossEntropyLoss(weight=args.weight) if args.weight is not None else nn.CrossEntropyLoss()
    head = nn.Linear(8, 3)
    for x, y in loader:
        loss = criterion(net(x), y) + weighted(head(x), y)
        loss = loss + distance(head(x).log_softmax(-1), head(x).softmax(-1).detach())
        loss.backward()
