import torch
import numpy as np
x = torch.zeros(2, 3)
flat = x.view(-1)
flat[1] = 5
row = x[1]
row += 2
x[0, 0] = 9
print(x, flat, row)
column = x[:, 2]
column.fill_(7)
t = x.t()
t[0] = torch.tensor([1.0, 2.0])
print(x, t, x.T)
y = x.clone()
y[0] = 0
z = x + 0
z.zero_()
print(x, y[0])
for part in x:
    part.mul_(10)
print(x, x.unsqueeze(0)[0, 0], x.squeeze().shape)
a, b = x.chunk(2)
a.zero_()
print(x, a, b)
w = torch.tensor([1.0, 2.0], requires_grad=True)
(w ** 2).sum().backward()
w.data -= 0.5 * w.grad
print(w, w.requires_grad, w.is_leaf)
with torch.no_grad():
    w[0] = 3
print(w, w.requires_grad)
n = torch.ones(3)
m = n.numpy()
m[0] = 4
n.add_(1)
print(n, m)
picked = n[[0, 1]]
picked[0] = 100
print(n, picked)
arr = np.zeros((2, 2))
arr[0][1] = 3
arr[:, 0] += 1
print(arr)
d = n.detach()
d[2] = -1
print(n)
q = torch.arange(6).reshape(2, 3)
q.permute(1, 0)[2] = torch.tensor([50, 60])
q[q > 40] = 0
q[:, 1:].add_(1)
print(q)
g = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
h = g * 2
h[0] = 0
h.sum().backward()
print(g.grad, h)

# Views look at the storage that a tensor had when they were made, whatever `data` it is given later.
whole = torch.zeros(3)
first = whole[:2]
whole.data = torch.ones(3)
second = whole[1:]
whole[0] = 5.
first[1] = 9.
second[0] = 7.
print(whole, first, second)
whole.data = torch.full((3,), 2.)
third = whole.view(3, 1)
second += 1
third[2] = 4.
whole *= 2
print(whole, first, second, third)
for _ in range(3):
    whole.data = whole.data - 1
print(whole, third)
