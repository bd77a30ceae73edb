import torch

torch.manual_seed(0)
X = torch.randn(12, 4) @ torch.diag(torch.tensor([3.0, 2.0, 1.0, 0.2]))

# Principal components: by the singular vectors of the centred data, and by the covariance.
centred = X - X.mean(0)
U, S, Vh = torch.linalg.svd(centred, full_matrices=False)
print(U)
print(S)
print(Vh)
print('variances', S ** 2 / (X.shape[0] - 1))
L, V = torch.linalg.eigh(torch.cov(X.T))
print(L.flip(0))
print(V.flip(1))
print('projected', centred @ Vh[:2].T)
print('share explained', (S ** 2).cumsum(0) / (S ** 2).sum())
low_rank = U[:, :2] @ torch.diag(S[:2]) @ Vh[:2]
print('lost', torch.linalg.matrix_norm(centred - low_rank), (S[2:] ** 2).sum().sqrt())

# The decomposition of a wide and of a square matrix, with all vectors.
for A in (torch.randn(2, 5), torch.randn(3, 3), torch.randn(5, 2)):
    print(torch.linalg.svd(A))
    print(torch.svd(A))
    print(torch.linalg.svdvals(A), torch.linalg.cond(A))

# Norms that penalise the rank and the largest stretch of a weight.
W = torch.randn(3, 5, requires_grad=True)
x, y = torch.randn(8, 5), torch.randn(8, 3)
optimizer = torch.optim.SGD([W], lr=0.05)
for step in range(4):
    optimizer.zero_grad()
    fit = torch.nn.functional.mse_loss(x @ W.T, y)
    nuclear = torch.linalg.matrix_norm(W, 'nuc')
    spectral = torch.linalg.matrix_norm(W, 2)
    loss = fit + 0.1 * nuclear + 0.05 * spectral
    loss.backward()
    print(step, round(loss.item(), 4), round(nuclear.item(), 4), round(spectral.item(), 4))
    print(W.grad)
    optimizer.step()
print(torch.linalg.svdvals(W))
print(torch.norm(W, 'nuc'), torch.linalg.norm(W, -2), torch.linalg.norm(W, 2))

# Least squares of a full and of a deficient rank.
A = torch.tensor([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0], [1.0, 3.0]])
b = torch.tensor([[1.0], [2.5], [2.0], [4.0]])
print(torch.linalg.lstsq(A, b).solution)
print(torch.linalg.lstsq(A, b, driver='gelsd'))
D = torch.tensor([[1.0, 2.0], [2.0, 4.0], [3.0, 6.0]], dtype=torch.float64)
print(torch.linalg.matrix_rank(D), torch.linalg.matrix_rank(A), torch.linalg.matrix_rank(torch.zeros(2, 2)))
print(torch.linalg.pinv(D))
print(torch.linalg.lstsq(D, torch.ones(3, 1, dtype=torch.float64)).solution)
print(torch.linalg.pinv(A) @ b)

# Eigenvalues of a symmetric matrix, and their gradient: the curvature of a quadratic form.
H = torch.tensor([[4.0, 1.0, 0.0], [1.0, 3.0, -1.0], [0.0, -1.0, 2.0]], requires_grad=True)
values, vectors = torch.linalg.eigh(H)
print(values, vectors)
print(torch.linalg.eigvalsh(H))
values[-1].backward(retain_graph=True)
print(H.grad)
H.grad = None
(vectors[:, 0] ** 3).sum().backward()
print(H.grad)
print(torch.linalg.cond(H.detach(), 1), torch.linalg.cond(H.detach(), 'fro'))
try:
    torch.linalg.svd(torch.ones(2, 2, dtype=torch.half))
except NotImplementedError as error:
    print(error)
try:
    torch.linalg.svd(torch.tensor([[1.0, float('nan')]]))
except RuntimeError as error:
    print(error)
print(torch.linalg.svd(torch.diag(torch.tensor([2.0, -1.0, 0.5]))), torch.linalg.eigh(torch.eye(2)))
print(torch.linalg.multi_dot([torch.ones(2, 3), torch.ones(3, 4), torch.ones(4)]))
