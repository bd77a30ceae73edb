"""Members of enumerations with more than a value, decorators of classes, orders, and metaclasses of every form."""
import enum, functools
from dataclasses import dataclass, field
import torch
class Planet(enum.Enum):
    A = (1.0, 2.0)
    B = (3.0, 4.0)
    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius
    @property
    def density(self): return self.mass / self.radius
print(Planet.A.density, Planet.B.mass, Planet.B.value)
@functools.total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(2), V(3) >= V(4), V(3) > V(1), sorted([V(3), V(1)])[0].v)
REG = {}
def register(name):
    def deco(cls):
        REG[name] = cls
        cls.key = name
        return cls
    return deco
@register('mlp')
class MLP: pass
@register('cnn')
@dataclass
class CNN:
    k: int = 3
print(list(REG), MLP.key, REG['cnn'](5), CNN)
class Meta(type):
    def __call__(cls, *args, **kw):
        obj = type.__call__(cls, *args, **kw)
        obj.post()
        return obj
    def __getattr__(cls, n):
        return 'meta ' + n
    def __repr__(cls): return '<M %s>' % cls.__name__
    def __instancecheck__(cls, o): return hasattr(o, 'quack')
    def __add__(cls, o): return cls.__name__ + o.__name__
class K(metaclass=Meta):
    def __init__(self, a): self.a = a
    def post(self): self.b = self.a * 2
class K2(K): pass
print(K(2).b, K.foo, K, K + K2, isinstance(3, K), K2(5).b, [c.__name__ for c in K.__subclasses__()])
def meta(name, bases, ns):
    ns['extra'] = 7
    return type(name, bases, ns)
class F(metaclass=meta):
    def go(self): return self.extra
print(F().go())
class PluginBase:
    plugins = []
    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        PluginBase.plugins.append(cls)
class P1(PluginBase): pass
class P2(P1): pass
print(PluginBase.plugins)
try:
    print(P1.nothing)
except AttributeError as e:
    print(e)
class Immutable:
    __slots__ = ('x',)
    def __new__(cls, x):
        self = object.__new__(cls)
        object.__setattr__(self, 'x', x)
        return self
    def __setattr__(self, *a): raise TypeError('immutable')
i = Immutable(4)
print(i.x)
try: i.x = 3
except TypeError as e: print(e)
class Cached:
    _cache = {}
    def __new__(cls, n):
        if n in cls._cache: return cls._cache[n]
        obj = super().__new__(cls)
        cls._cache[n] = obj
        return obj
    def __init__(self, n): self.n = n
print(Cached(1) is Cached(1), Cached(2) is Cached(1), Cached(2).n)
class MyDict(dict):
    def __new__(cls, *a, **k):
        o = super().__new__(cls, *a, **k)
        o.tag = 'd'
        return o
d = MyDict(a=1); print(d, d.tag)
class Model(torch.nn.Module, metaclass=Meta):
    def __init__(self): super().__init__(); self.l = torch.nn.Linear(2, 1)
    def post(self): torch.nn.init.ones_(self.l.weight); torch.nn.init.zeros_(self.l.bias)
    def forward(self, x): return self.l(x)
print(Model()(torch.tensor([[1., 2.]])))
@dataclass
class Conf(metaclass=type):
    lr: float = 0.1
    sizes: list = field(default_factory=lambda: [1, 2])
print(Conf(), Conf.lr)
class D(metaclass=type('M3', (type,), {'__len__': lambda cls: 5})): pass
print(len(D), bool(D))
class Typed:
    a: int = 1
    b: 'str' = 'x'
print(Typed.__annotations__)
print(Typed.__mro__, Typed.__bases__, Typed.__module__, Typed.__dict__['a'], vars(Typed)['b'])
class Mode(str, enum.Enum):
    MEAN = 'mean', 'the mean'
    SUM = 'sum', 'the sum'
    def __new__(cls, value, text):
        obj = str.__new__(cls, value)
        obj._value_ = value
        obj.text = text
        return obj
print(Mode.MEAN.text, Mode.SUM.value, Mode('mean').name, Mode.SUM == 'sum', Mode['SUM'].text)
print({k: v for k, v in Typed.__dict__.items() if not k.startswith('__')})
