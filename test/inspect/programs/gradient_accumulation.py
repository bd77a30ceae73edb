import torch
import torch.nn.functional as F

torch.manual_seed(0)
X, y = torch.randn(32, 4), torch.randint(0, 3, (32,))


def fresh():
    torch.manual_seed(1)
    return torch.nn.Parameter(torch.randn(4, 3) * 0.1), torch.nn.Parameter(torch.zeros(3))


# one big batch
W, b = fresh()
opt = torch.optim.SGD([W, b], lr=0.1)
for _ in range(3):
    opt.zero_grad()
    F.cross_entropy(X @ W + b, y).backward()
    opt.step()
big = W.detach().clone()

# accumulated micro-batches
W, b = fresh()
opt = torch.optim.SGD([W, b], lr=0.1)
accum = 4
for epoch in range(3):
    opt.zero_grad()
    for step, (xb, yb) in enumerate(zip(X.split(8), y.split(8))):
        loss = F.cross_entropy(xb @ W + b, yb) / accum
        loss.backward()
        if (step + 1) % accum == 0:
            print(f"epoch {epoch} grad norm {W.grad.norm():.4f}")
            opt.step()
            opt.zero_grad()
print(torch.allclose(big, W, atol=1e-6), (big - W).abs().max().item() < 1e-6)

# gradient of a gradient: penalty
x = torch.randn(5, 4, requires_grad=True)
out = torch.tanh(x @ W)
grads = torch.autograd.grad(out.sum(), x, create_graph=True)[0]
penalty = ((grads.norm(2, dim=1) - 1) ** 2).mean()
W.grad = None
penalty.backward()
print(f"penalty {penalty.item():.4f}", W.grad.norm())

# per-sample gradients with vmap
from torch.func import grad, vmap


def loss_fn(w, x, t):
    return F.cross_entropy((x @ w).unsqueeze(0), t.unsqueeze(0))


per_sample = vmap(grad(loss_fn), in_dims=(None, 0, 0))(W.detach(), X[:3], y[:3])
print(per_sample.shape, [round(g.norm().item(), 4) for g in per_sample])
frozen = W.detach()
frozen[0] = 0
print(W[0], frozen.requires_grad)
