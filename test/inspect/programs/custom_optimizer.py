import math

import torch
from torch.optim.optimizer import Optimizer


class PlainSGD(Optimizer):
    def __init__(self, params, lr=1e-2, momentum=0.0):
        if lr < 0.0:
            raise ValueError(f"Invalid learning rate: {lr}")
        defaults = dict(lr=lr, momentum=momentum)
        super().__init__(params, defaults)

    @torch.no_grad()
    def step(self, closure=None):
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if len(state) == 0:
                    state["step"] = 0
                    state["buf"] = torch.zeros_like(p)
                state["step"] += 1
                buf = state["buf"]
                buf.mul_(group["momentum"]).add_(p.grad)
                p.add_(buf, alpha=-group["lr"])
        return loss


class Lion(torch.optim.Optimizer):
    def __init__(self, params, lr=1e-2, betas=(0.9, 0.99), weight_decay=0.0):
        super(Lion, self).__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for p in filter(lambda p: p.grad is not None, group["params"]):
                p.data.mul_(1 - group["lr"] * group["weight_decay"])
                if "exp_avg" not in self.state[p]:
                    self.state[p]["exp_avg"] = torch.zeros_like(p)
                exp_avg = self.state[p]["exp_avg"]
                update = exp_avg.clone().mul_(b1).add(p.grad, alpha=1 - b1).sign_()
                p.add_(update, alpha=-group["lr"])
                exp_avg.mul_(b2).add_(p.grad, alpha=1 - b2)


def quadratic(w):
    return ((w - torch.tensor([1.0, -2.0, 3.0])) ** 2).sum()


for make in (lambda p: PlainSGD(p, lr=0.05, momentum=0.5), lambda p: Lion(p, lr=0.2, weight_decay=0.01)):
    w = torch.zeros(3, requires_grad=True)
    optimizer = make([w])
    for i in range(10):
        optimizer.zero_grad()
        loss = quadratic(w)
        loss.backward()
        optimizer.step()
    print(type(optimizer).__name__, f"{loss.item():.4f}", w)
    print(optimizer)


class SAM:
    def __init__(self, params, base, rho=0.05, **kwargs):
        self.params = list(params)
        self.base = base(self.params, **kwargs)
        self.rho = rho

    def step(self, closure):
        loss = closure()
        with torch.no_grad():
            norm = torch.norm(torch.stack([p.grad.norm(p=2) for p in self.params]), p=2)
            eps = []
            for p in self.params:
                e = p.grad * (self.rho / (norm + 1e-12))
                p.add_(e)
                eps.append(e)
        closure()
        with torch.no_grad():
            for p, e in zip(self.params, eps):
                p.sub_(e)
        self.base.step()
        return loss


w = torch.zeros(3, requires_grad=True)
sam = SAM([w], torch.optim.SGD, rho=0.1, lr=0.1)


def closure():
    w.grad = None
    loss = quadratic(w) + math.pi * 0
    loss.backward()
    return loss


for _ in range(4):
    loss = sam.step(closure)
print(f"{loss:.4f}", w.data)
