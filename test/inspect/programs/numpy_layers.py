import numpy as np

class Layer:
    def forward(self, x):
        raise NotImplementedError
    def backward(self, grad):
        raise NotImplementedError

class Dense(Layer):
    def __init__(self, n_in, n_out, rng):
        self.W = rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))
        self.b = np.zeros(n_out)
    def forward(self, x):
        self.x = x
        return x @ self.W + self.b
    def backward(self, grad):
        self.dW = self.x.T @ grad
        self.db = grad.sum(axis=0)
        return grad @ self.W.T

class ReLU(Layer):
    def forward(self, x):
        self.mask = x > 0
        return np.where(self.mask, x, 0)
    def backward(self, grad):
        return grad * self.mask

def softmax(z):
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sum(e, axis=1, keepdims=True)

def cross_entropy(p, y):
    n = y.shape[0]
    return -np.log(p[range(n), y] + 1e-12).mean()

rng = np.random.default_rng(0)
X = rng.standard_normal((6, 3))
y = np.array([0, 1, 2, 1, 0, 2])
layers = [Dense(3, 5, rng), ReLU(), Dense(5, 3, rng)]
for step in range(20):
    out = X
    for layer in layers:
        out = layer.forward(out)
    p = softmax(out)
    loss = cross_entropy(p, y)
    grad = p.copy()
    grad[np.arange(len(y)), y] -= 1
    grad /= len(y)
    for layer in reversed(layers):
        grad = layer.backward(grad)
    for layer in layers:
        if isinstance(layer, Dense):
            layer.W -= 0.1 * layer.dW
            layer.b -= 0.1 * layer.db
    if step % 5 == 0:
        acc = np.mean(np.argmax(p, axis=1) == y)
        print(f"step {step:3d} loss {loss:.4f} acc {acc:.2%}")
with np.printoptions(precision=3, suppress=True):
    print(p)
    print(p.sum(axis=1))
    print(layers[0].W)
np.set_printoptions(precision=4)
print(repr(layers[2].b))
np.set_printoptions(precision=8)
print(layers[2].b)
