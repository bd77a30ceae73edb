# A straight line through points, found three ways that give one answer; and what the answer owes to the targets.
import torch

X = torch.tensor([[1.0, 2.0], [1.0, 3.0], [1.0, 5.0], [1.0, 7.0]], dtype=torch.float64)
y = torch.tensor([2.0, 3.0, 5.5, 6.0], dtype=torch.float64, requires_grad=True)

normal = torch.linalg.solve(X.T @ X, X.T @ y)
Q, R = torch.linalg.qr(X)
triangular = torch.linalg.solve_triangular(R, (Q.T @ y).unsqueeze(1), upper=True).squeeze(1)
pseudo = torch.linalg.pinv(X) @ y
least = torch.linalg.lstsq(X, y.unsqueeze(1)).solution
print(normal.detach())
print(triangular)
print(pseudo)
print(least.detach())
print(R)
triangular[1].backward()
print(y.grad)
