"""A penalty on gradients gives zeros to what stands before a rectifier; and what a layer does not have."""
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
for activation in (nn.ReLU(), nn.LeakyReLU(0.2), nn.ReLU6(), nn.Hardtanh(), nn.Threshold(0.1, 0.0)):
    net = nn.Sequential(nn.Linear(3, 4), activation, nn.Linear(4, 1))
    x = torch.randn(5, 3, requires_grad=True)
    (slope,) = torch.autograd.grad(net(x).sum(), x, create_graph=True)
    ((slope.norm(dim=1) - 1) ** 2).mean().backward()
    print({name: None if p.grad is None else round(p.grad.norm().item(), 4) for name, p in net.named_parameters()})
    y = torch.tensor([-1.0, 0.5], requires_grad=True)
    (inner,) = torch.autograd.grad(activation(y).sum(), y, create_graph=True)
    print(inner, torch.autograd.grad(inner.sum(), y)[0])

layer = nn.Linear(2, 2)
print(hasattr(layer, "weight_orig"), hasattr(layer, "weight"), getattr(layer, "mask", "no mask"))
try:
    layer.wieght
except AttributeError as error:
    print(error)
print(torch.float16.is_floating_point, torch.int64.is_floating_point, torch.float32.is_complex, torch.float64.itemsize)
seen = []
handle = layer.weight.register_hook(lambda g: seen.append(g.sum().item()) or g.clamp(-0.1, 0.1))
F.relu(layer(torch.ones(1, 2)) + 5).sum().backward()
print(seen, layer.weight.grad)
