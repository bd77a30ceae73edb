import torch

torch.manual_seed(4)
n, d, k = 30, 4, 5
X = torch.randn(n, d)
true_w = torch.tensor([1.5, -2.0, 0.0, 0.5])
y = X @ true_w + 0.3 * torch.randn(n)
indices = torch.randperm(n)
folds = torch.chunk(indices, k)
results = {}
for lam in (0.0, 0.1, 1.0):
    scores = []
    for fold in range(k):
        val_idx = folds[fold]
        train_idx = torch.cat([folds[j] for j in range(k) if j != fold])
        w = torch.zeros(d, requires_grad=True)
        optimizer = torch.optim.SGD([w], lr=0.1)
        for _ in range(40):
            pred = X[train_idx] @ w
            loss = torch.mean((pred - y[train_idx]) ** 2) + lam * w.pow(2).sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        with torch.no_grad():
            val = torch.nn.functional.mse_loss(X[val_idx] @ w, y[val_idx]).item()
        scores.append(val)
    results[lam] = sum(scores) / k
    std = torch.tensor(scores).std(unbiased=False).item()
    print(f"lambda={lam}: {results[lam]:.4f} +/- {std:.4f}")
best = min(results, key=results.get)
print("best", best, sorted(results.items(), key=lambda kv: kv[1])[0][0])
lasso = torch.zeros(d)
for _ in range(100):
    grad = 2 * X.T @ (X @ lasso - y) / n
    lasso = lasso - 0.1 * grad
    lasso = torch.sign(lasso) * torch.clamp(lasso.abs() - 0.1 * 0.2, min=0)
print(lasso)
