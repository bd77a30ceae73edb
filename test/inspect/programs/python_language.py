"""Classes, generators, context managers, decorators and exceptions."""
import contextlib, time, sys, os, re, json, random, logging, warnings
from enum import Enum, auto
from abc import ABC, abstractmethod
from contextlib import contextmanager
from functools import wraps, lru_cache
from typing import NamedTuple, Callable, Tuple, Any, Union
import torch
import torch.nn as nn
warnings.filterwarnings("ignore")

class Color(Enum):
    RED = 1
    GREEN = 2
print(Color.RED, Color.RED.value, Color(2), [c.name for c in Color], Color['RED'] is Color.RED)

class Mode(Enum):
    A = auto()
    B = auto()
print(Mode.B.value, repr(Mode.A))

@contextmanager
def timer(name):
    print("start", name)
    try:
        yield name.upper()
    finally:
        print("end", name)
with timer("t") as u:
    print("in", u)

def logged(fn):
    @wraps(fn)
    def inner(*args, **kwargs):
        print("call", fn.__name__, args, kwargs)
        r = fn(*args, **kwargs)
        return r
    return inner
@logged
def f(a, b=1): return a + b
print(f(1, b=5))

def repeat(n):
    def deco(fn):
        def inner(*a):
            return [fn(*a) for _ in range(n)]
        return inner
    return deco
@repeat(3)
def hi(): return "hi"
print(hi())

@lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(20))

class Temp:
    def __init__(self): self._t = 0
    @property
    def t(self): return self._t
    @t.setter
    def t(self, v):
        if v < 0: raise ValueError("negative")
        self._t = v
x = Temp(); x.t = 5; print(x.t)
try:
    x.t = -1
except ValueError as e:
    print("caught", e, type(e).__name__)
class MyErr(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code
try:
    raise MyErr(3)
except MyErr as e:
    print(e, e.code, e.args)
def risky(i):
    try:
        return 10 / i
    except ZeroDivisionError:
        return -1
    else:
        return 5
    finally:
        print("fin", i)
print(risky(0), risky(2))
class Base(ABC):
    @abstractmethod
    def go(self): ...
    def run(self): return self.go() * 2
class Child(Base):
    count = 0
    def __init__(self): Child.count += 1
    def go(self): return 21
print(Child().run(), Child.count)
class P(NamedTuple):
    a: int
    b: float = 2.0
print(P(1), P(1).b)
class It:
    def __init__(self, n): self.n = n; self.i = 0
    def __iter__(self): return self
    def __next__(self):
        if self.i >= self.n: raise StopIteration
        self.i += 1
        return self.i
print(list(It(3)), sum(It(4)))
for i in It(2): print(i)
def g():
    print("g start")
    for i in range(3):
        print("before", i)
        yield i
        print("after", i)
for v in g():
    print("body", v)
    if v == 1: break
for i, v in enumerate(g()):
    if i == 0: continue
    print(i, v)
    break
it = iter([1,2,3]); print(next(it), next(it), next(it, 'd'), next(it, 'd'))
print(type(3), type("s"), type([]), type(torch.ones(1)), type(None))
print(json.dumps({"a": [1, 2.5, None, True], "b": "x"}), json.loads('{"k": [1, 2]}'))
print(re.findall(r"\w+", "Hello, big world"), re.sub(r"\d+", "#", "a1b22"))
words = "the quick brown fox jumps over the lazy dog the end".split()
vocab = {w: i for i, w in enumerate(sorted(set(words)))}
print(vocab)
print(sorted(vocab.items(), key=lambda kv: -kv[1])[:2])
m = [[1,2,3],[4,5,6]]
print([list(r) for r in zip(*m)], sum(sum(r) for r in m), max(max(r) for r in m))
s = "abc"
print(s.center(9, '*'), s.upper().title(), s * 2, 'b' in s, s.index('c'), list(s), "a b  c".split(' '), "x=1".partition("="))
n = 3
print(f"{n:>{5}}|{n:<4}|{n:^5}|{n:+d}|{n/7:.{2}%}|{n=}|{1e6:g}|{255:x}|{255:#b}|{1234567:_}|{'q':*^5}")
l = list(range(10)); l[2:5] = [99]; del l[0]; print(l, l[::-2])
l[::2] = [0]*4; print(l)
i = 0
while True:
    i += 1
    if i == 3: continue
    if i > 5: break
else:
    print("never")
for k in range(3): pass
else: print("for else", k, i)
print((lambda *a, **k: (a, k))(1, z=2))
a = b = [1]; b.append(2); print(a is b, a)
x, (y, z) = 1, (2, 3); print(x, y, z)
print(10 if not [] else 20, None or 'd', 0 and 1, 1 < 2 < 3, not 1)
print({**{'a': 1}, 'b': 2}, [*range(3), *'ab'], (1,) + (2,), [[0] * 2 for _ in range(2)])
print(round(0.5), round(1.5), round(2.675, 2), round(-1234.5678, -2), int(-3.7), int("12"), float("1e-3"), bool(""), str(1.0), int('ff', 16))
print("%5.2f|%-5d|%05d|%s|%r|%%" % (3.14159, 42, 42, "s", "r"), "%(a)s" % {"a": 1})
print(any(x > 2 for x in [1, 2, 3]), all(x for x in [1, 1]), min([3, 1], default=0), max("abc"), sum([[1], [2]], []), list(map(lambda a, b: a + b, [1, 2], [3, 4])))
def outer():
    c = 0
    def inc():
        nonlocal c
        c += 1
        return c
    return inc
h = outer(); h(); print(h())
fs = [lambda x, k=k: x * k for k in range(3)]; print([q(2) for q in fs])
print(isinstance(True, int), issubclass(Child, Base), callable(print), hasattr(Child, 'go'), Child.__name__, Child().__class__.__name__)
print(sorted(['b', 'A', 'c'], key=str.lower), ','.join(map(str, [1, 2])))
print(set('hello') & set('world') == {'l', 'o'}, frozenset([1, 2]), {1} < {1, 2}, {1: 'a'}.keys(), {1: 'a'}.values(), {1:2}.items())
def vargs(first, *rest, sep="-", **kw): print(first, rest, sep, kw)
vargs(1, 2, 3, sep="+", z=1)
print(1_000_000, 0x1f, 0b11, 1e3, 3.0 == 3, 7.0 // 2, -7 % 3, 2 ** -1, 5 // 0.3, divmod(-7, 2), abs(-2.5), 1 / 3)
print(chr(97), ord('a'), hex(255), bin(5), 'é'.encode if False else '', id(n) == id(n))
print(str([1, 'a', None, 1.5]), repr('it\'s'), "tab\there", 'new\\n')
