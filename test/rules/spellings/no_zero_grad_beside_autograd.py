"""torch.autograd.grad gives gradients of its own: those of the parameters are added up all the same."""
import torch
from torch import nn

critic = nn.Linear(2, 1)
optimizer = torch.optim.Adam(critic.parameters())


def slope(points):
    points = points.requires_grad_(True)
    (along,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (along.norm(dim=1) - 1).square().mean()


for step in range(100):
    loss = critic(torch.randn(8, 2)).mean() + slope(torch.randn(8, 2))
    loss.backward()  # warning: missing-zero-grad
    optimizer.step()
