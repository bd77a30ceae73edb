"""NaN, equal keys, and operators that a class leaves to the other operand."""
import math

import torch

nan = float("nan")
print(nan != nan, nan == nan, [nan] == [nan], nan in [nan], math.nan == math.nan, (nan,) == (nan,), nan > 1)
loss = torch.tensor(float("nan"))
if loss.item() != loss.item():
    print("the loss is NaN", loss != loss)

counts = {1: "int"}
counts[1.0] = "float"
counts[True] = "bool"
print(counts, {1, 1.0, True}, {0: "a", False: "b"}, list({2: 0, 2.0: 1}), {1} | {True}, dict([(0, "x"), (0.0, "y")]))
seen = {1}
seen.add(True)
print(seen)
for wrong in (lambda: {[]: 1}, lambda: {}.__setitem__({}, 1), lambda: {1: 2}[[]], lambda: set().add([1]), lambda: {(1, [])}):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
for missing in (lambda: {}["lr"], lambda: {}[(1, 2)], lambda: {}.pop(3), lambda: {1}.remove("x")):
    try:
        missing()
    except KeyError as error:
        print(error, error.args)


class Vector:
    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y) if isinstance(other, Vector) else NotImplemented

    def __radd__(self, other):
        return self if other == 0 else NotImplemented

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y) if isinstance(other, Vector) else NotImplemented

    def __lt__(self, other):
        return self.x < other.x if isinstance(other, Vector) else NotImplemented

    def __index__(self):
        return self.x

    def __repr__(self):
        return f"<{self.x}, {self.y}>"


v = Vector(1, 2)
print(sum([v, Vector(3, 4)]), v == Vector(1, 2), v == 3, v != 3, v < Vector(2, 0), [10, 20][v], "ab"[v], (5, 6)[v])
for wrong in (lambda: v + 1, lambda: 1 + v, lambda: v < 1, lambda: 1 > v, lambda: v * 2):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
try:
    [].pop()
except IndexError as error:
    print(error)
