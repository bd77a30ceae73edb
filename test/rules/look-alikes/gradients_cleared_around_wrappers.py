"""Gradients are cleared by the object that steps, by a caller in the same loop, or once for each of several batches."""

import torch
import torch.nn.functional as F
from accelerate import Accelerator
from torch import nn, optim


class Compute:
    def __init__(self, model, optimizer):
        self.model = model
        self.optimizer = optimizer

    def __call__(self, x, y):
        loss = F.cross_entropy(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        self.optimizer.zero_grad()
        return loss.item()


def run(loader, compute):
    for x, y in loader:
        compute(x, y)


def train_by_an_object(loader):
    model = nn.Linear(4, 3)
    run(loader, Compute(model, optim.SGD(model.parameters(), lr=0.1)))


class Cleaner:
    def __init__(self, optimizer):
        self.optimizer = optimizer

    def __call__(self):
        self.optimizer.zero_grad()


class Scheduled:
    def __init__(self, optimizer):
        self.optimizer = optimizer

    def advance(self):
        self.optimizer.step()


def train_with_two_objects(loader):
    model = nn.Linear(4, 3)
    optimizer = optim.Adam(model.parameters())
    scheduled, clean = Scheduled(optimizer), Cleaner(optimizer)
    for x, y in loader:
        clean()
        F.cross_entropy(model(x), y).backward()
        scheduled.advance()


def train_with_accelerate(loader):
    accelerator = Accelerator()
    model = nn.Linear(4, 3)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    model, optimizer = accelerator.prepare(model, optimizer)
    for x, y in loader:
        with accelerator.accumulate(model):
            accelerator.backward(F.cross_entropy(model(x), y))
            optimizer.step()
            optimizer.zero_grad()


def one_fold(x, y):
    model = nn.Linear(4, 3)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    loss = F.cross_entropy(model(x), y)
    loss.backward()
    Scheduled(optimizer).advance()


def train_folds(folds):
    for x, y in folds:
        one_fold(x, y)


def train_several_batches_a_step(loader, every):
    model = nn.Linear(4, 3)
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    for i, (x, y) in enumerate(loader):
        if i % every == 0:
            optimizer.zero_grad()
        F.cross_entropy(model(x), y).backward()
        if (i + 1) % every == 0:
            optimizer.step()


class Shared:
    def __init__(self):
        self.trunk = nn.Linear(4, 4)
        self.head = nn.Linear(4, 3)
        self.all = optim.SGD([*self.trunk.parameters(), *self.head.parameters()], lr=0.1)
        self.of_head = optim.SGD(self.head.parameters(), lr=0.1)

    def train(self, loader):
        for x, y in loader:
            self.all.zero_grad()
            F.cross_entropy(self.head(self.trunk(x)), y).backward()
            self.of_head.step()


def train_several(loader):
    models = [nn.Linear(4, 3), nn.Linear(4, 3)]
    optimizers = [optim.SGD(model.parameters(), lr=0.1) for model in models]
    for x, y in loader:
        for optimizer in optimizers:
            optimizer.zero_grad()
        sum(F.cross_entropy(model(x), y) for model in models).backward()
        for optimizer in optimizers:
            optimizer.step()
