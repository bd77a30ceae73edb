"""Scalars show all their digits: sums in numpy's order, and exponentials, logarithms and powers to the nearest double."""

import math
import random

import numpy as np

np.random.seed(4)
for count in (3, 7, 8, 9, 20, 127, 128, 129, 300, 1000):
    x = np.random.normal(size=count)
    f = x.astype(np.float32)
    print(count, x.sum(), np.mean(x), f.sum(), f.mean(), (x**2).sum(), x.var(), f.std(), np.var(x, ddof=1))
a = np.random.normal(size=(6, 17, 5))
b = a.astype(np.float32)
for axis in (0, 1, 2, (0, 1), (1, 2), (0, 2), -1):
    print(axis, a.sum(axis=axis).ravel()[0], b.mean(axis=axis, keepdims=True).ravel()[-1], a.std(axis).ravel()[0])
print(np.sum([0.1] * 10), np.mean([0.1, 0.2, 0.4]), np.mean(np.array([0.1, 0.2, 0.4], dtype=np.float32)))

random.seed(2)
numbers = [random.uniform(-5, 5) for _ in range(40)]
print([math.exp(v) for v in numbers], [math.log(abs(v)) for v in numbers], [abs(v) ** 1.7 for v in numbers])
print(math.log2(8), math.log10(1000), 2.0**10, 10.0**-3, math.pow(1.5, -0.5), math.exp(700), math.log(1 + 2**-52))
print(sum(math.exp(-(v**2) / 2) for v in numbers), 1 / (1 + math.exp(-0.3)), [random.gauss(0, 1) for _ in range(4)])
for refused in (lambda: math.exp(1000), lambda: 2.0**5000, lambda: math.log(0)):
    try:
        print(refused())
    except (OverflowError, ValueError) as error:
        print(type(error).__name__, error)
