"""Arrays of texts, and all that can be set about how arrays of numbers are printed."""

import numpy as np

names = np.array(["cat", "dog", "horse"])
labels = np.array([2, 0, 1, 1])
print(names, names[labels], names.shape, len(names), names == "dog", (names[labels] == "dog").mean(), names[1])
print([names[0]], {n: int(c) for n, c in zip(names, np.bincount(labels))}, names.tolist(), repr(names[:2]), f"{names[2]:>7}")
print(np.unique(np.array(["b", "a", "b"]), return_counts=True), np.array([["a", "bb"], ["c", "d"]]))
np.random.seed(3)
print(np.random.permutation(names), np.random.choice(["x", "y"], 3), [np.random.choice(names)], np.random.rand())
print(np.random.multinomial(10, [0.2, 0.3, 0.5], size=2), np.random.multivariate_normal([1, 2], [[2, 0.5], [0.5, 1]], 2))

print(np.float32(1234567.0), np.array([1e6, 1.0], dtype=np.float32), np.float16(2048), np.float32(16777216))
print(np.array([-0.0, 1.5]), np.array([0.0, 1.5])[::2] * -1, np.array([1e300, 1.0]), [np.bool_(True)])
with np.printoptions(suppress=True, precision=3):
    print(np.array([1e-9, 1.23456]), np.array([1e9, 1.5]))
np.set_printoptions(formatter={"float": lambda value: f"{value:.2f}"})
print(np.array([1.234, -5.678]), np.array([1, 2]))
np.set_printoptions(floatmode="fixed", precision=3)
print(np.array([1.0, 2.25]), np.array([[0.12345, 1e-9]]))
np.set_printoptions(floatmode="maxprec_equal", precision=8)
print(np.array([1 / 3, 0.5]))
np.set_printoptions(floatmode="maxprec")
print(np.array2string(np.array([1.23456, 2.3]), precision=2, separator=", "), np.array2string(np.eye(2), prefix="x = "))
print(np.array_repr(np.array([1.0, 2.0])), np.array_str(np.array([0.5])))
