"""An optimizer's state is empty until a step asks for it."""
import torch
from torch import nn
from torch.optim import Optimizer


class Momentum(Optimizer):
    def __init__(self, params, lr=0.1):
        super().__init__(params, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                if len(state) == 0:
                    state["mean"] = torch.zeros_like(p)
                state["mean"].lerp_(p.grad, 0.5)
                p.add_(state["mean"], alpha=-group["lr"])


net = nn.Linear(2, 1)
for optimizer in (Momentum(net.parameters()), torch.optim.Adam(net.parameters())):
    print(type(optimizer).__name__, len(optimizer.state))
    net(torch.ones(1, 2)).sum().backward()
    optimizer.step()
    print(len(optimizer.state), [sorted(entry) for entry in optimizer.state.values()])
