import torch
import torch.nn.functional as F
from torch import optim

x = torch.tensor([[0.5, -1.0], [1.5, 2.0], [-0.3, 0.8]])
y = torch.tensor([0, 1, 1])

def train(make, steps=5):
    w = torch.tensor([[0.1, -0.2], [0.3, 0.4]], requires_grad=True)
    b = torch.zeros(2, requires_grad=True)
    optimizer = make([w, b])
    for _ in range(steps):
        optimizer.zero_grad()
        loss = F.cross_entropy(x @ w + b, y)
        loss.backward()
        optimizer.step()
    return loss, w, b

print(train(lambda p: optim.SGD(p, lr=0.1)))
print(train(lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01)))
print(train(lambda p: optim.Adam(p, lr=0.05)))
print(train(lambda p: optim.Adam(p, lr=0.05, betas=(0.8, 0.9), eps=1e-6, weight_decay=0.1, amsgrad=True)))
print(train(lambda p: optim.AdamW(p, lr=0.05, weight_decay=0.1)))
print(train(lambda p: optim.RMSprop(p, lr=0.01)))
print(train(lambda p: optim.RMSprop(p, lr=0.01, momentum=0.5, centered=True)))
print(x.argmax(axis=1), x.sum(dim=1, keepdims=True))
