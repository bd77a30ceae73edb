"""Modules as functions of their parameters (torch.func), and the transforms of functions."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.func import functional_call, grad, grad_and_value, jacfwd, jacrev, jvp, vjp, vmap, hessian, stack_module_state
from torch.nn.utils import stateless

torch.manual_seed(0)
model = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))
x, y = torch.randn(5, 3), torch.tensor([0, 1, 1, 0, 1])
params = {name: p.detach() for name, p in model.named_parameters()}
print(functional_call(model, params, (x,)))
print(functional_call(model, params, x).shape, torch.equal(functional_call(model, params, (x,)), model(x)))
zeros = {name: torch.zeros_like(p) for name, p in params.items()}
print(functional_call(model, zeros, (x,)), functional_call(model, {"2.bias": torch.ones(2)}, (x,))[0])
print(stateless.functional_call(model, params, x[:1]))


def loss_of(params, inputs, targets):
    return F.cross_entropy(functional_call(model, params, (inputs,)), targets)


gradients = grad(loss_of)(params, x, y)
print({name: g.shape for name, g in gradients.items()})
print(gradients["2.bias"], model[2].bias.grad)
loss = F.cross_entropy(model(x), y)
loss.backward()
print(torch.allclose(gradients["0.weight"], model[0].weight.grad))
gradients, value = grad_and_value(loss_of)(params, x, y)
print(value, gradients["0.bias"])


def loss_of_one(params, sample, target):
    return loss_of(params, sample.unsqueeze(0), target.unsqueeze(0))


per_sample = vmap(grad(loss_of_one), in_dims=(None, 0, 0))(params, x, y)
print({name: g.shape for name, g in per_sample.items()})
print(torch.allclose(per_sample["2.weight"].mean(0), gradients["2.weight"], atol=1e-6), per_sample["2.bias"][1])

w = torch.tensor([1.0, 2.0, 3.0])
value, pull = vjp(lambda w: torch.stack([w.sum(), (w ** 2).sum()]), w)
print(value, pull(torch.tensor([1.0, 0.5])))
value, pull = vjp(lambda a, b: a * b.sin(), w, torch.tensor([0.1, 0.2, 0.3]))
print(pull(torch.ones(3)))
print(jvp(lambda w: w ** 3, (w,), (torch.tensor([1.0, 0.0, 1.0]),)))
print(jvp(lambda a, b: (a * b).sum(), (w, w.flip(0)), (torch.ones(3), torch.zeros(3))))
print(jacrev(lambda w: w ** 2)(w), jacfwd(lambda w: w.cumsum(0))(w))
print(hessian(lambda w: (w ** 3).sum())(w))
print(grad(grad(lambda t: t.sin()))(torch.tensor(0.5)), grad(lambda t: (t ** 2, t + 1), has_aux=True)(torch.tensor(3.0)))
print(vmap(torch.dot)(torch.arange(6.0).view(2, 3), torch.ones(2, 3)))
print(vmap(lambda a, b: a @ b, in_dims=(None, 1), out_dims=1)(torch.ones(2, 3), torch.arange(12.0).view(3, 4)))
print(vmap(lambda a: (a.sum(), a * 2))(torch.arange(4.0).view(2, 2)))
inner = {"lr": torch.tensor(0.1)}
step = lambda p: {name: v - inner["lr"] * grad(loss_of)(p, x, y)[name] for name, v in p.items()}
for _ in range(3):
    params = step(params)
print(loss_of(params, x, y), params["2.bias"])
print(grad(lambda lr: loss_of({n: p - lr * g for (n, p), g in zip(params.items(), gradients.values())}, x, y))(torch.tensor(0.1)))


class Norm(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(3))
        self.bn = nn.BatchNorm1d(3)

    def forward(self, x, shift=0.0):
        return self.bn(x * self.scale) + shift


norm = Norm()
state = {**dict(norm.named_parameters()), **dict(norm.named_buffers())}
print(functional_call(norm, {"scale": torch.tensor([1.0, 2.0, 3.0])}, (x,), {"shift": 1.0})[0], norm.scale)
print(norm.bn.running_mean)
models = [nn.Linear(3, 2) for _ in range(2)]
stacked, buffers = stack_module_state(models)
print({name: (p.shape, p.requires_grad) for name, p in stacked.items()}, buffers)
ensemble = lambda p, b, x: functional_call(models[0], (p, b), (x,))
print(vmap(ensemble, in_dims=(0, 0, None))(stacked, buffers, x)[1, :2].detach(), models[1](x)[:2])
print(vmap(ensemble)(stacked, buffers, torch.stack([x[:2], x[2:4]])).detach())
tied = nn.Sequential(nn.Linear(3, 3, bias=False), nn.Linear(3, 3, bias=False))
tied[1].weight = tied[0].weight
print(functional_call(tied, {"0.weight": torch.eye(3)}, (torch.ones(1, 3),)))
try:
    functional_call(model, [params, {"2.bias": torch.ones(2)}], (x,))
except ValueError as error:
    print(error)
try:
    grad(lambda t: t * 2)(w)
except RuntimeError as error:
    print(error)
