"""Scalars of NumPy in the fields of a format: whole numbers stay whole."""
import math

import numpy as np

targets = np.repeat([0, 1, 2], 2)
print(targets, targets.dtype, np.unique(targets))
for label in np.unique(targets):
    count = (targets == label).sum()
    print(f"{label:>6}|{count:>5}|{targets.mean():>6}|{np.float32(0.1):>12}|{np.int64(3):<4}|{label:06.2f}|{label:x}|{label:d}")
print(f"{np.bool_(True):>6}|{np.int32(-7):+}|{np.float64(2):8}|{np.uint8(200):b}", math.gamma(5), math.gamma(1))
