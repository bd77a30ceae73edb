import torch
import numpy as np
x = torch.arange(9.).reshape(3, 3)
x.diagonal().zero_(); print(x)
x.diagonal(1).add_(10); print(x)
y = x.t().reshape(-1); y[0] = 99; print(x[0, 0], y[0])
z = torch.arange(6.).reshape(2, 3); v = z.reshape(3, 2); v[0, 1] = -1; print(z)
u = torch.arange(8.); w = u.unfold(0, 4, 4); w[1] += 100; print(u, w.stride())
a, b = torch.arange(6.).chunk(2); a.mul_(2); print(a, b)
p = torch.arange(6.); q, r = p.split(3); r.zero_(); print(p)
for row in p.view(2, 3).unbind(0): row += 1
print(p)
s = p.narrow(0, 1, 2); s.fill_(7); print(p, p.select(0, 1))
m = p[p > 5]; m.zero_(); print(p); k = p[[0, 1]]; k.zero_(); print(p)
d = p.detach(); d[0] = 55; print(p[0]); e = p.data; e[1] = 66; print(p[1])
n = p.numpy(); n[2] = 77; print(p[2]); t = torch.from_numpy(n); t[3] = 88; print(n[3], p[3])
g = torch.zeros(2, 2, requires_grad=True); h = g * 1; h.diagonal().copy_(torch.tensor([2., 3.])); h.sum().backward(); print(h.detach(), g.grad)
print(x.T.is_contiguous(), x.diagonal().stride(), x[:, 1].stride(), x.as_strided((2, 2), (3, 1), 1))
