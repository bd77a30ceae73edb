import torch
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = (x ** 2).sum()
y.backward()
print(x.grad)
(x * 3).sum().backward()
print(x.grad)
x.grad.zero_()
print(x.grad)
w = torch.tensor([[1.0, -1.0], [0.5, 2.0]], requires_grad=True)
b = torch.zeros(2, requires_grad=True)
inputs = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
loss = ((inputs @ w + b) ** 2).mean()
loss.backward()
print(w.grad, b.grad, loss)
with torch.no_grad():
    w -= 0.1 * w.grad
    b -= 0.1 * b.grad
w.grad.zero_()
print(w, b.is_leaf, w.requires_grad)
with torch.no_grad():
    print((w * 2).requires_grad)
print(x.detach().requires_grad, (x + 1).requires_grad, (x > 1).requires_grad)
try:
    torch.tensor([1.0, 2.0]).sum().backward()
except RuntimeError as error:
    print(error)
try:
    (x * 2).backward()
except RuntimeError as error:
    print(error)
z = torch.tensor(2.0, requires_grad=True)
(gradient,) = torch.autograd.grad(z ** 3, z, create_graph=True)
(second,) = torch.autograd.grad(gradient, z)
print(gradient.item(), second)
try:
    torch.tensor([1, 2], requires_grad=True)
except RuntimeError as error:
    print(error)
v = torch.tensor([1.0], requires_grad=True)
try:
    v += 1
except RuntimeError as error:
    print(error)
