import torch
import torch.nn.functional as F


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


def put(tensor, index, value):
    tensor[index] = value


# counting changes
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = x * 2
z = y**2
y.add_(1)
attempt(lambda: z.sum().backward())
print(x._version, y._version, y.detach()._version, y.data._version)
k = torch.tensor([0, 1])
for pick in (lambda: x[k], lambda: x.gather(0, k), lambda: x.index_select(0, k)):
    g = pick()
    k += 1
    attempt(lambda: g.sum().backward())
    k -= 1
for make in (torch.tan, torch.cosh, torch.erf, torch.reciprocal, torch.norm, torch.prod, torch.atan, F.elu, F.mish):
    u = x * 1
    out = make(u)
    u.mul_(2)
    attempt(lambda: out.sum().backward())
    out = make(x * 1)
    out.mul_(2)
    attempt(lambda: out.sum().backward())
u = x - 1
out = u.pow(3)
u.detach().zero_()
attempt(lambda: out.sum().backward())
print(u.requires_grad)
w = torch.ones(3, 2, requires_grad=True)
h = F.linear(x[None] * 1, w.T)
with torch.no_grad():
    w -= 0.1
attempt(lambda: h.sum().backward())
print(w._version)
states = torch.zeros(3, 2)
weight = torch.ones(2, 2, requires_grad=True)
state = torch.zeros(2, requires_grad=True)
for i in range(3):
    states[i] = weight @ state
    state = states[i]
attempt(lambda: states.sum().backward())
for twice in (x.norm(), x.prod(), x.sort().values.sum(), x.expm1().sum(), x[1:].sum(), x[k].sum(), x.cumsum(0).sum()):
    twice.backward()
    attempt(lambda: twice.backward())

# leaves, and views of them
x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
attempt(lambda: x.zero_())
attempt(lambda: put(x, 0, 1.0))
attempt(lambda: put(x, slice(0, 2), 1.0))
attempt(lambda: put(x, slice(None), 1.0))
attempt(lambda: put(x, torch.tensor([0]), 1.0))
attempt(lambda: x[0].add_(1))
attempt(lambda: x.view(3).mul_(2))
attempt(lambda: x.unbind()[0].mul_(2))
attempt(lambda: x.split(1)[2].zero_())
attempt(lambda: (x * 1).chunk(3)[1].add_(1))
attempt(lambda: torch.zeros(3).unbind()[1].add_(x[0]))
with torch.no_grad():
    part = x[0]
    first, second, third = x.view(3).unbind()
    print(x[0], x.view(3, 1), part.requires_grad, part.is_leaf, (part * 2).requires_grad)
    print(x.detach(), x.data, x[[0]], x.clone(), [row for row in x.view(3, 1)])
attempt(lambda: part.add_(1))
attempt(lambda: first.add_(1))
attempt(lambda: setattr(x, "grad", torch.ones(2)))
attempt(lambda: setattr(x, "grad", 3))
attempt(lambda: (x * 2).requires_grad_(False))
attempt(lambda: setattr(x * 2, "requires_grad", False))
attempt(lambda: float(x))
attempt(lambda: x.item())

# elements that share their memory
wide = torch.zeros(1, 3).expand(2, 3)
attempt(lambda: wide.add_(1))
attempt(lambda: put(wide, slice(None), 1.0))
attempt(lambda: wide.copy_(torch.ones(2, 3)))
attempt(lambda: wide.relu_())
attempt(lambda: torch.add(torch.ones(2, 3), 1, out=wide))
narrow = torch.zeros(3)
narrow.expand(2, 3).fill_(4.0)
print(narrow)

# names after changes in place
p = torch.ones(3, requires_grad=True)
for change in (
    lambda t: t.zero_(),
    lambda t: t.fill_(2.0),
    lambda t: t.fill_(torch.tensor(2.0)),
    lambda t: t.copy_(torch.zeros(3)),
    lambda t: t.unsqueeze_(0),
    lambda t: t.unsqueeze(0).clone().squeeze_(),
    lambda t: t.unsqueeze(0).clone().squeeze_(0),
    lambda t: t.unsqueeze(0).clone().transpose_(0, 1),
    lambda t: t.unsqueeze(0).clone().t_(),
    lambda t: t.view(3, 1).mul_(2),
    lambda t: (t.view(3, 1).mul_(2), t)[1],
    lambda t: torch.zeros(3, 3).diagonal().copy_(t),
    lambda t: torch.zeros(3).copy_(t),
    lambda t: t.unsqueeze(0).t(),
    lambda t: t.unbind()[1],
    lambda t: t.split([1, 2])[1],
    lambda t: t.chunk(2)[0],
    lambda t: t.relu_().exp_(),
):
    changed = change(p * 1)
    print(changed, changed.requires_grad)
q = p * 1
q.zero_()
q.sum().backward()
print(p.grad)
total = F.mse_loss(p, torch.zeros(3))
total += 1
print(total)
base = p * 1
piece = base[0]
base.mul_(2)
print(piece, base)
square = torch.zeros(3, 3)
square.diagonal().copy_(p)
print(square)
square = torch.zeros(3, 3)
square.t()[0] = p
print(square)
for row in (p * 1)[None]:
    print(row)
inner = (p * 2).detach().requires_grad_()
outer = p * 2
again = outer.detach().requires_grad_()
again.sum().backward()
print(outer.requires_grad, again.grad, outer)
outer.data.clamp_(max=1.0)
print(outer)

# where views lie
m = torch.arange(24.0).reshape(2, 3, 4)
for v in (m, m[1], m[:, 1], m[..., 2], m.transpose(0, 2), m[1:, ::2, 1], m.diagonal(), m[1].t()[2:], m.narrow(2, 1, 2), m[0].view(12)[3:7], m.clone()[1].clone(), m.expand(5, 2, 3, 4)[2], m.select(-1, -1)):
    print(v.storage_offset(), v.stride(), v.is_contiguous(), v._is_view())
turned = torch.zeros(2, 3).t()
turned[0] = 1
turned += 1
print(turned.stride(), turned.is_contiguous(), turned[1:, 1].storage_offset())
