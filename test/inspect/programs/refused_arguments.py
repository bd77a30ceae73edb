"""What PyTorch refuses, in its words; and what it makes of empty tensors and scalars."""
import torch, math
x = torch.tensor([[1.5, -2.0, 0.0], [3.25, -0.5, 2.0]])
i = torch.tensor([[7, -3, 0], [2, 9, -5]])
b = torch.tensor([True, False])
try:
    torch.lgamma("a")
except TypeError as e:
    print("TypeError")
try:
    print(torch.bitwise_and(x, x))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.gcd(x, x))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.kthvalue(x, 5))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.topk(x, 5))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.quantile(i, 0.5))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.quantile(x, 1.5))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.logit(i, 2))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(b - b)
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.cummax(x, 3))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.isclose(x, i))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(i ** -1)
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.bincount(x))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.searchsorted(x, torch.ones(3, 3)))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.max(torch.tensor([])))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.tensor([]).argmax())
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.median(torch.tensor([])))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.mode(torch.tensor([])))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(x.clamp())
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.polygamma(-1, x))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.diff(torch.tensor(1.)))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.gradient(torch.tensor([1.])))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(x / torch.ones(2))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.frexp(i))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.nextafter(i, i))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.i0(i), torch.erf(b), torch.angle(i), torch.exp(b))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.sign(b), torch.floor(i), torch.trunc(i), torch.round(i), torch.square(b))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.abs(b))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.frac(i))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.neg(b))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.ceil(b))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.relu(b))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.cumsum(x, dim=0, dtype=torch.int64), torch.cumprod(b, 0))
except Exception as e:
    print(type(e).__name__, e)
try:
    print(torch.std(i))
except Exception as e:
    print(type(e).__name__, e)
print(torch.tensor([]).sum(), torch.tensor([]).mean(), torch.tensor([]).prod(), torch.zeros(0, 3).sum(0), torch.zeros(0, 3).any(0), torch.zeros(0, 3).all())
print(torch.tensor(3.).sort(), torch.tensor(3.).max(0), torch.tensor(3.).median(), torch.tensor(3.).mode(), torch.tensor(3.).cummax(0), torch.tensor(5.).topk(1))
print(torch.zeros(2, 0).cumsum(1), torch.zeros(2, 0).sort(), torch.zeros(0).unique(), torch.nonzero(torch.tensor(5.)), torch.nonzero(torch.tensor(5.), as_tuple=True))
print(x.argsort(stable=True, dim=1), torch.sort(x, stable=True, dim=0), x.sort(0, True).values)
print(x.any(), x.all(1), x.amax((0, 1)), x.amin(0, True), i.amax(1))
print(torch.sum(x, (0, 1), keepdim=True), torch.var(x, (0, 1), correction=0), x.std(False), x.var(unbiased=True), torch.var(x, 1, False))
print(torch.std_mean(x), torch.var_mean(x, (0,), keepdim=True))
print(x.max(), x.min(), i.min(), torch.max(i, 1)[1], i.max(dim=0)[0], max(x[0]), min(x[1]))
vals, idx = x.max(dim=1)
print(vals, idx)
m = x.max(1)
print(m.values, m.indices, m[0])
print(torch.floor_divide(i, 2), i.floor_divide(2), torch.true_divide(i, 2), x.divide(2, rounding_mode='floor'), i.remainder(4), i.fmod(4))
print(x.ge(1), x.eq(x), i.ne(2), torch.greater(x, 0), torch.less_equal(x, 0))
print(torch.clip(x, 0), x.clip(max=1.0), torch.clamp_min(i, 0), x.clamp_max(1))
print(torch.bitwise_not(i), torch.bitwise_or(i, 1), i ^ 3, i & 3, torch.bitwise_right_shift(i, 1))
print(torch.where(x > 0, 1, 0), torch.where(x > 0, 1.0, 0.0), torch.where(x > 0, x, 0), x.where(x > 0, torch.tensor(0.)))
print(x.exp().log().sqrt().sin().tanh().round(decimals=2))
print(torch.e ** x if hasattr(torch, 'e') else 0)
print(torch.special.psi(x + 3), torch.special.gammainc(torch.tensor(2.), x.abs()), torch.special.exp2(x), torch.special.log1p(x.abs()), torch.special.round(x), torch.special.sinc(x), torch.special.logsumexp(x, 1), torch.special.softmax(x, 1))
