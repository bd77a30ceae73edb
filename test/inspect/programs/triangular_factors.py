import torch

torch.manual_seed(1)
A = torch.randn(4, 4)
b = torch.randn(4, 2)

# LU: the factors apart, packed, and solving with them for several right-hand sides.
print(torch.linalg.lu(A))
LU, pivots = torch.linalg.lu_factor(A)
print(LU, pivots)
print(torch.linalg.lu_solve(LU, pivots, b), torch.linalg.lu_solve(LU, pivots, b.T, left=False))
print(torch.lu_unpack(LU, pivots))
P, L, U = torch.lu_unpack(LU, pivots)
print(torch.allclose(P @ L @ U, A, atol=1e-6))
for shape in ((2, 4), (4, 2), (2, 3, 3)):
    print(torch.linalg.lu(torch.randn(*shape)))
print(torch.linalg.lu_factor_ex(torch.zeros(2, 2)))
try:
    torch.linalg.lu_factor(torch.tensor([[1.0, 2.0], [2.0, 4.0]]))
except RuntimeError as error:
    print(error)

# The log of a determinant through U, with its gradient.
W = torch.tensor([[2.0, 0.5, 0.0], [-1.0, 3.0, 1.0], [0.5, 0.0, 1.5]], requires_grad=True)
P, L, U = torch.linalg.lu(W)
print(L, U)
logdet = U.diagonal().abs().log().sum()
logdet.backward()
print(logdet, W.grad, torch.linalg.inv(W.detach()).T)

# Reflections: QR as LAPACK keeps it.
a, tau = torch.geqrf(A)
print(a, tau)
Q = torch.linalg.householder_product(a, tau)
print(Q, torch.orgqr(a, tau).shape)
print(torch.ormqr(a, tau, b), torch.ormqr(a, tau, b, transpose=True), torch.ormqr(a, tau, b.T, left=False))
tall = torch.randn(5, 2)
print(torch.linalg.qr(tall, mode='complete'))
print(torch.linalg.qr(tall, mode='r'))
v = torch.randn(4, 2, requires_grad=True)
turn = torch.linalg.householder_product(v, torch.tensor([1.2, 0.8]))
(turn * torch.arange(8.0).reshape(4, 2)).sum().backward()
print(turn, v.grad)

# Symmetric and indefinite: blocks of one and of two rows.
S = torch.tensor([[0.0, 2.0, 3.0], [2.0, 0.0, 1.0], [3.0, 1.0, 1.0]])
LD, pivots = torch.linalg.ldl_factor(S)
print(LD, pivots)
print(torch.linalg.ldl_solve(LD, pivots, torch.eye(3)), torch.linalg.inv(S))
print(torch.linalg.ldl_factor_ex(S + 5 * torch.eye(3)))

T = torch.eye(6).reshape(2, 3, 6) * 2.0
print(torch.linalg.tensorsolve(T, torch.arange(6.0).reshape(2, 3)), torch.linalg.matmul(S, S))
