import torch, torch.nn as nn
lin = nn.Linear(2, 2)
with torch.inference_mode():
    t = torch.ones(2); print(t.is_inference(), torch.is_inference_mode_enabled(), torch.is_grad_enabled())
    u = lin(t); print(u.requires_grad, u.is_inference())
w = torch.ones(2, requires_grad=True)
for f in (lambda: (w * t).sum().backward(), lambda: t.add_(1), lambda: t.requires_grad_(), lambda: t.clone().requires_grad_(), lambda: t.view(1, 2), lambda: t + w, lambda: t._version, lambda: t.sin_(), lambda: u.backward(), lambda: setattr(t, 'requires_grad', True)):
    try: r = f(); print('ok', None if r is None else r)
    except Exception as e: print(type(e).__name__, e)
print(torch.ones(1).is_inference())
v = t.clone(); print(v.is_inference(), (w * v).sum())
@torch.inference_mode()
def predict(m, x):
    return m(x).argmax(-1)
print(predict(lin, torch.ones(3, 2)).is_inference())
with torch.no_grad():
    q = w * 2; print(q.requires_grad, q.is_leaf, q.grad_fn)
    with torch.enable_grad(): print((w * 2).requires_grad)
@torch.no_grad
def f(x): return x * 2
print(f(w))
with torch.set_grad_enabled(False): print((w * w).requires_grad)
torch.set_grad_enabled(False); print((w + 1).requires_grad); torch.set_grad_enabled(True)
a = torch.ones(3, requires_grad=True); b = a.exp()
try: b.add_(1); b.sum().backward()
except RuntimeError as e: print(e)
c = a.exp(); s = c.sum(); s.backward()
try: s.backward()
except RuntimeError as e: print(str(e)[:60])
try: torch.ones(2).sum().backward()
except RuntimeError as e: print(e)
try: (a * 2).backward()
except RuntimeError as e: print(e)
try: torch.autograd.grad((a * 2).sum(), w)
except RuntimeError as e: print(e)
print(torch.autograd.grad((a * 2).sum(), w, allow_unused=True), torch.autograd.grad((a * 2).sum(), [w, a], allow_unused=True, materialize_grads=True))
view = a.view(3, 1)
try: view.requires_grad_(False)
except RuntimeError as e: print(e)
d = a.detach(); d.requires_grad_(); print(d.is_leaf)
with torch.no_grad(): a += 1
print(a, a._version)
e_ = torch.zeros(2, 2); row = e_[0]; row.requires_grad_(); (row * 2).sum().backward(); print(row.grad, e_.requires_grad)
h = torch.autograd.functional.hessian(lambda x: (x ** 3).sum(), torch.tensor([1., 2.])); print(h)
print(torch.autograd.functional.jacobian(lambda x: x ** 2, torch.tensor([1., 2.])))
F = torch.autograd.functional
g = lambda x: (x ** 3).sum(); x0, v0 = torch.tensor([1., 2.]), torch.tensor([1., .5])
print(F.hvp(g, x0, v0), F.vhp(g, x0, v0)); print(F.vjp(lambda x: x ** 2, x0, v0), F.jvp(lambda x: x ** 2, x0, v0))
xx = torch.tensor([1., 2., 3.], requires_grad=True); yy = xx ** 2
print(torch.autograd.grad(yy, xx, torch.eye(3), is_grads_batched=True)[0])
