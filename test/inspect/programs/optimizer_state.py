import torch
from torch import nn, optim

w = torch.tensor([1.0, -2.0], requires_grad=True)
b = torch.tensor([0.5], requires_grad=True)
optimizer = optim.Adam([{"params": [w], "lr": 0.1}, {"params": [b], "weight_decay": 0.01}], lr=0.01)
print(optimizer)
print(len(optimizer.param_groups), optimizer.param_groups[0]["lr"], optimizer.param_groups[1]["lr"])
print(optimizer.param_groups[1]["betas"], optimizer.defaults["eps"])
for step in range(4):
    optimizer.zero_grad()
    loss = (w ** 2).sum() + 3 * (b - 1).pow(2).sum()
    loss.backward()
    optimizer.step()
    if step == 1:
        optimizer.param_groups[0]["lr"] = 0.5
        for group in optimizer.param_groups:
            group["lr"] *= 0.5
    print(w, b, f"{loss.item():.4f}")
state = optimizer.state_dict()
print(state["param_groups"])
print(state["state"][0]["step"], state["state"][0]["exp_avg"], list(state["state"][1].keys()))
c = torch.tensor([2.0], requires_grad=True)
optimizer.add_param_group({"params": c, "lr": 1.0})
print([group["lr"] for group in optimizer.param_groups], len(optimizer.param_groups[2]["params"]))
other = optim.Adam([{"params": [w]}, {"params": [b]}], lr=0.3)
other.load_state_dict(state)
print(other.param_groups[0]["lr"], other.state[w]["exp_avg_sq"])
sgd = optim.SGD([c], lr=0.1, momentum=0.9)
print(sgd.state_dict())
(c * 3).sum().backward()
print(c.grad)
sgd.step()
print(c, sgd.state_dict()["state"])
sgd.zero_grad(set_to_none=False)
print(c.grad)
sgd.zero_grad()
print(c.grad)
loss = sgd.step(lambda: (c ** 2).sum())
print(loss)

def closure():
    sgd.zero_grad()
    value = (c ** 2).sum()
    value.backward()
    return value

print(sgd.step(closure), c)
for make in (
    lambda: optim.SGD([], lr=0.1),
    lambda: optim.SGD([c], lr=-1.0),
    lambda: optim.Adam([c], betas=(1.5, 0.9)),
    lambda: optim.Adam([c], eps=-1e-8),
    lambda: optim.SGD([c], lr=0.1, nesterov=True),
    lambda: optim.SGD([c * 2], lr=0.1),
    lambda: optim.Adam([{"params": [c]}, {"params": [c]}]),
    lambda: optim.SGD(c, lr=0.1),
    lambda: optim.Rprop([c], etas=(1.5, 1.2)),
):
    try:
        make()
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
