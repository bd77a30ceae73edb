import copy

import torch


class EMA:
    def __init__(self, params, decay):
        self.decay = decay
        self.shadow = [p.detach().clone() for p in params]

    @torch.no_grad()
    def update(self, params):
        for s, p in zip(self.shadow, params):
            s.mul_(self.decay).add_(p, alpha=1 - self.decay)


torch.manual_seed(0)
w = torch.nn.Parameter(torch.randn(3, 2))
b = torch.nn.Parameter(torch.zeros(2))
ema = EMA([w, b], decay=0.9)
opt = torch.optim.SGD([w, b], lr=0.1)
x, y = torch.randn(32, 3), torch.randint(0, 2, (32,))
best_state, best_loss = None, float("inf")
history = {"loss": [], "lr": []}
base_lr, warmup_steps, total = 0.5, 5, 20


def lr_at(step):
    if step < warmup_steps:
        return base_lr * (step + 1) / warmup_steps
    progress = (step - warmup_steps) / max(1, total - warmup_steps)
    return base_lr * max(0.0, 1.0 - progress)


for step in range(total):
    for group in opt.param_groups:
        group["lr"] = lr_at(step)
    loss = torch.nn.functional.cross_entropy(x @ w + b, y)
    opt.zero_grad()
    loss.backward()
    opt.step()
    ema.update([w, b])
    history["loss"].append(loss.item())
    history["lr"].append(opt.param_groups[0]["lr"])
    if loss.item() < best_loss:
        best_loss = loss.item()
        best_state = copy.deepcopy({"w": w.detach(), "b": b.detach()})
print([f"{v:.3f}" for v in history["loss"][::4]])
print([round(v, 3) for v in history["lr"]])
print(ema.shadow[0], ema.shadow[1])
with torch.no_grad():
    w.copy_(best_state["w"])
    print(torch.nn.functional.cross_entropy(x @ w + best_state["b"], y))
swa = sum(history["loss"][-5:]) / 5
print(f"{swa:.4f} {best_loss:.4f} {min(history['loss']) == best_loss}")
