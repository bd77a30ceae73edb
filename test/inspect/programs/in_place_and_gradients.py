import torch
for name, f in {'cos_': lambda y: y.cos_(), 'mul_': lambda y: y.mul_(torch.tensor(2.0).requires_grad_()), 'log_': lambda y: y.log_(), 'div_': lambda y: y.div_(torch.tensor(2.0).requires_grad_()), 'pow_': lambda y: y.pow_(3), 'square_': lambda y: y.square_(), 'exp_': lambda y: y.exp_(), 'sigmoid_': lambda y: y.sigmoid_(), 'sqrt_': lambda y: y.sqrt_(), 'mulself': lambda y: y.mul_(y), 'cos_then_add': lambda y: y.cos_().add_(1), 'exp_then_add': lambda y: y.exp_().add_(1), 'mul then': lambda y: (y * y).sum() + y.mul_(2).sum(), 'sin then mul': lambda y: (lambda z: y.mul_(2).sum() + z)(y.sin().sum())}.items():
    x = torch.tensor([0.5, 1.5], requires_grad=True)
    y = x.clone()
    try:
        out = f(y)
        out.sum().backward()
        print(name, x.grad)
    except RuntimeError as e:
        print(name, 'refused', str(e)[:60])
