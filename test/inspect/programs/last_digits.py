"""Numbers that are printed in full, as loss.item() is: single precision is rounded as PyTorch's kernels round it."""
import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
x, y, target = torch.randn(16, 8), torch.randint(4, (16,)), torch.randn(16, 4)
print(x[0].tolist(), x.sum().item(), x.mean(0).tolist())
scores = x @ x[:5].T
print(scores[0].tolist(), scores.softmax(1)[1].tolist(), scores.log_softmax(1)[2].tolist())
print(scores.sigmoid()[3].tolist(), F.silu(scores)[4].tolist(), torch.lerp(x[0], x[1], 0.7).tolist())
for name, optimizer in (
    ('SGD', lambda p: torch.optim.SGD(p, lr=0.1)),
    ('Adam', lambda p: torch.optim.Adam(p, lr=1e-2)),
    ('NAdam', lambda p: torch.optim.NAdam(p)),
    ('Adamax', lambda p: torch.optim.Adamax(p)),
):
    torch.manual_seed(1)
    net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 4))
    opt = optimizer(net.parameters())
    for step in range(6):
        loss = F.cross_entropy(net(x), y) if step % 2 else F.mse_loss(net(x), target)
        opt.zero_grad()
        loss.backward()
        opt.step()
        print(name, step, loss.item())

# Batches of small matrices round each product, larger ones are left to a library that does not.
for rows, inner, columns in ((3, 8, 6), (7, 8, 7), (8, 8, 8)):
    a = torch.tensor([(((i * 7 + 3) % 23) - 11) / 7 for i in range(2 * rows * inner)]).reshape(2, rows, inner)
    b = torch.tensor([(((i * 5 + 2) % 19) - 9) / 3 for i in range(2 * inner * columns)]).reshape(2, inner, columns)
    print([value.item() for value in (a @ b)[1, 0]])
query = torch.tensor([(((i * 7 + 3) % 23) - 11) / 3 for i in range(48)]).reshape(2, 3, 8).requires_grad_()
key = torch.tensor([(((i * 5 + 2) % 19) - 9) / 4 for i in range(64)]).reshape(2, 4, 8)
attended = torch.nn.functional.scaled_dot_product_attention(query, key, key, is_causal=True)
print([value.item() for value in attended[1, 2]])
attended.sum().backward()
print([value.item() for value in query.grad[1, 2]])

# A cube, an inverse square and an inverse root are made in steps, where a number is the exponent.
x = torch.tensor([0.1, 0.7, 1.3, -2.7, 3.9, 0.013]).requires_grad_()
for exponent in (3, -2, 4, 2.5, -1, 3.0):
    y = x ** exponent
    print(y.tolist(), torch.autograd.grad(y.sum(), x)[0].tolist())
z = x.detach().clone()
z **= 3
print(z.tolist(), (x.abs() ** -0.5).tolist(), x.abs().pow(torch.tensor(3.0)).tolist())
print((x.double() ** 3).tolist(), (x.half() ** 3).tolist(), (x.bfloat16() ** -2).tolist())
