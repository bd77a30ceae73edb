a = b = 3
x, (y, *rest), z = 1, (2, 3, 4, 5), "six"
print(a, b, x, y, rest, z)
first, *middle, last = range(6)
print(first, middle, last)
a += 2
a *= b
a //= 4
a **= 3
print(a, 7 // -2, 7 % -2, -7 % 3, 2 ** -1, 7 / 2, 1 / 3)
values = [1, 2, 3]
alias = values
alias.append(4)
values += [5]
print(alias, values is alias, len(alias))
d = {"a": 1, **{"b": 2}}
d["c"] = d["a"] + d["b"]
del d["a"]
print(d, "a" in d, list(d.items()), sorted(d, reverse=True))
swap = (1, 2)
p, q = swap
p, q = q, p
print(p, q, swap * 2, (1,) + swap, [0] * 3)
if (n := len(values)) > 3:
    print("walrus", n)
print(1 < 2 < 3, 1 < 3 < 2, not 1, 1 and 0, 0 or "x", None is None, 3 if n else 4)
print(0x1F, 0b101, 1_000, 1e3, 1.5e-7, 1e16, 12345678.9, float("inf"), -0.0, 3.0)
print(True + 1, int(3.9), float(2), str(1.0), bool(""), round(2.675, 2), abs(-3), divmod(7, 2))
print({1, 2} | {3}, {1, 2} & {2}, max(3, 7, 5), min([4, 2]), sum([1, 2.5]), any([0, 1]), all([]))
