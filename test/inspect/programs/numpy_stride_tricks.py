"""Convolution by strides, windows that slide, and the order by several keys."""
import numpy as np

x = np.array(np.arange(32, dtype=np.float32).reshape(2, 4, 4).tolist(), dtype=np.float32)
n, h, w = x.shape
view = np.lib.stride_tricks.as_strided(x, (n, 3, 3, 2, 2), (x.strides[0], *x.strides[1:], *x.strides[1:]))
print(view.shape, view[1, 2, 0], view.reshape(n * 9, 4) @ np.ones(4, dtype=np.float32))
windows = np.lib.stride_tricks.sliding_window_view(np.arange(6), 3)
print(windows, windows.mean(axis=1))
print(np.lib.stride_tricks.sliding_window_view(x, 2, axis=2)[0, 0], np.lib.stride_tricks.sliding_window_view(x[0], (2, 2)).max(axis=(2, 3)))
print(np.lexsort(([1, 2, 1], [3, 1, 2])), np.lexsort((np.array([0.5, 0.1, 0.5]), np.array([1, 1, 0]))))
points = np.array([[1.0, 2.0], [0.0, 5.0], [1.0, -1.0]])
print(points[np.lexsort((points[:, 1], points[:, 0]))])
