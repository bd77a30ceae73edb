import torch
from torch.autograd.functional import hessian, jacobian


def solve(M, v):
    (a, b), (c, d) = M
    return torch.stack([d * v[0] - b * v[1], a * v[1] - c * v[0]]) / (a * d - b * c)


def rosenbrock(p):
    x, y = p
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


p = torch.tensor([-1.2, 1.0], dtype=torch.float64, requires_grad=True)
for i in range(8):
    loss = rosenbrock(p)
    (g,) = torch.autograd.grad(loss, p, create_graph=True)
    H = torch.stack([torch.autograd.grad(gi, p, retain_graph=True)[0] for gi in g])
    step = solve(H, g.detach())
    with torch.no_grad():
        p -= step
    print(i, f"f={loss.item():.6f}", f"|g|={g.norm().item():.6f}", [round(v, 4) for v in p.tolist()])

q = torch.tensor([0.5, 0.5], dtype=torch.float64)
print(hessian(rosenbrock, q))
print(jacobian(rosenbrock, q))

# gradient descent with backtracking line search
x = torch.tensor([-1.0, 1.5])
for it in range(5):
    x.requires_grad_(True)
    f = rosenbrock(x)
    (grad,) = torch.autograd.grad(f, x)
    with torch.no_grad():
        t = 1.0
        while rosenbrock(x - t * grad) > f - 0.5 * t * (grad**2).sum():
            t *= 0.5
        x = x - t * grad
    print(it, t, f"{f.item():.4f}")
# quadratic
A = torch.tensor([[3.0, 1.0], [1.0, 2.0]])
b = torch.tensor([1.0, -1.0])
x = torch.zeros(2, requires_grad=True)
value = 0.5 * x @ A @ x - b @ x
value.backward()
print(x.grad, solve(A, b))
