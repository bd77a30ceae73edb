import torch
import torch.nn.functional as F

torch.manual_seed(21)
x = torch.randn(8, 3)
y = torch.randint(0, 3, (8,))
W = torch.zeros(3, 3, requires_grad=True)
optimizer = torch.optim.SGD([W], lr=0.5)


def mixup_data(x, y, lam):
    index = torch.randperm(x.size(0))
    mixed_x = lam * x + (1 - lam) * x[index, :]
    y_a, y_b = y, y[index]
    return mixed_x, y_a, y_b, index


def mixup_criterion(criterion, pred, y_a, y_b, lam):
    return lam * criterion(pred, y_a) + (1 - lam) * criterion(pred, y_b)


for step, lam in enumerate([0.9, 0.7, 0.5, 0.3]):
    mixed, y_a, y_b, index = mixup_data(x, y, lam)
    pred = mixed @ W
    loss = mixup_criterion(F.cross_entropy, pred, y_a, y_b, lam)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    predicted = pred.argmax(1)
    correct = lam * predicted.eq(y_a).sum().item() + (1 - lam) * predicted.eq(y_b).sum().item()
    print(f"{step} lam={lam} loss={loss.item():.4f} correct={correct:.2f} {index.tolist()}")

# label smoothing by hand and soft targets
smoothing, n_classes = 0.1, 3
with torch.no_grad():
    true_dist = torch.full((8, n_classes), smoothing / (n_classes - 1))
    true_dist.scatter_(1, y.unsqueeze(1), 1.0 - smoothing)
log_probs = F.log_softmax(x @ W, dim=-1)
print(torch.mean(torch.sum(-true_dist * log_probs, dim=-1)))
print(F.cross_entropy(x @ W, true_dist), F.cross_entropy(x @ W, y, label_smoothing=0.1))
# cutmix on fake images
images = torch.arange(2 * 1 * 4 * 4, dtype=torch.float32).view(2, 1, 4, 4)
rand_index = torch.tensor([1, 0])
bbx1, bby1, bbx2, bby2 = 1, 0, 3, 2
cut = images.clone()
cut[:, :, bbx1:bbx2, bby1:bby2] = images[rand_index, :, bbx1:bbx2, bby1:bby2]
lam = 1 - ((bbx2 - bbx1) * (bby2 - bby1) / (images.size()[-1] * images.size()[-2]))
print(cut[0, 0], lam)
