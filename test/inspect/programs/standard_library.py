"""Containers, iterators, dataclasses and texts of Python's standard library."""
from dataclasses import dataclass, field
from collections import defaultdict, Counter, OrderedDict, namedtuple, deque
from typing import List, Optional, Dict
import math
import functools
import itertools
import torch

@dataclass
class Config:
    lr: float = 0.1
    layers: List[int] = field(default_factory=lambda: [4, 8])
    name: str = "mlp"

    @property
    def depth(self) -> int:
        return len(self.layers)

    def scaled(self, k):
        return Config(lr=self.lr * k, layers=self.layers[:], name=f"{self.name}_{k}")

cfg = Config()
print(cfg)
print(cfg.depth, cfg.scaled(2))
print(cfg == Config())
Point = namedtuple('Point', ['x', 'y'])
p = Point(1, y=2)
print(p, p.x + p.y, p._asdict())
c = Counter("mississippi")
print(c.most_common(2), c['s'])
d = defaultdict(list)
for i in range(5):
    d[i % 2].append(i)
print(dict(d))
q = deque([1, 2, 3], maxlen=3)
q.append(4)
print(q, list(q)[-1])
print(list(itertools.chain([1], [2, 3])), list(itertools.product([0, 1], repeat=2)))
print(list(itertools.combinations([1, 2, 3], 2)))
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]))
add5 = functools.partial(lambda a, b: a + b, 5)
print(add5(3))
print([x ** 2 for x in range(10) if x % 3 == 0], {k: v for k, v in zip("abc", [1, 2, 3])}, {x % 3 for x in range(10)})
a, *rest, b = [1, 2, 3, 4, 5]
print(a, rest, b)
print(f"{math.pi:.3f} {42:05d} {'x':>5}|{1234567.891:,.2f}|{0.00001234:.2e}|{True!s}|{[1,2]!r}")
print("%.4f %d %s" % (1.5, 3, "hi"))
print("{:>10} {name}".format("abc", name="n"))
try:
    x = torch.tensor([1., 2.]) @ torch.tensor([[1., 2., 3.]])
except RuntimeError as e:
    print("error:", e)
try:
    {}['k']
except KeyError as e:
    print('KeyError', e)
finally:
    print("done")
class A:
    def __init__(self): self.v = 1
    def __repr__(self): return f"A({self.v})"
    def __add__(self, o): return self.v + o.v
    def __len__(self): return 3
    def __getitem__(self, i): return i * 2
    def __iter__(self):
        yield 1
        yield 2
    def __call__(self, x): return x + self.v
    @staticmethod
    def s(x): return x
    @classmethod
    def make(cls): return cls()
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit")
class B(A):
    def __init__(self):
        super().__init__()
        self.v += 10
with A() as aa:
    print(aa)
print(B(), A() + B(), len(A()), A()[4], list(A()), A()(3), A.s(2), B.make())
def gen(n):
    i = 0
    while i < n:
        yield i
        i += 1
print(sum(gen(5)), list(gen(3)), max(gen(4), key=lambda v: -v))
print(sorted([3, 1, 2], reverse=True), sorted("bca"), list(reversed([1, 2])), list(enumerate("ab", 1)), any([0, 1]), all([]), divmod(7, 3), round(2.567, 2), abs(-3), min(1, 2), pow(2, 3))
print("a,b,c".split(","), "-".join(["x", "y"]), "Hello".lower(), " s ".strip(), "abc".replace("b", "z"), "abc".find("c"), "abc".startswith("a"), "1".isdigit(), "abc"[::-1])
global_count = 0
def inc():
    global global_count
    global_count += 1
    def inner():
        nonlocal_v = 1
        return nonlocal_v
    return inner()
inc(); inc()
print(global_count)
print(isinstance(3, int), isinstance("s", (int, str)), type(3).__name__, hasattr(cfg, "lr"), getattr(cfg, "zz", None))
x = 5 if cfg.lr > 0 else 6
print(x, 7 // 2, 7 % 3, 2 ** 10, -7 // 2, 1e-5, 1/3, 0.1 + 0.2)
match_v = [1, 2]
s = {1, 2} | {3}; print(s, {1,2} & {2}, {1,2} - {2})
lst = [1, 2, 3]; lst.insert(0, 9); lst.extend([7]); lst.pop(); lst.remove(2); print(lst, lst.index(9), lst.count(1))
dd = {'a': 1}; dd.update(b=2); print(dd.get('c', 0), list(dd.items()), dd.pop('a'), dd, 'b' in dd, dd.setdefault('z', []))
print(*[1, 2], sep='-', end='!\n')
import copy
l2 = copy.deepcopy([[1], 2]); l2[0].append(5); print(l2)
assert len(l2) == 2, "bad"
print(list(map(str, [1, 2])), list(filter(None, [0, 1])), list(zip([1], [2])))
if (n := len(l2)) > 1: print(n)
def kw(a, b=2, *args, c=3, **kwargs): return a, b, args, c, kwargs
print(kw(1, 2, 3, c=4, d=5), kw(*[1, 2], **{'c': 9}))
