import torch


def rosenbrock(p):
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2


for kwargs in (
    {"lr": 0.1},
    {"lr": 1.0, "line_search_fn": "strong_wolfe"},
    {"lr": 0.5, "max_iter": 4, "history_size": 2, "line_search_fn": "strong_wolfe"},
):
    p = torch.tensor([-1.5, 2.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([p], **kwargs)
    calls = 0

    def closure():
        global calls
        calls += 1
        optimizer.zero_grad()
        loss = rosenbrock(p)
        loss.backward()
        return loss

    for step in range(6):
        loss = optimizer.step(closure)
        print(step, calls, f"{loss.item():.6f}", [round(v, 4) for v in p.tolist()])

torch.manual_seed(0)
x = torch.randn(20, 3)
y = (x @ torch.tensor([1.0, -1.0, 0.5]) > 0).float()
w = torch.zeros(3, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
optimizer = torch.optim.LBFGS([w, b], lr=0.5, max_iter=5)


def step_closure():
    optimizer.zero_grad()
    loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ w + b, y) + 0.01 * (w**2).sum()
    loss.backward()
    return loss


for i in range(4):
    loss = optimizer.step(step_closure)
    print(i, f"{loss.item():.4f}")
print([f"{v:.2f}" for v in w.tolist()], f"{b.item():.2f}")
try:
    torch.optim.LBFGS([{"params": [w]}, {"params": [b]}])
except ValueError as error:
    print(error)
