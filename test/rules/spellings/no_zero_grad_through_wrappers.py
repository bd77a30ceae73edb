"""The step is taken by an object around the optimizer, or by one of several optimizers."""

import torch
import torch.nn.functional as F
from torch import nn, optim


class Scheduled:
    def __init__(self, optimizer, width):
        self._optimizer = optimizer
        self.scale = width**-0.5
        self.count = 0

    def step_and_update(self):
        self.count += 1
        for group in self._optimizer.param_groups:
            group['lr'] = self.scale * self.count**-0.5
        self._optimizer.step()

    def zero_grad(self):
        self._optimizer.zero_grad()


def train_epoch(model, loader, optimizer):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)
        loss.backward()  # warning: missing-zero-grad
        optimizer.step_and_update()


def train_scheduled(loader):
    model = nn.Linear(4, 3)
    train_epoch(model, loader, Scheduled(optim.Adam(model.parameters()), 4))


class Gan:
    def __init__(self):
        self.G = nn.Linear(8, 16)
        self.D = nn.Linear(16, 1)
        self.g_optimizer = optim.Adam(self.G.parameters())
        self.d_optimizer = optim.Adam(self.D.parameters())

    def reset(self):
        self.g_optimizer.zero_grad()
        self.d_optimizer.zero_grad()

    def train(self, loader, every):
        for i, x in enumerate(loader):
            fake = self.G(torch.randn(len(x), 8))
            loss = self.D(fake.detach()).mean() - self.D(x).mean()
            loss.backward()  # warning: missing-zero-grad
            self.d_optimizer.step()
            if (i + 1) % every == 0:
                self.reset()
                (-self.D(fake).mean()).backward()
                self.g_optimizer.step()

    def train_with_own_clears(self, loader):
        for x in loader:
            fake = self.G(torch.randn(len(x), 8))
            self.d_optimizer.zero_grad()
            loss = self.D(fake.detach()).mean() - self.D(x).mean()
            loss.backward()
            self.d_optimizer.step()
            (-self.D(fake).mean()).backward()  # warning: missing-zero-grad
            self.g_optimizer.step()


def train_several(loader):
    models = {'a': nn.Linear(4, 3), 'b': nn.Linear(4, 3)}
    optimizers = {name: optim.SGD(model.parameters(), lr=0.1) for name, model in models.items()}
    for x, y in loader:
        loss = sum(F.cross_entropy(model(x), y) for model in models.values())
        loss.backward()  # warning: missing-zero-grad
        for optimizer in optimizers.values():
            optimizer.step()
