"""Weights that an option loads are parameters as before: what is trained afterwards is followed, also where errors are caught."""

import torch
from torch import nn


def train(model, loader):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    criterion = nn.BCELoss()
    for x, y in loader:
        loss = criterion(model(x), y.float())  # error: bce-on-logits
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def main(args, loader):
    model = nn.Linear(3, 1)
    if args.load:
        model.load_state_dict(torch.load(args.load))
    try:
        train(model, loader)
    except torch.cuda.OutOfMemoryError:
        torch.cuda.empty_cache()
