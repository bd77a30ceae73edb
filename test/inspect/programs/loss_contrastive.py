import torch
import torch.nn.functional as F


def nt_xent(a, b, temperature=0.5):
    z = F.normalize(torch.cat([a, b]), dim=1)
    sim = z @ z.T / temperature
    n = a.shape[0]
    sim = sim.masked_fill(torch.eye(2 * n, dtype=torch.bool), float("-inf"))
    target = torch.cat([torch.arange(n, 2 * n), torch.arange(n)])
    return F.cross_entropy(sim, target)


a = torch.tensor([[1.0, 0.5], [-0.3, 2.0], [0.7, -1.0]], requires_grad=True)
b = torch.tensor([[0.9, 0.7], [-0.5, 1.5], [1.0, -0.8]])
loss = nt_xent(a, b)
loss.backward()
print(f"{loss.item():.4f}", a.grad)
q, k = F.normalize(a.detach(), dim=-1), F.normalize(b, dim=-1)
info = F.cross_entropy(q @ k.t() / 0.1, torch.arange(3))
print(f"{info.item():.4f}")
