import torch
x = torch.arange(24.).reshape(2, 3, 4)
print(x.stride(), x.transpose(1, 2).stride(), x.permute(2, 0, 1).stride(), x[:, 1].stride(), x[:, ::2].stride(), x.t().stride() if x.dim() == 2 else '')
y = x.transpose(1, 2)
print(y.is_contiguous(), y.contiguous().is_contiguous(), (y * 2).is_contiguous(), y.contiguous().view(-1)[:5])
try:
    y.view(-1)
except RuntimeError as e:
    print(e)
print(x.view(6, 4).shape, y.reshape(-1)[:6], x.expand(2, 3, 4).is_contiguous(), torch.ones(3, 1).expand(3, 4).stride())
a = torch.zeros(3, 4)
b = a.view(2, 6); b[0, 1] = 5; a[2] = 7; print(a, b)
c = a[:, 1]; c += 1; print(a); a.t()[0] = 9; print(a)
d = a.unsqueeze(0).squeeze(0); d.fill_(2); print(a.sum())
m = torch.eye(3); m[m > 0] = 4; m[1] += 1; m[:, 2] *= 2; m[0][1] = -1; print(m)
m[[0, 2]] = torch.tensor([1., 2., 3.]); print(m); m[..., -1] = 0; m.diagonal().add_(10) if False else None; print(m)
z = torch.arange(6); z[1:4] = torch.tensor([9, 8, 7]); z[-1] = z[0]; print(z, z[[0, -1]], z[z > 5], z[None].shape, z[..., None].shape)
out = torch.empty(3); torch.add(torch.ones(3), 2, out=out); print(out)
w = torch.ones(2, 3, requires_grad=True)
try:
    w += 1
except RuntimeError as e:
    print(e)
with torch.no_grad():
    w.mul_(3); w[0, 0] = 0
print(w)
try:
    torch.tensor([1, 2]).add_(0.5)
except RuntimeError as e:
    print(e)
try:
    torch.ones(2).add_(torch.ones(3, 2))
except RuntimeError as e:
    print(e)
print(torch.tensor([250], dtype=torch.uint8) + 10, torch.tensor([100], dtype=torch.int8) * 2, torch.tensor([1.9, -1.9]).int(), torch.tensor([1, 0]).bool())
print(x.element_size(), x.nbytes, x.numel(), x.dtype, x.device, x.ndim, len(x), x.shape[0], x.size(-1), x.T.shape if x.dim() == 2 else x.mT.shape)
print(torch.zeros(2, 3).scatter_(1, torch.tensor([[0], [2]]), 1.0), torch.arange(5).roll(2), torch.arange(10).chunk(3), torch.arange(10).split(4))
