import random

import torch
import torch.nn as nn
import torch.nn.functional as F

random.seed(0)
torch.manual_seed(0)
classes = {c: [torch.randn(4) + 2 * c for _ in range(3)] for c in range(3)}
W = nn.Parameter(torch.randn(4, 2) * 0.5)


def embed(v):
    return F.normalize(v @ W, dim=-1)


triplet = nn.TripletMarginLoss(margin=0.3, p=2)
optimizer = torch.optim.SGD([W], lr=0.2)
for step in range(8):
    anchors, positives, negatives = [], [], []
    for _ in range(4):
        a, n = random.sample(list(classes), 2)
        i, j = random.sample(range(3), 2)
        anchors.append(classes[a][i])
        positives.append(classes[a][j])
        negatives.append(random.choice(classes[n]))
    A, P, N = torch.stack(anchors), torch.stack(positives), torch.stack(negatives)
    loss = triplet(embed(A), embed(P), embed(N))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(f"step {step} loss {loss.item():.4f}")


class ContrastiveLoss(nn.Module):
    def __init__(self, margin=1.0):
        super().__init__()
        self.margin = margin

    def forward(self, o1, o2, label):
        d = F.pairwise_distance(o1, o2, keepdim=True)
        loss = (1 - label) * d.pow(2) + label * torch.clamp(self.margin - d, min=0.0).pow(2)
        return loss.mean()


label = torch.tensor([[0.0], [1.0], [0.0], [1.0]])
criterion = ContrastiveLoss(margin=2.0)
value = criterion(embed(A), embed(torch.cat([P[:1], N[1:2], P[2:3], N[3:]])), label)
print(f"contrastive {value.item():.4f} margin {criterion.margin}")
print(F.cosine_embedding_loss(embed(A), embed(P), torch.ones(4)).item() < 1)
