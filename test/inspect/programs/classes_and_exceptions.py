"""What classes define of themselves, what exceptions say, and Python's own messages."""
class Attr:
    def __init__(self): self.d = {'x': 1}
    def __getattr__(self, n):
        if n in self.d: return self.d[n]
        raise AttributeError(f"no {n}")
    def __contains__(self, k): return k in self.d
    def __bool__(self): return False
    def __hash__(self): return 5
    def __eq__(self, o): return isinstance(o, Attr)
a = Attr(); print(a.x, hasattr(a, 'y'), 'x' in a, bool(a), not a, a == Attr(), getattr(a, 'z', 'def'))
try: a.q
except AttributeError as e: print(e)
class Vec:
    __slots__ = ('x', 'y')
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def __radd__(self, o): return self if o == 0 else NotImplemented
    def __sub__(self, o): return Vec(self.x - o.x, self.y - o.y)
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return Vec(-self.x, -self.y)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __iter__(self): yield self.x; yield self.y
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __lt__(self, o): return abs(self) < abs(o)
    def __repr__(self): return f'Vec({self.x!r}, {self.y!r})'
    def __str__(self): return f'<{self.x}, {self.y}>'
    def __format__(self, spec): return f'V[{self.x:{spec}}]' if spec else str(self)
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __setitem__(self, i, v):
        if i == 0: self.x = v
        else: self.y = v
    def __len__(self): return 2
    def __iadd__(self, o): self.x += o.x; return self
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __pow__(self, n): return Vec(self.x ** n, self.y ** n)
    def __truediv__(self, k): return Vec(self.x / k, self.y / k)
    def __float__(self): return float(self.x)
    def __int__(self): return int(self.x)
    def __index__(self): return int(self.x)
v = Vec(1, 2); print(v, repr(v), [v], v + v, 3 * v, v * 2, -v, abs(v), sum([v, v]), list(v), v == Vec(1, 2), v != Vec(1, 2), v < Vec(5, 5), f'{v}', f'{v:.2f}', v[0], len(v), v @ v, v ** 2, v / 2, sorted([Vec(3, 3), v]), max(v, Vec(9, 9)))
v[0] = 7; v += Vec(1, 1); print(v); x, y = v; print(x, y)
try: v.z = 3
except AttributeError as e: print(e)
class Base:
    registry = []
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw); Base.registry.append((cls.__name__, tag))
    def who(self): return 'base'
    @classmethod
    def make(cls, *a): return cls(*a)
    @staticmethod
    def add(a, b): return a + b
    @property
    def area(self): return self._a
    @area.setter
    def area(self, v):
        if v < 0: raise ValueError('neg')
        self._a = v
    @area.deleter
    def area(self): print('del'); del self._a
class A(Base, tag='a'):
    def who(self): return 'A' + super().who()
class B(Base):
    def who(self): return 'B' + super().who()
class C(A, B):
    def who(self): return 'C' + super().who()
print(Base.registry, C().who(), [k.__name__ for k in C.__mro__], isinstance(C(), B), issubclass(C, Base), C.make().add(1, 2), type(C()).__name__, C.__bases__)
c = C(); c.area = 5; print(c.area)
try: c.area = -1
except ValueError as e: print('E', e)
del c.area
print(c.__dict__, C.__name__, C.__qualname__, c.__class__)
class Desc:
    def __set_name__(self, o, n): self.n = '_' + n
    def __get__(self, o, t=None): return getattr(o, self.n, 'unset')
    def __set__(self, o, v): setattr(o, self.n, v * 2)
class H: d = Desc()
h = H(); print(h.d); h.d = 4; print(h.d, h.__dict__)
class Cm:
    def __enter__(self): print('enter'); return self
    def __exit__(self, t, v, tb): print('exit', t.__name__ if t else None, v); return True
with Cm() as m: raise KeyError('k')
print('after')
class Call:
    def __call__(self, *a, k=1): return a, k
    def __getattribute__(self, n): return super().__getattribute__(n)
    def __setattr__(self, n, v): super().__setattr__(n, v)
    def __delitem__(self, k): print('delitem', k)
    def __reversed__(self): return iter([3, 2])
    def __missing__(self, k): return k
q = Call(); print(q(1, k=2), callable(q)); q.z = 1; print(q.z); del q[3]
class MyErr(ValueError):
    def __init__(self, msg, code=0): super().__init__(msg); self.code = code
    def __str__(self): return f'[{self.code}] {super().__str__()}'
try:
    try: 1 / 0
    except ZeroDivisionError as e: raise MyErr('bad', 3) from e
except MyErr as e: print(e, repr(e), e.code, repr(e.__cause__), e.args, type(e.__context__).__name__, isinstance(e, ValueError))
try:
    try: {}['a']
    except KeyError: raise RuntimeError('second')
except RuntimeError as e: print(repr(e.__context__), e.__cause__)
def f(n):
    try:
        if n == 0: raise ValueError('v')
        if n == 1: return 'ret'
        if n == 2: raise TypeError
    except (ValueError, KeyError) as e: print('caught', e); return 'exc'
    else: print('else')
    finally: print('finally', n)
    return 'end'
print(f(0), f(1), f(3))
try: f(2)
except TypeError as e: print('T', e, repr(e))
try:
    assert 1 == 2, f'msg {3}'
