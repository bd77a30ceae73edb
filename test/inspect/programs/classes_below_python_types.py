import collections
import functools
import enum
from enum import Enum, IntEnum
class M(str, Enum):
    A = 'a'
    B = 'b'
class I(IntEnum):
    X = 1
    Y = 2
class K(int, Enum):
    P = 3
print(M.A, f'{M.A}', '%s' % M.A, repr(M.A), str(M.A), M.A == 'a', 'a' == M.A, M.A in ('a',), {M.A: 1}['a'], {'a': 2}[M.A], M.A.upper(), M('b'), M.A + 'x', len(M.A), M.A.value, isinstance(M.A, str), 'a' in [m.value for m in M], M.A is M('a'), M.A != 'b', [m for m in M], M.A.startswith('a'))
print(I.X, f'{I.X}', repr(I.X), I.X + 1, I.X < I.Y, I.X == 1, [10, 20, 30][I.Y], {1: 'one'}[I.X], max(I), sorted([I.Y, I.X]), list(range(I.Y)), I(2), int(I.X), float(I.Y), I.Y * 2.5, -I.X, I.X & 1, bool(I.X), K.P, K.P * 2, f'{K.P}', f'{I.Y:>4}')
try: M('z')
except ValueError as e: print(e)
try: I(7)
except ValueError as e: print(e)
class C(Enum):
    R = 'r'
try: C('q')
except ValueError as e: print(e)
try: C['nope']
except KeyError as e: print(e)
print(C.R == 'r', C.R in C, C.R.name, len(C), C.R.value, {C.R: 1}, C.R == C.R, C('r'))

class AttrDict(dict):
    __getattr__ = dict.get
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__
y = AttrDict(lr=.1, n=AttrDict(h=3)); y.wd = 2; print(y, y.lr, y.n.h, y.nope, 'wd' in y, len(y), list(y), y['wd'], isinstance(y, dict), dict(**y), {**y}, y == {'lr': .1}, bool(y), y.items())
del y.wd; print(y); y.update(z=4); print(y.get('z'), y.pop('z'), y.keys())
class LRU(dict):
    def __missing__(self, k): return k * 2
print(LRU()[4], LRU({1: 5})[1])
class Stack(list):
    def push(self, v): self.append(v); return self
    @property
    def top(self): return self[-1]
s = Stack([1, 2]); s.push(3); print(s, s.top, len(s), s[0], [v for v in s], s + [1], isinstance(s, list), sum(s), s == [1, 2, 3], s[1:])
from collections import namedtuple, OrderedDict, defaultdict
from typing import NamedTuple
class P(namedtuple('P', 'x y')):
    def norm(self): return (self.x ** 2 + self.y ** 2) ** .5
p = P(3, 4); print(p, p.norm(), p[0], p.x, *p, p._replace(x=1), p._asdict())
class Batch(NamedTuple):
    x: int
    y: int = 2
    @property
    def total(self): return self.x + self.y
    def scaled(self, k): return self._replace(x=self.x * k)
b = Batch(1); print(b, b.total, b.scaled(3), b._fields, Batch(x=4, y=5).total); u, v = b; print(u, v)
class ODict(OrderedDict):
    def __setitem__(self, k, v): super().__setitem__(k, v); self.move_to_end(k)
o = ODict(); o['a'] = 1; o['b'] = 2; o['a'] = 3; print(list(o.items()))
class S(str):
    def shout(self): return self.upper() + '!'
print(S('hi').shout(), S('hi') + 'x', len(S('abc')), S('a') == 'a')
import copy
y2 = copy.deepcopy(y); y2['lr'] = 5; print(y['lr'], y2.lr)
class E2(Enum):
    A = 1; B = 2
    @classmethod
    def parse(cls, s): return cls[s.upper()]
    @property
    def double(self): return self.value * 2
    def __str__(self): return f'<{self.name}>'
print(E2.parse('b'), E2.A.double, f'{E2.A}', [str(e) for e in E2], E2['A'] is E2.A, E2(2).name)
class Level(Enum):
    LOW = 5
    HIGH = enum.auto()
    MORE = enum.auto()
    FLOOR = 5
print(Level.HIGH.value, Level.MORE.value, Level.FLOOR, Level['FLOOR'], len(Level), list(Level), Level(5) is Level.FLOOR)
from types import SimpleNamespace
space = SimpleNamespace(a=1, b=[2])
space.c = 'x'
print(space, space.a, vars(space))
class Lazy:
    @functools.cached_property
    def table(self):
        print('computed')
        return [1, 2]
lazy = Lazy()
print(lazy.table, lazy.table is lazy.table)
class Point:
    def __init__(self, x):
        self.x = x
    def __eq__(self, other):
        return self.x == other.x
    def __hash__(self):
        return hash(self.x)
print({Point(1): 'one'}[Point(1)], 'a\tbc\td'.expandtabs(4))
counts = [0, 0]
[counts.__setitem__(i % 2, counts[i % 2] + 1) for i in range(5)]
print(counts)
class Filled(dict):
    def __init__(self, *args, **kwargs):
        self['first'] = 0
        super().__init__(*args, **kwargs)
print(Filled(second=1), Filled([('first', 2)]))
class Recent(collections.deque):
    def mean(self): return sum(self) / len(self)
recent = Recent(maxlen=2)
for value in range(4): recent.append(value)
print(list(recent), recent.mean())
@functools.lru_cache
def twice(value):
    print('computed', value)
    return value * 2
print(twice(1), twice(1.0), twice(True), twice('a'), twice('a'), twice((1, 2)), twice((1, 2)))
for unhashable in ([1], ([1],), {}):
    try: twice(unhashable)
    except TypeError as e: print(e)
class Table:
    def __init__(self, size): self.size = size
    @functools.lru_cache(maxsize=None)
    def row(self, at): return [self.size * at]
small, large = Table(1), Table(10)
print(small.row(2), large.row(2), small.row(2) is small.row(2))
