import numpy as np
import torch
print(np.array([0.9, 0.1, 0.1]), np.array([1, 2, 3]), np.array([[1.0, 2.5], [3.25, 4.0]]))
print(np.array([True, False]), np.array(5), np.array(0.5), np.array([1e-10, 1.0]))
x = np.array([[1.0, -2.0], [3.0, 4.0]])
print(x.shape, x.sum(), x.mean(axis=0), x.T, x @ x, x * 2, x > 0, x.max(), x.argmax(axis=1))
print(np.exp(x[0]), np.log(np.array([1.0, 10.0])), np.abs(x), np.maximum(x, 0), np.where(x > 0, x, 0.0))
print(np.zeros(3), np.ones((2, 2)), np.arange(5), np.arange(0, 1, 0.25), np.eye(2))
def softmax(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)
print(softmax(np.array([1.0, 2.0, 3.0])))
t = torch.from_numpy(x)
print(t.dtype, t.float().numpy(), torch.tensor([0.33, 0.5]).numpy())
print(np.array([1.5, 2.5], dtype=np.float32), x.astype(np.int64), x.reshape(4), x[:, 0], x[x > 0])

# A dtype is equal to whatever means it; the class of its scalars is equal to dtypes only.
kept = np.zeros(3).dtype
for other in ('f8', '<f8', 'double', 'float', 'float64', 'f4', 'float32', 'bogus', 'int', float, int, bool, np.double, np.float32, None, 3):
    print(kept == other, kept != other, other == kept)
print(np.float32 == 'float32', np.float32 == np.dtype('float32'), kept in ('float32', 'float64'), kept in [np.float32])
