import numpy as np

np.random.seed(42)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])

def sigmoid(x):
    return 1 / (1 + np.exp(-x))

def sigmoid_derivative(a):
    return a * (1 - a)

W1 = np.random.randn(2, 4) * 0.5
b1 = np.zeros((1, 4))
W2 = np.random.uniform(-1, 1, size=(4, 1))
b2 = np.zeros((1, 1))
lr = 0.5
for epoch in range(50):
    h = sigmoid(np.dot(X, W1) + b1)
    out = sigmoid(np.dot(h, W2) + b2)
    loss = np.mean((y - out) ** 2)
    d_out = (out - y) * sigmoid_derivative(out)
    d_h = d_out.dot(W2.T) * sigmoid_derivative(h)
    W2 -= lr * h.T.dot(d_out)
    b2 -= lr * np.sum(d_out, axis=0, keepdims=True)
    W1 -= lr * X.T.dot(d_h)
    b1 -= lr * d_h.sum(axis=0, keepdims=True)
    if epoch % 10 == 0:
        print(f"Epoch {epoch}, Loss: {loss:.6f}")
print("W1 shape", W1.shape, "b1", b1.shape)
print("Predictions:", np.round(out, 3).ravel())
print((out > 0.5).astype(int).flatten())
print(np.round(out.T, 4))
