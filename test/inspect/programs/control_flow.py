import math
out = []
for i in range(10):
    if i == 2:
        continue
    if i == 6:
        break
    out.append(i)
else:
    out.append("not reached")
print(out)
n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(steps)
print([(i, j) for i in range(3) for j in range(i) if (i + j) % 2], {k: k ** 2 for k in range(3)}, {c for c in "aab"} == {"a", "b"})
try:
    [1, 2][5]
except IndexError as error:
    print("caught", error)
finally:
    print("finally")
try:
    raise ValueError("bad value")
except (TypeError, ValueError) as error:
    print(type(error).__name__, error)
try:
    {}["key"]
except KeyError:
    print("no key")
else:
    print("unreachable")
def safe(x):
    try:
        return 1 / x
    except ZeroDivisionError:
        return math.inf
print(safe(0), safe(4), math.sqrt(2), math.log(10), math.pi, math.floor(-1.5), math.exp(1))
assert out[0] == 0, "message"
matrix = [[1, 2], [3, 4]]
print([row[::-1] for row in matrix], list(zip(*matrix)), [sum(r) for r in matrix])
