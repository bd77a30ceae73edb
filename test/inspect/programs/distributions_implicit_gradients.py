"""Gradients through draws of gamma, beta and Dirichlet distributions, in every region of their approximations."""
import torch
from torch.distributions import Beta, Chi2, Dirichlet, Gamma, StudentT

torch.manual_seed(0)
concentration = torch.tensor([0.3, 0.9, 2.0, 7.0, 12.0, 40.0], requires_grad=True)
rate = torch.tensor([1.0, 0.5, 2.0, 1.5, 3.0, 0.1], requires_grad=True)
draw = Gamma(concentration, rate).rsample((4,))
print(draw)
draw.pow(2).mean().backward()
print(concentration.grad)
print(rate.grad)

first = torch.tensor([0.5, 0.9, 3.0, 20.0, 9.0], requires_grad=True)
second = torch.tensor([0.7, 4.0, 2.0, 15.0, 60.0], requires_grad=True)
share = Beta(first, second).rsample((3,))
print(share)
(share * torch.arange(15.0).view(3, 5)).sum().backward()
print(first.grad, second.grad)

alpha = torch.tensor([[0.2, 1.0, 3.0], [10.0, 20.0, 30.0]], requires_grad=True)
weights = Dirichlet(alpha).rsample()
print(weights)
(weights[:, 0] * 2 + weights[:, 2]).sum().backward()
print(alpha.grad)

df = torch.tensor([3.0, 8.0], requires_grad=True)
(Chi2(df).rsample() + StudentT(df).rsample()).sum().backward()
print(df.grad)
