import torch
import torch.nn.functional as F
from torch import optim

x = torch.tensor([[0.5, -1.0], [1.5, 2.0], [-0.3, 0.8]])
y = torch.tensor([0, 1, 1])


def train(make, steps=20):
    w = torch.tensor([[0.1, -0.2], [0.3, 0.4]], requires_grad=True)
    b = torch.zeros(2, requires_grad=True)
    optimizer = make([w, b])
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(x @ w + b, y)
        loss.backward()
        optimizer.step()
    print(type(optimizer).__name__, f"{loss.item():.5f}", [f"{v:.5f}" for v in w.flatten().tolist() + b.tolist()])
    return optimizer


train(lambda p: optim.SGD(p, lr=0.1, momentum=0.9, dampening=0.5, weight_decay=0.01))
train(lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True))
train(lambda p: optim.SGD(p, lr=0.1, maximize=True))
train(lambda p: optim.Adam(p, lr=0.05))
train(lambda p: optim.Adam(p, lr=0.05, amsgrad=True, weight_decay=0.1))
train(lambda p: optim.Adam(p, lr=0.05, weight_decay=0.1, decoupled_weight_decay=True))
train(lambda p: optim.AdamW(p, lr=0.05))
train(lambda p: optim.AdamW(p, 0.05, (0.8, 0.95), 1e-6, 0.2, True, maximize=True))
train(lambda p: optim.Adamax(p))
train(lambda p: optim.Adamax(p, lr=0.05, betas=(0.8, 0.9), weight_decay=0.1))
train(lambda p: optim.NAdam(p, lr=0.05))
train(lambda p: optim.NAdam(p, lr=0.05, weight_decay=0.1, momentum_decay=0.01))
train(lambda p: optim.NAdam(p, lr=0.05, weight_decay=0.1, decoupled_weight_decay=True))
train(lambda p: optim.RAdam(p, lr=0.05))
train(lambda p: optim.RAdam(p, lr=0.05, betas=(0.9, 0.9), weight_decay=0.1, decoupled_weight_decay=True))
train(lambda p: optim.RMSprop(p, lr=0.01))
train(lambda p: optim.RMSprop(p, lr=0.01, alpha=0.9, momentum=0.5, centered=True, weight_decay=0.1))
train(lambda p: optim.Adagrad(p, lr=0.1))
train(lambda p: optim.Adagrad(p, lr=0.1, lr_decay=0.1, weight_decay=0.1, initial_accumulator_value=0.1, eps=1e-4))
train(lambda p: optim.Adadelta(p))
train(lambda p: optim.Adadelta(p, lr=0.5, rho=0.8, eps=1e-4, weight_decay=0.1, maximize=True))
train(lambda p: optim.Rprop(p))
train(lambda p: optim.Rprop(p, lr=0.05, etas=(0.4, 1.3), step_sizes=(1e-3, 1.0)))
train(lambda p: optim.ASGD(p, lr=0.1))
train(lambda p: optim.ASGD(p, lr=0.1, lambd=0.01, alpha=0.5, t0=5, weight_decay=0.1))
