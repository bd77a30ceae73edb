"""Kernels that round their steps in half precision: what is left shows which steps PyTorch takes."""
import torch
import torch.nn.functional as F

for n, scale in ((2, 0.7), (2, 1.0), (3, 0.6), (4, 0.5)):
    for dtype in (torch.float16, torch.bfloat16):
        values = [(((i * 7 + 3) % 11) - 5) / 4 * scale for i in range(n * n)]
        a = torch.tensor(values).reshape(n, n).to(dtype).requires_grad_()
        e = torch.linalg.matrix_exp(a)
        print(e)
        e.sum().backward()
        print(a.grad)

x = torch.tensor([-8.5, -1.765625, 0.5, 3.0, -4.3125], dtype=torch.bfloat16, requires_grad=True)
for n in (2, 3, 5):
    y = torch.polygamma(n, x)
    print(y, torch.autograd.grad(y.sum(), x)[0])

for dtype in (torch.float16, torch.bfloat16):
    x = torch.linspace(-12, 12, 70).to(dtype).requires_grad_()
    y = torch.special.i0e(x)
    print(y)
    print(torch.autograd.grad(y.sum(), x)[0])

rows = torch.tensor([[(((i * 7 + 3) % 11) - 5) * 1.7 for i in range(j, j + 15)] for j in range(2)])
for dtype in (torch.float16, torch.bfloat16):
    images = rows.reshape(2, 3, 5).to(dtype).requires_grad_()
    normal = F.instance_norm(images, eps=0.6)
    print(normal)
    (normal * normal.cos()).sum().backward()
    print(images.grad)

image = torch.tensor([(((i * 5 + 2) % 13) - 6) / 2 for i in range(24)]).reshape(1, 2, 3, 4)
places = torch.tensor([(((i * 7 + 3) % 11) - 5) / 5 for i in range(12)]).reshape(1, 2, 3, 2)
for padding in ('zeros', 'border', 'reflection'):
    x = image.half().requires_grad_()
    grid = places.half().requires_grad_()
    sampled = F.grid_sample(x, grid, padding_mode=padding, align_corners=False)
    print(sampled)
    (sampled * sampled).sum().backward()
    print(x.grad, grid.grad + 0)

grown = torch.tensor(2.0, requires_grad=True)
total = grown.clone()
total.addbmm_(torch.ones(2, 3, 4), torch.ones(2, 4, 5), beta=0.5)
print(total.shape, total[0])
total.sum().backward()
print(grown.grad)
