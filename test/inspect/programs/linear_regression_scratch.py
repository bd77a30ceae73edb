import torch

torch.manual_seed(42)

# data: y = 3x + 2 with noise
X = torch.rand(100, 1) * 10
noise = torch.randn(100, 1)
Y = 3 * X + 2 + noise

w = torch.randn(1, requires_grad=True)
b = torch.zeros(1, requires_grad=True)
learning_rate = 0.01
n_epochs = 300


def model(x):
    return x * w + b


def mse(prediction, target):
    return ((prediction - target) ** 2).mean()


for epoch in range(n_epochs):
    y_hat = model(X)
    loss = mse(y_hat, Y)
    loss.backward()
    with torch.no_grad():
        w -= learning_rate * w.grad
        b -= learning_rate * b.grad
    w.grad.zero_()
    b.grad.zero_()
    if (epoch + 1) % 100 == 0:
        print(f"Epoch [{epoch + 1}/{n_epochs}], Loss: {loss.item():.4f}")

print(f"w = {w.item():.3f}, b = {b.item():.3f}")

# closed form
A = torch.cat([X, torch.ones_like(X)], dim=1)
G, r = A.T @ A, A.T @ Y
det = G[0, 0] * G[1, 1] - G[0, 1] * G[1, 0]
theta = torch.stack([G[1, 1] * r[0] - G[0, 1] * r[1], G[0, 0] * r[1] - G[1, 0] * r[0]]) / det
print("closed form:", [round(v, 3) for v in theta.flatten().tolist()])
ss_res = ((Y - A @ theta) ** 2).sum()
ss_tot = ((Y - Y.mean()) ** 2).sum()
print("R2: {:.4f}".format((1 - ss_res / ss_tot).item()))
