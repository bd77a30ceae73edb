"""Settings as JSON, indented help, and what numbers and containers say of themselves."""
import json
import textwrap
from collections import deque, namedtuple

settings = {"lr": 1e-3, "layers": [1, 2.5, None, True, "é\""], "empty": {}, "nested": {"b": 1, "a": (1, 2)}}
print(json.dumps(settings))
print(json.dumps(settings, indent=2, sort_keys=True))
print(json.dumps({"b": 1, "a": [1, 2]}, separators=(",", ":")), json.dumps("é", ensure_ascii=False))
print(json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps([float("nan"), float("-inf")]))
print(json.dumps({"dims": {1, 2}}, default=sorted), json.dumps([1, {"x": 1}], indent=1, separators=(",", ": ")))
for wrong in ({1, 2}, {(1, 2): 3}):
    try:
        json.dumps(wrong)
    except TypeError as error:
        print(error)
print(textwrap.dedent("""
    usage:
      train.py
    """).strip())

print("{0} {1} {0} {k!r:>5} {2[0]} {3.real} {4[key]}".format(1, 2, [7], 5, {"key": "v"}, k="v"))
window = deque([1, 2], maxlen=3)
Point = namedtuple("Point", "x y", defaults=[0])
print(window.maxlen, deque().maxlen, Point._make([3, 4]), Point(1)._asdict(), (3).real, (3).imag, (2.5).real, True.numerator)
print(range(1, 9, 2).step, range(3).stop, hasattr([], "foo"), hasattr("", "encode"), hasattr(1.0, "is_integer"))
ordered = json.loads('{"b": 1, "10": {"2": [], "1": "a: \\"x\\""}, "2" : 2.0, "": null}')
print(ordered, list(ordered))
