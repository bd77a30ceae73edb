# Reductions in a dtype that is asked for, and into an array that is given.
import numpy as np

whole = np.array([[1, 2], [3, 4]])
single = np.array([100.0, 0.1], dtype=np.float32)
print(whole.sum(dtype=np.float32), np.sum(whole, dtype=float), np.sum(whole, 0, np.float32))
print(np.mean(whole, dtype=np.float32).dtype, whole.prod(dtype=np.int32).dtype, whole.sum().dtype)
print(np.std(single, dtype=np.float64), np.var(whole, axis=0, dtype=np.float32).dtype)
print(np.nansum(whole, dtype=float), np.nanmean(single, dtype=np.float64))
print(np.cumsum(whole, dtype=np.float64), np.cumprod(whole, axis=1, dtype=np.float32))
print(np.sum(np.array([200, 100], dtype=np.uint8), dtype=np.uint8), np.sum(np.array([True, True]), dtype=bool))
print(np.mean(np.array([1, 2, 2]), dtype=int))
given = np.zeros(2)
np.sum(whole, axis=0, out=given)
print(given, np.max(whole, 1, None, True), np.any(whole > 3, axis=1))
