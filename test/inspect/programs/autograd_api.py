import torch
from torch.autograd import Function, Variable, grad
from torch.autograd.functional import hessian, jacobian, jvp, vjp


def attempt(call):
    try:
        print(call())
    except RuntimeError as error:
        print(error)


x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = (x**2).sum()
y.backward(retain_graph=True)
y.backward()
print(x.grad)
attempt(lambda: y.backward())
attempt(lambda: (x * 2).backward())
attempt(lambda: torch.ones(2).sum().backward())
z = x * 2
z.backward(torch.tensor([1.0, 0.5, 0.25]))
print(x.grad)
attempt(lambda: (x * 2).backward(torch.ones(2)))
held = x.grad
x.sum().backward()
print(held)

# autograd.grad
a = torch.tensor(2.0, requires_grad=True)
b = torch.tensor(3.0, requires_grad=True)
c = a * b
d = c**2 + a
print(grad(d, [a, b, c], retain_graph=True))
attempt(lambda: grad(a**2, [a, b]))
print(grad(a**2, [a, b], allow_unused=True))
print(grad(a**2, [a, b], materialize_grads=True))
attempt(lambda: grad(a**2, torch.ones(1)))
v = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
(g,) = grad((v**3).sum(), v, create_graph=True)
print(g.detach())
(h,) = grad(g, v, grad_outputs=torch.ones_like(g))
print(h)
print(grad([a * b, a + b], [a, b], grad_outputs=[torch.tensor(1.0), torch.tensor(10.0)]))
torch.autograd.backward([a * 2, b * 3])
print(a.grad, b.grad)
(a * b).backward(inputs=[a])
print(a.grad, b.grad)

# non-leaf tensors and hooks
w = torch.tensor([1.0, -2.0], requires_grad=True)
u = w * 3
u.retain_grad()
handle = w.register_hook(lambda g: g * 10)
u.register_hook(lambda g: print("hook", g))
(u**2).sum().backward()
print(u.grad, w.grad, u.is_leaf, w.is_leaf)
handle.remove()
w.grad = None
(w * 3).sum().backward()
print(w.grad)
print(u.detach().requires_grad, u.detach())


# switching
@torch.no_grad()
def frozen(t):
    return t * 2


with torch.no_grad():
    print((w * 2).requires_grad)
    with torch.enable_grad():
        print((w * 2).requires_grad)
    print(frozen(w).requires_grad)
with torch.set_grad_enabled(False):
    print((w * 2).requires_grad, torch.is_grad_enabled())
print(torch.is_grad_enabled())
torch.set_grad_enabled(False)
print((w * 2).requires_grad)
torch.set_grad_enabled(True)
print((w * 2).requires_grad)
with torch.inference_mode():
    print((w * 2).requires_grad)


# custom functions
class Cube(Function):
    @staticmethod
    def forward(ctx, input, scale):
        ctx.save_for_backward(input)
        ctx.scale = scale
        return scale * input**3

    @staticmethod
    def backward(ctx, grad_output):
        (input,) = ctx.saved_tensors
        print(ctx.needs_input_grad)
        return grad_output * ctx.scale * 3 * input**2, None


t = torch.tensor([1.0, 2.0], requires_grad=True)
out = Cube.apply(t, 2.0)
print(out)
out.sum().backward()
print(t.grad)


class Split(Function):
    @staticmethod
    def forward(x, y):
        return x * y, x + y

    @staticmethod
    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(*inputs)

    @staticmethod
    def backward(ctx, g1, g2):
        x, y = ctx.saved_tensors
        return g1 * y + g2, g1 * x + g2


p = torch.tensor([2.0], requires_grad=True)
q = torch.tensor([5.0], requires_grad=True)
first, second = Split.apply(p, q)
(first * 2 + second * 3).sum().backward()
print(p.grad, q.grad)


class Ste(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return torch.sign(x)

    @staticmethod
    def backward(ctx, grad):
        return grad.clamp(-1, 1)


s = torch.tensor([-0.5, 0.7], requires_grad=True)
(Ste.apply(s) * torch.tensor([3.0, 0.5])).sum().backward()
print(s.grad)
old = Variable(torch.ones(2), requires_grad=True)
(old * 3).sum().backward()
print(old.grad)

# functional
f = lambda x: torch.stack([x[0] ** 2 + x[1], x[0] * x[1]])
point = torch.tensor([2.0, 3.0])
print(jacobian(f, point))
print(jacobian(lambda a, b: a * b.sum(), (torch.ones(2), torch.tensor([1.0, 2.0]))))
print(hessian(lambda x: (x**3).sum() + x[0] * x[1], point))
print(hessian(lambda a, b: (a * b**2).sum(), (torch.tensor([1.0]), torch.tensor([2.0]))))
print(vjp(f, point, torch.tensor([1.0, 0.5])))
print(jvp(f, point, torch.tensor([1.0, 0.0])))
print(torch.func.grad(lambda x: x.sin().sum())(point))
print(torch.func.grad(torch.func.grad(lambda x: x**3))(torch.tensor(2.0)))
print(torch.func.grad_and_value(lambda x, y: (x * y).sum(), argnums=(0, 1))(point, point * 2))
print(torch.func.jacrev(f)(point), torch.func.hessian(lambda x: (x**4).sum())(point))
print(torch.vmap(torch.dot)(torch.ones(3, 2), torch.arange(6.0).view(3, 2)))
print(torch.func.vmap(lambda a, b: a * b, in_dims=(0, None))(torch.arange(3.0), torch.tensor([1.0, 2.0])))
print(torch.vmap(torch.func.grad(lambda x: x**2))(torch.arange(3.0)))
