"""What a class is told when it is made: abstract methods, descriptors, __init_subclass__, and types that __new__ extends."""
import torch, torch.nn as nn
from abc import ABCMeta, abstractmethod
class AutoReg(ABCMeta):
    def __init__(cls, name, bases, ns):
        super(AutoReg, cls).__init__(name, bases, ns)
        if not hasattr(cls, 'plugins'):
            cls.plugins = []
        else:
            cls.plugins.append(cls)
class Metric(metaclass=AutoReg):
    @abstractmethod
    def compute(self, p, t): ...
class Acc(Metric):
    def compute(self, p, t):
        return (p.argmax(1) == t).float().mean().item()
class Top(Metric):
    pass
print([c.__name__ for c in Metric.plugins])
p = torch.tensor([[2., 1.], [0., 3.]]); t = torch.tensor([0, 0])
print([Acc().compute(p, t)])
try:
    Top()
except TypeError as e:
    print('TypeError', e)
Base = type('Base', (nn.Module,), {'forward': lambda self, x: x * self.k, 'k': 3})
m = Base()
print(m(torch.ones(2)), Base.__name__, Base)
class Field:
    def __set_name__(self, owner, name):
        self.name = '_' + name
        owner.fields = getattr(owner, 'fields', []) + [name]
    def __get__(self, obj, typ=None):
        if obj is None:
            return self
        return getattr(obj, self.name, None)
    def __set__(self, obj, v):
        setattr(obj, self.name, float(v))
class Cfg:
    lr = Field()
    momentum = Field()
    def __init__(self, lr, momentum):
        self.lr = lr; self.momentum = momentum
    def __class_getitem__(cls, item):
        return f'{cls.__name__}[{item}]'
c = Cfg(1, 2)
print(Cfg.fields, c.lr, c.momentum, c.__dict__, Cfg['x'])
class Plugin:
    reg = {}
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        cls.reg[name or cls.__name__] = cls
class A(Plugin): pass
class B(Plugin, name='bee'): pass
print(Plugin.reg, Plugin.reg['bee'] is B)
class Upper(type):
    def __new__(mcls, name, bases, ns):
        new = {k.upper() if not k.startswith('__') else k: v for k, v in ns.items()}
        return type.__new__(mcls, name, bases, new)
class U(metaclass=Upper):
    val = 1
    def get(self): return self.VAL + 1
print(U.VAL, U().GET(), hasattr(U, 'val'))
class Point(tuple):
    def __new__(cls, x, y):
        return super().__new__(cls, (x, y))
    @property
    def x(self): return self[0]
pt = Point(3, 4)
print(pt, pt.x, len(pt), isinstance(pt, tuple))
class Celsius(float):
    def __new__(cls, v): return float.__new__(cls, v * 2)
    def f(self): return self * 9 / 5 + 32
print(Celsius(10), Celsius(10).f())
class Model(nn.Module):
    def __new__(cls, kind):
        if kind == 'big':
            cls = Big
        return super().__new__(cls)
    def __init__(self, kind):
        super().__init__()
        self.kind = kind
        self.w = nn.Parameter(torch.ones(2))
class Big(Model):
    def forward(self, x): return x @ self.w
print(type(Model('big')).__name__, Model('big')(torch.ones(2)))
