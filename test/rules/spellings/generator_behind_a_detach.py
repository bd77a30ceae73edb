"""The step that follows moves weights that the loss reaches only through a detach: the loss has a gradient in others."""
import torch
from torch import nn, optim
from torch.cuda.amp import GradScaler

generator = nn.Sequential(nn.Conv2d(8, 16, 3), nn.InstanceNorm2d(16), nn.Tanh())
discriminator = nn.Conv2d(16, 1, 3)
criterion = nn.BCEWithLogitsLoss()
g_optimizer = optim.Adam(generator.parameters())
d_optimizer = optim.Adam(discriminator.parameters())


def step_of_both(loader):
    for real, _ in loader:
        fake = generator(torch.randn(4, 8, 7, 7))
        d_optimizer.zero_grad()
        d_real = discriminator(real)
        d_fake = discriminator(fake.detach())
        d_loss = criterion(d_real, torch.ones_like(d_real)) + criterion(d_fake, torch.zeros_like(d_fake))
        d_loss.backward()
        d_optimizer.step()
        g_optimizer.zero_grad()
        g_fake = discriminator(fake.detach())  # error: loss-detached-before-backward
        g_loss = criterion(g_fake, torch.ones_like(g_fake))
        g_loss.backward()
        g_optimizer.step()


def term_beside_one_that_trains(loader, shape):
    for real, _ in loader:
        fake = generator(torch.randn(shape))
        g_optimizer.zero_grad()
        adversarial = criterion(discriminator(fake.detach()), torch.ones(4, 1, 3, 3))  # error: loss-detached-before-backward
        g_loss = 0.001 * adversarial + 0.999 * nn.functional.l1_loss(fake, real)
        g_loss.backward()
        g_optimizer.step()
        d_optimizer.zero_grad()
        d_loss = criterion(discriminator(fake.detach()), torch.zeros(4, 1, 3, 3))
        d_loss.backward()
        d_optimizer.step()


def with_a_scaler(loader):
    scaler = GradScaler()
    for _ in loader:
        g_optimizer.zero_grad()
        fake = generator(torch.randn(4, 8, 7, 7)).detach()  # error: loss-detached-before-backward
        g_loss = -discriminator(fake).mean()
        scaler.scale(g_loss).backward()
        scaler.step(g_optimizer)
        scaler.update()
