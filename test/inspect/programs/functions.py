def scale(x, factor=2, *others, offset=0, **named):
    return x * factor + offset + sum(others) + sum(named.values())

print(scale(1), scale(1, 3), scale(1, 3, 4, 5), scale(1, offset=10), scale(1, extra=7))
args, kwargs = (2, 5), {"offset": 1}
print(scale(*args, **kwargs))

def counter():
    count = 0
    def step():
        nonlocal count
        count += 1
        return count
    return step

step = counter()
print(step(), step(), step())
total = 0
def add(n):
    global total
    total += n
for i in range(4):
    add(i)
print(total)
compose = lambda f, g: lambda x: f(g(x))
print(compose(lambda x: x + 1, lambda x: x * 10)(4))

def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)
print([fibonacci(n) for n in range(10)])

def generate(n):
    for i in range(n):
        yield i * i
print(list(generate(5)), sum(generate(4)))

def early(n):
    for i in range(100):
        if i * i > n:
            return i
    else:
        return -1
print(early(50))
from functools import partial
print(partial(scale, factor=5)(3))
print(list(map(lambda v: v + 1, [1, 2])), list(filter(lambda v: v > 1, [1, 2, 3])), list(zip("ab", [1, 2])))
for i, (k, v) in enumerate({"a": 1, "b": 2}.items(), start=1):
    print(i, k, v)
