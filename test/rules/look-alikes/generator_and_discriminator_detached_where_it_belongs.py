"""A detach keeps the weights before it out of a loss that trains those behind it, in a step of their own or in one of both."""
import torch
from torch import nn, optim

generator = nn.Sequential(nn.Linear(8, 16), nn.Tanh())
discriminator = nn.Linear(16, 1)
probe = nn.Linear(16, 3)
criterion = nn.BCEWithLogitsLoss()
g_optimizer = optim.Adam(generator.parameters())
d_optimizer = optim.Adam(discriminator.parameters())
p_optimizer = optim.SGD(probe.parameters(), lr=0.1)
both = optim.Adam([*generator.parameters(), *discriminator.parameters()])


def steps_of_each(loader, ones, zeros):
    for real, _ in loader:
        fake = generator(torch.randn(32, 8))
        g_optimizer.zero_grad()
        g_loss = criterion(discriminator(fake), ones)
        g_loss.backward()
        g_optimizer.step()
        d_optimizer.zero_grad()
        d_loss = criterion(discriminator(real), ones) + criterion(discriminator(fake.detach()), zeros)
        d_loss.backward()
        d_optimizer.step()


def one_backward_for_two_steps(loader):
    for real, labels in loader:
        features = generator(torch.randn(32, 8))
        g_optimizer.zero_grad()
        p_optimizer.zero_grad()
        loss = nn.functional.l1_loss(features, real) + nn.functional.cross_entropy(probe(features.detach()), labels)
        loss.backward()
        g_optimizer.step()
        p_optimizer.step()


def two_backwards_before_the_steps(loader):
    for real, _ in loader:
        fake = generator(torch.randn(32, 8))
        g_optimizer.zero_grad()
        g_loss = criterion(discriminator(fake), torch.ones(32, 1))
        g_loss.backward()
        d_optimizer.zero_grad()
        d_loss = criterion(discriminator(fake.detach()), torch.zeros(32, 1))
        d_loss.backward()
        g_optimizer.step()
        d_optimizer.step()


def one_optimizer_for_all(loader):
    for real, _ in loader:
        both.zero_grad()
        fake = generator(torch.randn(32, 8))
        loss = criterion(discriminator(fake.detach()), torch.zeros(32, 1)) + nn.functional.l1_loss(fake, real)
        loss.backward()
        both.step()


def step_behind_what_is_not_read(loader, train_generator):
    for real, _ in loader:
        fake = generator(torch.randn(32, 8))
        d_optimizer.zero_grad()
        d_loss = criterion(discriminator(fake.detach()), torch.zeros(32, 1))
        d_loss.backward()
        d_optimizer.step()
        train_generator(fake)
        g_optimizer.step()
        g_optimizer.zero_grad()