except AssertionError as e: print(e, repr(e))
try: assert False
except AssertionError as e: print(repr(e), str(e) == '')
try: raise ValueError
except Exception as e: print(type(e), e.args)
try: raise Exception('a', 1)
except Exception as e: print(e, e.args)
try:
    try: raise ValueError('x')
    except ValueError: raise
except ValueError as e: print('re', e)
try: next(iter([]))
except StopIteration: print('SI')
try: raise NotImplementedError('ni')
except (NotImplementedError, OSError) as e: print(e)
for i in range(3):
    try:
        if i == 1: continue
        if i == 2: break
    finally: print('f', i)
def g():
    for i in range(3):
        try: return i
        finally: print('fin')
print(g())
x = 5
def outer():
    x = 1
    def inner():
        nonlocal x; x += 1
        def deep():
            nonlocal x; x *= 10
            return x
        return deep()
    r = inner(); return r, x
def glob():
    global x, newg; x = 99; newg = 1
print(outer()); glob(); print(x, newg)
def unbound():
    print(x); x = 1
try: unbound()
except UnboundLocalError as e: print(e)
def defaults(a, b=[]): b.append(a); return b
print(defaults(1), defaults(2))
from abc import ABC, abstractmethod
class Abs(ABC):
    @abstractmethod
    def go(self): ...
    @property
    @abstractmethod
    def p(self): ...
try: Abs()
except TypeError as e: print(e)
class Half(Abs):
    def go(self): pass
try: Half()
except TypeError as e: print(e)
print(Base.add.__name__, f.__name__, (lambda: 0).__name__, C.who.__qualname__)
print(7 // -2, 7 % -2, -7 // 2, (-7) % 3, 7.5 // 2, -7.5 % 2, 2**0.5, (-8) ** (1/3) if False else 0, 10 ** -3, 0 ** 0)
print(1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 1.0, 100000.0, float('inf'), -0.0, float('nan'), 1e22, 1e23)
print(5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 4, 256 >> 2, -1 >> 1, -5 & 0xff)
try: int('abc')
except ValueError as e: print(e)
try: float('abc')
except ValueError as e: print(e)
try: 1 // 0
except ZeroDivisionError as e: print(e)
try: 1 % 0
except ZeroDivisionError as e: print(e)
try: 1.0 / 0
except ZeroDivisionError as e: print(e)
try: 'a' + 1
except TypeError as e: print(e)
try: 1 + 'a'
except TypeError as e: print(e)
try: [1] + (2,)
except TypeError as e: print(e)
try: 'abc' * 1.5
except TypeError as e: print(e)
try: len(5)
except TypeError as e: print(e)
try: [1,2][5]
except IndexError as e: print(e)
try: 'abc'[5]
except IndexError as e: print(e)
try: (1,)[5]
except IndexError as e: print(e)
try: {}['x']
except KeyError as e: print(e, repr(e))
try: None.foo
except AttributeError as e: print(e)
try: [].foo
except AttributeError as e: print(e)
try: (5).foo
except AttributeError as e: print(e)
try: a, b = 1, 2, 3
except ValueError as e: print(e)
try: a, b, c = 1, 2
except ValueError as e: print(e)
try: a, *b, c = [1]
except ValueError as e: print(e)
try: for_ = 5; for_[0] = 1
except TypeError as e: print(e)
try: (lambda: 5)()()
except TypeError as e: print(e)
try: t = (1,2); t[0] = 2
except TypeError as e: print(e)
def func(a, /, b, *, c=3, **k): return a, b, c, k
print(func(1, b=2, d=4), func(*[1, 2], **{'c': 5}))
for bad in [lambda: func(), lambda: func(1, 2, 3), lambda: func(a=1, b=2), lambda: (lambda x: x)(), lambda: (lambda x: x)(1, 2), lambda: (lambda x: x)(y=1), lambda: func(1, 2, b=3)]:
    try: bad()
    except TypeError as e: print(e)
print("%10.3e" % 1234.5, f"{2.5:.0e} {3.5:.0e} {1234.5:.4g} {0.00012345:.4g} {1e22:e}")
print({1, 2, 3}, {3, 1, 2}, {10, 20, 30}, {1, 100}, {-1, 2}, {5}, {'a'}, set(range(20)), set(), frozenset([2, 1]), {0, 7, 3})
import json
print(json.loads('[1, 2.0, "x 1.5", null, {"a": true, "b": 1e3}]'), json.dumps({"b": "é\"\n", "a": [1.0, 2]}, sort_keys=True))
w, p, i, n = 10, 3, 42, 1234567.891
print(f"{n:{w}.{p}}|{n:>{w + 5}.{p}f}|{i=}|{i = }|{n=:.2f}|{i + 1=}|{'nested ' + f'{i}'}|{i:c}|{n:G}|{'%*d' % (5, 3)}")
for bad in [lambda: f"{None:>5}", lambda: f"{[1]:3}", lambda: int("1.5"), lambda: int(float("nan")), lambda: int(float("inf")), lambda: 5 % 0, lambda: 0 ** -1]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(int("1_000"), int("0x1f", 16), int("-0b101", 2), float("1_0.5"), -7 // 2, -7 % 3, 7.5 // 2, 1e300 % 7, 6 // -4)
