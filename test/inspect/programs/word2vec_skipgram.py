import random
from collections import Counter

import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
corpus = "the quick brown fox jumps over the lazy dog the fox and the dog".split()
counts = Counter(corpus)
vocab = {w: i for i, (w, _) in enumerate(counts.most_common())}
print(vocab)
window = 2
pairs = []
for i, word in enumerate(corpus):
    for j in range(max(0, i - window), min(len(corpus), i + window + 1)):
        if i != j:
            pairs.append((vocab[word], vocab[corpus[j]]))
print(len(pairs), pairs[:4])
V, D = len(vocab), 8
freqs = torch.tensor([counts[w] for w in vocab], dtype=torch.float)
noise = freqs.pow(0.75)
noise = noise / noise.sum()


class SkipGram(nn.Module):
    def __init__(self, vocab_size, dim):
        super().__init__()
        self.in_embed = nn.Embedding(vocab_size, dim)
        self.out_embed = nn.Embedding(vocab_size, dim)
        nn.init.uniform_(self.in_embed.weight, -0.5 / dim, 0.5 / dim)
        nn.init.zeros_(self.out_embed.weight)

    def forward(self, center, context, negatives):
        v = self.in_embed(center)
        u = self.out_embed(context)
        n = self.out_embed(negatives)
        pos = F.logsigmoid((v * u).sum(-1))
        neg = F.logsigmoid(-torch.bmm(n, v.unsqueeze(2)).squeeze(2)).sum(-1)
        return -(pos + neg).mean()


model = SkipGram(V, D)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
centers = torch.tensor([c for c, _ in pairs])
contexts = torch.tensor([o for _, o in pairs])
for epoch in range(10):
    negatives = torch.multinomial(noise, len(pairs) * 3, replacement=True).view(len(pairs), 3)
    loss = model(centers, contexts, negatives)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 3 == 0:
        print(epoch, f"{loss.item():.4f}")
emb = F.normalize(model.in_embed.weight.detach(), dim=1)
sim = emb @ emb.t()
print(sim.shape, f"{sim.diagonal().sum().item():.3f}")
