import torch
import torch.nn.functional as F

torch.manual_seed(0)


def info_nce_loss(features, batch_size, n_views=2, temperature=0.07):
    labels = torch.cat([torch.arange(batch_size) for i in range(n_views)], dim=0)
    labels = (labels.unsqueeze(0) == labels.unsqueeze(1)).float()
    features = F.normalize(features, dim=1)
    similarity_matrix = torch.matmul(features, features.T)
    mask = torch.eye(labels.shape[0], dtype=torch.bool)
    labels = labels[~mask].view(labels.shape[0], -1)
    similarity_matrix = similarity_matrix[~mask].view(similarity_matrix.shape[0], -1)
    positives = similarity_matrix[labels.bool()].view(labels.shape[0], -1)
    negatives = similarity_matrix[~labels.bool()].view(similarity_matrix.shape[0], -1)
    logits = torch.cat([positives, negatives], dim=1)
    labels = torch.zeros(logits.shape[0], dtype=torch.long)
    logits = logits / temperature
    return logits, labels


batch = 4
x = torch.randn(batch, 6)
views = torch.cat([x + 0.1 * torch.randn_like(x), x + 0.1 * torch.randn_like(x)])
W = (torch.randn(6, 5) * 0.4).requires_grad_()
optimizer = torch.optim.Adam([W], lr=0.02)
for step in range(6):
    features = views @ W
    logits, labels = info_nce_loss(features, batch)
    loss = F.cross_entropy(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    top1 = (logits.argmax(dim=1) == labels).float().mean().item()
    print(f"{step}: loss {loss.item():.4f} top1 {top1:.3f} {tuple(logits.shape)}")


def triplet(a, p, n, margin=0.5):
    d_ap = (a - p).pow(2).sum(1)
    d_an = (a - n).pow(2).sum(1)
    return F.relu(d_ap - d_an + margin).mean()


z = F.normalize(views @ W, dim=-1)
print(triplet(z[:4], z[4:], z[4:].roll(1, 0)))
