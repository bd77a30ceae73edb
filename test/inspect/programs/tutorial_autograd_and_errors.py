import torch
x = torch.ones(5)
y = torch.zeros(3)
torch.manual_seed(1)
w = torch.randn(5, 3, requires_grad=True)
b = torch.randn(3, requires_grad=True)
z = torch.matmul(x, w)+b
loss = torch.nn.functional.binary_cross_entropy_with_logits(z, y)
loss.backward()
print(w.grad)
print(b.grad)
z = torch.matmul(x, w)+b
print(z.requires_grad)
with torch.no_grad():
    z = torch.matmul(x, w)+b
print(z.requires_grad)
z = torch.matmul(x, w)+b
z_det = z.detach()
print(z_det.requires_grad)
inp = torch.eye(4, 5, requires_grad=True)
out = (inp+1).pow(2).t()
out.backward(torch.ones_like(out), retain_graph=True)
print(f"First call\n{inp.grad}")
out.backward(torch.ones_like(out), retain_graph=True)
print(f"\nSecond call\n{inp.grad}")
inp.grad.zero_()
out.backward(torch.ones_like(out), retain_graph=True)
print(f"\nCall after zeroing gradients\n{inp.grad}")
a = torch.tensor([2., 3.], requires_grad=True)
b = torch.tensor([6., 4.], requires_grad=True)
Q = 3*a**3 - b**2
external_grad = torch.tensor([1., 1.])
Q.backward(gradient=external_grad)
print(9*a**2 == a.grad)
print(-2*b == b.grad)
x = torch.tensor(3.0, requires_grad=True)
y = x ** 2
try:
    y.backward()
    y.backward()
except RuntimeError as e:
    print("Error:", e)
try:
    torch.ones(3, requires_grad=True).add_(1)
except RuntimeError as e:
    print(e)
try:
    torch.arange(6).view(2, 3).t().view(-1)
except RuntimeError as e:
    print(e)
try:
    torch.ones(2, 3) @ torch.ones(2, 3)
except RuntimeError as e:
    print(e)
try:
    torch.nn.functional.cross_entropy(torch.randn(2, 3), torch.randn(2))
except RuntimeError as e:
    print(e)
try:
    torch.nn.functional.cross_entropy(torch.randn(2, 3), torch.tensor([0, 5]))
except IndexError as e:
    print(e)
try:
    torch.nn.Linear(3, 2)(torch.ones(2, 3, dtype=torch.double))
except RuntimeError as e:
    print(e)
try:
    torch.nn.Linear(3, 2)(torch.ones(2, 4))
except RuntimeError as e:
    print(e)
try:
    torch.nn.BCELoss()(torch.rand(3), torch.rand(3, 1))
except ValueError as e:
    print(e)
try:
    torch.nn.BCELoss()(torch.tensor([1.5]), torch.tensor([1.]))
except RuntimeError as e:
    print(e)
try:
    torch.ones(2, requires_grad=True).numpy()
except RuntimeError as e:
    print(e)
try:
    torch.ones(2).item()
except RuntimeError as e:
    print(e)
try:
    torch.ones(2, 3) + torch.ones(2, 4)
except RuntimeError as e:
    print(e)
try:
    torch.cat([torch.ones(2, 3), torch.ones(2, 4)])
except RuntimeError as e:
    print(e)
try:
    torch.stack([torch.ones(2), torch.ones(3)])
except RuntimeError as e:
    print(e)
try:
    torch.nn.Conv2d(3, 4, 3)(torch.ones(1, 1, 8, 8))
except RuntimeError as e:
    print(e)
try:
    torch.nn.Embedding(3, 2)(torch.tensor([3]))
except IndexError as e:
    print(e)
try:
    x = torch.ones(2); x[5]
except IndexError as e:
    print(e)
try:
    if torch.ones(2) > 0: pass
except RuntimeError as e:
    print(e)
try:
    torch.ones(2).backward()
except RuntimeError as e:
    print(e)
try:
    torch.ones(2, 2, requires_grad=True).mul(2).backward()
except RuntimeError as e:
    print(e)
try:
    torch.tensor([[1, 2], [3]])
except ValueError as e:
    print(e)
try:
    w = torch.ones(2, requires_grad=True)
    v = w.exp()
    v += 1
    v.sum().backward()
except RuntimeError as e:
    print(e)
