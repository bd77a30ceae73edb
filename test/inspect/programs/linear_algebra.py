import torch
torch.manual_seed(0)
q = torch.randn(2, 3, 4, 5); k = torch.randn(2, 3, 6, 5)
print(torch.einsum('bhid,bhjd->bhij', q, k).shape, torch.einsum('...id,...jd->...ij', q, k).sum())
a = torch.arange(6.).reshape(2, 3); b = torch.arange(12.).reshape(3, 4)
print(torch.einsum('ij,jk->ik', a, b), torch.einsum('ij->ji', a), torch.einsum('ij->', a), torch.einsum('ij,ij->i', a, a), torch.einsum('i,j->ij', a[0], b[0]), torch.einsum('ii->i', torch.eye(3)), torch.einsum('bij,bjk->bik', torch.ones(2, 2, 3), torch.ones(2, 3, 2)))
X = torch.cat([torch.ones(5, 1), torch.arange(5.).unsqueeze(1)], 1); y = torch.tensor([1., 3., 5., 7., 9.5])
print(torch.linalg.inv(X.T @ X) @ X.T @ y, torch.linalg.solve(X.T @ X, X.T @ y))
S = torch.tensor([[2., 0.5], [0.5, 1.]]); L = torch.linalg.cholesky(S); print(L, torch.det(S), torch.logdet(S), torch.slogdet(S))
z = torch.tensor([1., -1.]); print(-0.5 * (z @ torch.linalg.solve(S, z) + torch.logdet(S)))
print(torch.norm(a), a.norm(dim=1), torch.linalg.norm(a, 'fro'), torch.linalg.norm(a, 1), torch.cdist(a, a), torch.dist(a, a + 1))
try:
    torch.linalg.inv(torch.ones(2, 2))
except RuntimeError as e:
    print(e)
print(torch.trace(a @ a.T), torch.outer(a[0], a[1]), torch.kron(torch.eye(2), torch.ones(1, 2)), torch.tensordot(a, b, dims=1), torch.addmm(torch.ones(2, 4), a, b), torch.matrix_power(S, 3), torch.cross(torch.tensor([1., 0., 0.]), torch.tensor([0., 1., 0.]), dim=0))

# The sign of a determinant is in the graph too, though no gradient flows through it.
pair = torch.tensor([[[3.0, 1.0], [1.0, -2.0]], [[3.0, 1.0], [1.0, 2.0]]], requires_grad=True)
print(torch.linalg.slogdet(pair), torch.slogdet(pair.detach()))
torch.linalg.slogdet(pair)[1].sum().backward()
print(pair.grad)
