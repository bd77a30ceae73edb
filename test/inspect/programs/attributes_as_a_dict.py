import torch


class State:
    def __init__(self, **kwargs):
        self.epoch = 0
        self.__dict__.update(kwargs)

    def state_dict(self):
        return vars(self).copy()

    def load_state_dict(self, state):
        self.__dict__.update(state)


first = State(best=1.5)
saved = first.state_dict()
saved['epoch'] = 7
print(first.epoch, first.best, vars(first))
first.epoch += 1
second = State()
second.load_state_dict(saved)
second.epoch += 1
print(vars(second), first.epoch, second.best)
second.__dict__['extra'] = 3
del second.__dict__['best']
print(second.extra, hasattr(second, 'best'))
second.__dict__ = {'only': 1}
print(vars(second), second.only)
vars(second).clear()
print(vars(second), hasattr(second, 'only'))


class Square(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * x


x = torch.tensor([1., 2.], requires_grad=True)
for wrong in (lambda: Square.apply(x).sum().backward(), lambda: torch.ones(2, 3) + torch.ones(3, 2)):
    try:
        print(wrong())
    except (RuntimeError, NotImplementedError) as error:
        print(type(error).__name__, error)
slope, = torch.autograd.grad((x ** 3).sum(), x, create_graph=True)
curve, = torch.autograd.grad(slope.sum(), x, create_graph=True)
print(slope, curve)
