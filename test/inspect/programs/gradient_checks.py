"""gradcheck and gradgradcheck of functions of the program."""
import torch
from torch.autograd import Function, gradcheck, gradgradcheck


class Cube(Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x**3

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient * 3 * x**2


class Wrong(Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, gradient):
        return gradient * 3


torch.manual_seed(0)
x = torch.randn(4, dtype=torch.double, requires_grad=True)
w = torch.randn(2, 4, dtype=torch.double, requires_grad=True)
print(gradcheck(Cube.apply, (x,), eps=1e-6, atol=1e-4), gradgradcheck(Cube.apply, (x,)))
print(torch.rand(1))
print(gradcheck(lambda a, b: (b @ a, a.sum()), (x, w)), torch.autograd.gradcheck(torch.nn.functional.gelu, x))
print(gradcheck(Wrong.apply, (x,), raise_exception=False))
try:
    gradcheck(Wrong.apply, (x,))
except RuntimeError as error:
    print(type(error).__name__, str(error).splitlines()[0])
print(gradcheck(torch.nn.functional.cross_entropy, (torch.randn(3, 4).double().requires_grad_(), torch.tensor([0, 3, 1]))))
try:
    gradcheck(Cube.apply, (torch.ones(2, dtype=torch.double),))
except ValueError as error:
    print(error)
