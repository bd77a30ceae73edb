"""Mixed precision on the CPU: which operations compute in bfloat16, and a training loop under autocast."""
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(4)
model = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten(), nn.Linear(64, 3))
optimizer = torch.optim.SGD(model.parameters(), lr=0.05)
x, y = torch.randn(6, 1, 4, 4), torch.tensor([0, 1, 2, 0, 1, 2])
print(torch.is_autocast_enabled("cpu"), torch.is_autocast_enabled(), torch.get_autocast_dtype("cpu"))
for step in range(3):
    optimizer.zero_grad()
    with torch.autocast(device_type="cpu", dtype=torch.bfloat16):
        out = model(x)
        loss = F.cross_entropy(out, y)
    print(step, out.dtype, loss.dtype, f"{loss.item():.3f}", torch.is_autocast_enabled("cpu"))
    loss.backward()
    optimizer.step()
print(model[0].weight.grad.dtype, model[4].weight.dtype, out.grad_fn.name(), loss.grad_fn.name())

a, b = torch.arange(12.0).view(3, 4) / 8, torch.arange(8.0).view(4, 2) / 4
with torch.autocast("cpu"):
    product = a @ b
    print(product, (product + 1).dtype, (product * a[:, :2]).dtype, a.sum().dtype, torch.cat([product, a[:, :2]]).dtype)
    with torch.autocast("cpu", enabled=False):
        print((a @ b).dtype, torch.is_autocast_cpu_enabled(), (product.float() @ b.t()).dtype)
    for result in (
        F.linear(a, b.t()),
        F.conv1d(a[None], torch.ones(2, 3, 2)),
        torch.addmm(torch.ones(2), a, b),
        F.softmax(product, -1),
        F.layer_norm(product, (2,)),
        F.gelu(product),
        F.mse_loss(product, torch.zeros(3, 2)),
        F.l1_loss(product, product * 2),
        F.binary_cross_entropy_with_logits(product, torch.ones(3, 2)),
        F.nll_loss(F.log_softmax(product, 1), torch.tensor([0, 1, 1])),
        torch.cdist(product, product),
        product.prod(),
        a.double() @ b.double(),
    ):
        print(result.dtype, end=" ")
    print()
with torch.autocast("cpu", dtype=torch.float16):
    print((a @ b).dtype, torch.get_autocast_dtype("cpu"))
with torch.autocast("cuda", enabled=False):
    print((a @ b).dtype)
weight = torch.ones(4, 2, requires_grad=True)
with torch.autocast("cpu"):
    scaled = (a @ weight).float().pow(2).sum() + (a @ weight).sum()
scaled.backward()
print(weight.grad, scaled)

layer, seen = nn.Linear(2, 1), torch.randn(1, 2)
for keeps in (True, False, None):
    with torch.autocast("cpu", dtype=torch.bfloat16, cache_enabled=keeps):
        with torch.no_grad():
            first = layer(seen)
        second, third = layer(seen), layer(seen * 2)
        (second + third * 1.37).sum().backward()
    print(first.requires_grad, second.requires_grad, layer.weight.grad, layer.bias.grad)
    layer.zero_grad()
for outer, inner in ((True, False), (False, True)):
    with torch.autocast("cpu", cache_enabled=outer):
        result = layer(seen)
        with torch.autocast("cpu", cache_enabled=inner):
            result = result + layer(seen * 0.3) + layer(seen * 1.7) * 1.37
        (result + layer(seen * 0.77)).sum().backward()
    print(layer.weight.grad, layer.bias.grad)
    layer.zero_grad()
