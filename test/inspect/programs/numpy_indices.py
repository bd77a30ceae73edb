"""What picks elements of an array: bytes are places and no mask, and numpy's own words for what is no index."""
import jax.numpy as jnp
import numpy as np

a = np.arange(6.0).reshape(2, 3)
i = np.array([1, 0], dtype='uint8')
print(a[i], a[np.array([0, 1]), i], a[i[0]], a[0, i[1]])
a[range(2), i] -= 10
print(a, np.eye(3, dtype=np.uint8)[i], a.take(i), np.bincount(i))
a[i] = 7
print(a, a[i == 1])
mask = np.zeros((2, 3), dtype=np.uint8)
mask[0, 1] = 1
print(a[mask].shape, a[mask.astype(bool)])
y = np.zeros(4, dtype='uint8')
y[2:] = 1
scores = np.array([[0.2, 0.8], [0.6, 0.4], [0.1, 0.9], [0.7, 0.3]])
print(-np.log(scores[range(4), y]).mean())

b = np.arange(12.0).reshape(4, 3)
for pick in (
    lambda: b[np.uint8(2)],
    lambda: b[np.array([3, 1], np.intp)],
    lambda: b[[True, False, True, False]],
    lambda: b[np.array([0.0, 1.0])],
    lambda: b[5],
    lambda: b[np.array([9])],
    lambda: jnp.arange(4.0)[jnp.array([1, 3], dtype=jnp.uint8)],
    lambda: b[np.ix_([0, 2], [1, 2])],
    lambda: b['x'],
    lambda: b[1.0],
):
    try:
        print(pick())
    except Exception as error:
        print(type(error).__name__, error)
