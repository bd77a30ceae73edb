"""The function of a step clears nothing; who calls it does, or it is called once, or its optimizer is new."""
import torch
from torch import nn
import torch.nn.functional as F

model = nn.Linear(4, 3)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 10)


def step(x, y):
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    optimizer.step()


def train(loader):
    for x, y in loader:
        optimizer.zero_grad()
        step(x, y)
        scheduler.step()


def accumulate(loader, every=4):
    optimizer.zero_grad()
    for at, (x, y) in enumerate(loader):
        (F.cross_entropy(model(x), y) / every).backward()
        if (at + 1) % every == 0:
            optimizer.step()
            optimizer.zero_grad()


def parts(batches):
    for batch in batches:
        optimizer.zero_grad()
        for x, y in batch:
            F.cross_entropy(model(x), y).backward()
        optimizer.step()
