import torch
from torch import nn, optim

xs = torch.tensor([[0.0], [1.0], [2.0], [3.0]])
ys = 2 * xs + 1
w = torch.zeros(1, 1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
optimizer = optim.SGD([w, b], lr=0.1, momentum=0.5)
criterion = nn.MSELoss()
history = []
for epoch in range(20):
    optimizer.zero_grad()
    loss = criterion(xs @ w + b, ys)
    loss.backward()
    optimizer.step()
    history.append(loss.item())
    if epoch % 5 == 0:
        print(f"epoch {epoch:2d} loss {loss.item():.4f}")
print(w, b, f"{history[-1]:.5f}", history[0] > history[-1])

weights = torch.tensor([0.5, -0.5], requires_grad=True)
for step in range(3):
    out = torch.sigmoid((xs.repeat(1, 2) * weights).sum(1))
    loss = nn.functional.binary_cross_entropy(out, torch.tensor([0.0, 0.0, 1.0, 1.0]))
    loss.backward()
    with torch.no_grad():
        weights -= 0.5 * weights.grad
    weights.grad = None
    print(step, loss.item() < 1, weights)
