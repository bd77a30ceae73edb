"""Weights that are made of other parameters (torch.nn.utils.parametrize, weight_norm, spectral_norm), and other helpers."""

import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import fuse_conv_bn_eval, parametrizations, parametrize, remove_weight_norm, skip_init

warnings.simplefilter("ignore")
torch.manual_seed(0)
x = torch.randn(4, 3)
layer = nn.utils.weight_norm(nn.Linear(3, 2))
print(layer, [(n, p.shape) for n, p in layer.named_parameters()])
print(layer.weight_g, layer(x))
layer(x).pow(2).sum().backward()
print(layer.weight_g.grad, layer.weight_v.grad, layer.bias.grad)
optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
optimizer.step()
print(layer(x)[0], layer.weight)
remove_weight_norm(layer)
print([n for n, _ in layer.named_parameters()], layer.weight)
conv = nn.utils.weight_norm(nn.Conv1d(3, 2, 2), name="weight", dim=None)
print(conv.weight_g, conv(torch.randn(1, 3, 4)).shape)

layer = parametrizations.weight_norm(nn.Linear(3, 2), dim=1)
print(layer)
print([(n, p.shape) for n, p in layer.named_parameters()])
layer(x).sum().backward()
print(layer.parametrizations.weight.original0, layer.parametrizations.weight.original1.grad)
print(list(layer.state_dict()))


class Symmetric(nn.Module):
    def forward(self, X):
        return X.triu() + X.triu(1).transpose(-1, -2)


class Exponential(nn.Module):
    def forward(self, X):
        return X.exp()


layer = nn.Linear(3, 3)
parametrize.register_parametrization(layer, "weight", Symmetric())
print(layer)
print(torch.allclose(layer.weight, layer.weight.T), parametrize.is_parametrized(layer), parametrize.is_parametrized(layer, "bias"))
layer(x).sum().backward()
print(layer.parametrizations.weight.original.grad, [n for n, _ in layer.named_parameters()])
parametrize.register_parametrization(layer, "weight", Exponential())
print(layer.weight)
print(layer(x)[0])
parametrize.remove_parametrizations(layer, "weight")
print(layer, layer.weight.requires_grad, type(layer).__name__)

conv = nn.Conv2d(1, 2, 3)
bn = nn.BatchNorm2d(2)
images = torch.randn(2, 1, 5, 5)
bn(conv(images))
conv.eval(), bn.eval()
fused = fuse_conv_bn_eval(conv, bn)
print(fused, torch.allclose(fused(images), bn(conv(images)), atol=1e-5))
print(fused.weight[0], fused.bias)
made = skip_init(nn.Linear, 3, 2)
print(made, made.weight.shape)
nn.init.ones_(made.weight)
print(made.weight)

torch.manual_seed(2)
critic = nn.Sequential(
    nn.utils.spectral_norm(nn.Conv2d(1, 2, 3)), nn.LeakyReLU(0.2), nn.Flatten(), nn.utils.spectral_norm(nn.Linear(18, 1))
)
print(critic, [n for n, _ in critic.named_parameters()], [n for n, _ in critic.named_buffers()])
optimizer = torch.optim.Adam(critic.parameters(), lr=0.01, betas=(0.5, 0.999))
for step in range(3):
    loss = critic(images).mean() - critic(images.flip(2)).mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"{loss.item():.5f}", critic[0].weight_u, critic[3].bias.grad)
critic.eval()
print(critic(images), torch.equal(critic(images), critic(images)))
print(nn.utils.remove_spectral_norm(critic[3]), critic[3].weight[0, :4])
generator = parametrizations.spectral_norm(nn.ConvTranspose1d(2, 3, 2), n_power_iterations=2)
print(generator)
print(generator.weight[0], generator.parametrizations.weight[0]._u)
generator(torch.randn(1, 2, 3)).sum().backward()
print(generator.parametrizations.weight.original.grad[0], list(generator.state_dict()))
generator.eval()
print(torch.equal(generator.weight, generator.weight))


class Scaled(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor([0.0, 1.0]))
        self.lin = nn.Linear(2, 2)

    def forward(self, x):
        return self.lin(x) * self.scale


scaled = Scaled()
parametrize.register_parametrization(scaled, "scale", Exponential())
optimizer = torch.optim.SGD(scaled.parameters(), lr=0.1)
for _ in range(2):
    loss = scaled(torch.ones(1, 2)).pow(2).sum()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(loss, scaled.scale, isinstance(scaled, Scaled))
try:
    nn.utils.remove_weight_norm(scaled.lin)
except ValueError as error:
    print(error)
