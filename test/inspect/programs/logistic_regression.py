import torch
import torch.nn.functional as F

torch.manual_seed(0)
n = 50
class0 = torch.randn(n, 2) + torch.tensor([-1.5, -1.5])
class1 = torch.randn(n, 2) + torch.tensor([1.5, 1.5])
X = torch.cat([class0, class1])
y = torch.cat([torch.zeros(n), torch.ones(n)])

perm = torch.randperm(len(X))
X, y = X[perm], y[perm]
X_train, X_test = X[:80], X[80:]
y_train, y_test = y[:80], y[80:]
mean, std = X_train.mean(0), X_train.std(0)
X_train = (X_train - mean) / std
X_test = (X_test - mean) / std

w = torch.zeros(2, requires_grad=True)
b = torch.zeros((), requires_grad=True)
optimizer = torch.optim.SGD([w, b], lr=0.5, weight_decay=1e-3)
batch_size = 16
for epoch in range(5):
    total = 0.0
    for i in range(0, len(X_train), batch_size):
        xb = X_train[i : i + batch_size]
        yb = y_train[i : i + batch_size]
        logits = xb @ w + b
        loss = F.binary_cross_entropy_with_logits(logits, yb)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * xb.size(0)
    print(f"epoch {epoch + 1}: {total / len(X_train):.4f}")

with torch.no_grad():
    probs = torch.sigmoid(X_test @ w + b)
    preds = (probs >= 0.5).long()
    tp = ((preds == 1) & (y_test == 1)).sum().item()
    fp = ((preds == 1) & (y_test == 0)).sum().item()
    fn = ((preds == 0) & (y_test == 1)).sum().item()
    tn = ((preds == 0) & (y_test == 0)).sum().item()
precision = tp / (tp + fp) if tp + fp > 0 else 0.0
recall = tp / (tp + fn) if tp + fn > 0 else 0.0
f1 = 2 * precision * recall / (precision + recall + 1e-12)
print(tp, fp, fn, tn)
print("precision %.3f recall %.3f f1 %.3f" % (precision, recall, f1))
order = torch.argsort(probs, descending=True)
ranked = y_test[order]
positives = ranked.sum()
negatives = len(ranked) - positives
tpr = torch.cumsum(ranked, 0) / positives
fpr = torch.cumsum(1 - ranked, 0) / negatives
tpr = torch.cat([torch.zeros(1), tpr])
fpr = torch.cat([torch.zeros(1), fpr])
auc = ((fpr[1:] - fpr[:-1]) * (tpr[1:] + tpr[:-1]) / 2).sum()
print(f"AUC: {auc:.4f}")
