"""match: every kind of pattern, over every kind of value."""
import torch
from dataclasses import dataclass
from enum import Enum
@dataclass
class Point:
    x: int
    y: int
class Color(Enum):
    RED = 1
    BLUE = 2
def f(v):
    match v:
        case torch.Tensor() as tt:
            return f"tensor {tt.shape}"
        case 0:
            return "zero"
        case 1 | 2:
            return "one or two"
        case -3:
            return "minus three"
        case "hi":
            return "greeting"
        case None:
            return "none"
        case True:
            return "true?"
        case Color.RED:
            return "red"
        case [a]:
            return f"one {a}"
        case [a, b]:
            return f"two {a} {b}"
        case [first, *rest, last]:
            return f"many {first} {rest} {last}"
        case {"kind": "k", "n": n, **others}:
            return f"map {n} {others}"
        case {"x": x}:
            return f"x {x}"
        case Point(x=0, y=y):
            return f"on y {y}"
        case Point(px, py) if px == py:
            return f"diag {px}"
        case Point():
            return "a point"
        case float() as q:
            return f"float {q}"
        case int(q):
            return f"int {q}"
        case str():
            return f"str {v}"
        case torch.Tensor():
            return f"tensor {v.shape}"
        case _:
            return "other"
for v in [0, 1, 2, -3, "hi", None, True, False, Color.RED, Color.BLUE, [1], (1, 2), [1, 2, 3, 4], {"kind": "k", "n": 3, "z": 1}, {"x": 9}, Point(0, 5), Point(3, 3), Point(1, 2), 2.5, 77, "abc", torch.ones(2, 3), {1, 2}, []]:
    print(f(v))
match [1, [2, 3]]:
    case [a, [b, c]]:
        print(a, b, c)
match (1, 2):
    case (x, y) | [x, y, _]:
        print(x, y)
name = "sgd"
match name:
    case "adam": print("A")
    case "sgd" | "momentum" as w: print("S", w)
match {"a": {"b": [1, {"c": 2}]}}:
    case {"a": {"b": [_, {"c": z}]}}: print(z)
match 5:
    case x if x > 10: print("big")
    case x if x > 3: print("mid", x)
match = 3
print(match)
case = 4
print(match + case)
