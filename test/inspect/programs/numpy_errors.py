"""What numpy says of shapes, axes, indices and dtypes that do not fit, and half precision as it prints it."""
import numpy as np
a = np.array([1., 2., 3.]); b = np.array([1., 2., 3., 4.]); M = np.arange(12.).reshape(3, 4)
def tr(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, '|', e)
tr(lambda: a + b)
tr(lambda: M @ a)
tr(lambda: np.dot(M, a))
tr(lambda: M.reshape(5, 2))
tr(lambda: np.concatenate([M, a]))
tr(lambda: np.stack([a, b]))
tr(lambda: a[5])
tr(lambda: M[3, 0])
tr(lambda: M[0, 0, 0])
tr(lambda: M.sum(axis=2))
tr(lambda: np.zeros((2, 3)) + np.zeros((3, 2)))
tr(lambda: np.array([1, 2]).mean(axis=1))
tr(lambda: np.matmul(np.ones((2, 3)), np.ones((2, 3))))
tr(lambda: np.linalg.inv(np.zeros((2, 2))))
tr(lambda: np.linalg.inv(np.zeros((2, 3))))
tr(lambda: np.linalg.cholesky(np.array([[1., 2.], [2., 1.]])))
tr(lambda: np.linalg.solve(np.ones((2, 2)), np.ones(2)))
tr(lambda: bool(np.array([1, 2])))
tr(lambda: np.array([]).max())
tr(lambda: np.array([]).argmax())
tr(lambda: np.array([[1, 2], [3]]))
tr(lambda: np.vstack([a, b]))
tr(lambda: np.hstack([M, a]))
tr(lambda: np.squeeze(M, axis=0))
tr(lambda: np.transpose(M, (0, 1, 2)))
tr(lambda: np.expand_dims(a, 5))
tr(lambda: np.broadcast_to(a, (2, 4)))
tr(lambda: np.split(np.arange(7), 3))
tr(lambda: np.random.choice(3, 5, replace=False))
tr(lambda: int(np.array([1, 2])))
tr(lambda: a[np.array([True, False])])
tr(lambda: np.where([True, False], a, b))
def setit():
    c = np.zeros(3); c[:] = [1, 2]; return c
tr(setit)
def setit2():
    c = np.zeros(3); c[5] = 1; return c
tr(setit2)
def ip():
    c = np.array([1, 2]); c += 1.5; return c
tr(ip)
def ip2():
    c = np.zeros(3); c += np.zeros(4); return c
tr(ip2)
tr(lambda: -np.array([True, False]))
tr(lambda: np.array([True]) - np.array([False]))
tr(lambda: a @ b)
tr(lambda: np.cross(a, b))
tr(lambda: np.linalg.det(M))
tr(lambda: M[[0, 1], [0, 1, 2]])
tr(lambda: np.arange(6).reshape(2, -1, -1))
h = a.astype(np.float16) / 3
print(h, repr(h), np.float16(0.1), repr(np.float16(0.1)), h.mean(), h * 2)
tr(lambda: np.array([1, 2], np.uint8) + 300)
tr(lambda: np.array([100], np.int8) * -200)
print(np.array([100], np.int8) + 27, np.array([1], np.uint8) - 1)
try:
    np.linalg.inv(np.zeros((2, 2)))
except np.linalg.LinAlgError as error:
    print("singular:", error, isinstance(error, ValueError))
try:
    a.sum(axis=3)
except ValueError as error:
    print(error)
try:
    a + b
except ValueError:
    print("shapes")
print(np.split(np.arange(6), 3), np.array_split(np.arange(7), 3), np.squeeze(np.ones((1, 2, 1)), axis=0).shape)
