import functools
import itertools
import json
import math
import operator
import random

import torch

print(2 ** 64, 2 ** 100 % 97, math.factorial(25), 10 ** 20 // 3, -7 // 2, divmod(-(10 ** 20), 7), 1 << 70)
print(math.comb(60, 30), math.perm(20, 15), math.gcd(2 ** 70, 6 ** 30), math.lcm(2 ** 40, 3 ** 20), math.isqrt(10 ** 30))
print(pow(3, 200, 1000007), pow(-7, 5, 13), (2 ** 70).bit_length(), ~(2 ** 60), -(2 ** 63), abs(-2 ** 65), +(2 ** 64))
h = 5381
for ch in 'hello world':
    h = ((h << 5) + h + ord(ch)) & 0xFFFFFFFFFFFFFFFF
print(h, h % 1000, hex(h), bin(h)[:12], oct(h), int(hex(h), 16) == h, h ^ 0xFF, h | 1, h >> 3)
state = 12345
for _ in range(3):
    state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
    print(state, state / 2 ** 64, state / 3, state // 10 ** 9)
fib = functools.lru_cache(None)(lambda n: n if n < 2 else fib(n - 1) + fib(n - 2))
print(fib(100), functools.reduce(operator.mul, range(1, 25)), list(itertools.accumulate([2 ** 40] * 3, operator.mul)))
print(float(2 ** 63), int(1e18), int(1e25), 2 ** 64 == 1.8446744073709552e19, 2 ** 64 > 1e19, 2 ** 53 + 1 == float(2 ** 53))
print(int('12157665459056928801') == 3 ** 40, {2 ** 64: 'a'}[2 ** 64], sorted([2 ** 65, 3, 2 ** 64]), max(2 ** 70, 1))
print(f'{2 ** 70:,} {2 ** 64:x} {2 ** 64:#X} {2 ** 64:>25d}| {10 ** 20:.3e} {-(10 ** 18) * 10:+d} %d' % 2 ** 66, 2 ** 64 * 0.5)
print(round(1e20), math.prod([2 ** 32, 2 ** 33]), sum([2 ** 60] * 10), bool(2 ** 80), str(2 ** 64), [2 ** 64], hash(2 ** 61 - 1), hash(2 ** 64), hash(-1))
print(math.sqrt(2 ** 64), math.log(2 ** 100), math.log2(2 ** 200), json.loads('{"seed": 18446744073709551615, "lr": 1e-3}'), json.dumps(2 ** 64))
torch.manual_seed(2 ** 60 + 7)
print(torch.initial_seed(), torch.rand(2))
random.seed(2 ** 100 + 1)
print(random.random(), random.getrandbits(80), random.randint(0, 9))
for wrong in (lambda: 2 ** 64 / 0, lambda: 2 ** 64 % 0, lambda: float(10 ** 400), lambda: 2 ** 64 + 'a', lambda: torch.manual_seed(2 ** 64), lambda: math.factorial(-1), lambda: hash([])):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)

# Rounding to tens, hashes, and formats with groups.
print(round(2**60, -2), round(2**60, 3), round(25, -1), round(35, -1), round(-25, -1), round(12345, -400))
print(round(5.5, -400), round(-123.4, -2), round(1e300))
print(f'{2**60:_x} {2**60:+_X} {65536:_b} {65535:_o} {2**60:,} {1234567.5:,} {1e22:,} {float("inf"):,}')
for spec in ('.2d', 's'):
    try:
        print(f'{2**60:{spec}}')
    except ValueError as error:
        print(error)
try:
    print(pow(3, 2, 0))
except ValueError as error:
    print(error)
try:
    print(int('9' * 5000))
except ValueError as error:
    print(error)
print(int('f' * 2000, 16) == 2**8000 - 1, int('-0b' + '1' * 70, 2), int('7' * 30, 8), int('z' * 20, 36))


class Count(int):
    def twice(self):
        return self * 2


count = Count(4)
print(round(count), abs(count), hash(count), count.twice(), hash(-1), hash(2**61), hash(7.0))
