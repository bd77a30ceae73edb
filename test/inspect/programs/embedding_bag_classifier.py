import torch
import torch.nn as nn
import torch.nn.functional as F

sentences = [
    ("good great movie", 1),
    ("bad awful film", 0),
    ("great film", 1),
    ("awful movie bad acting", 0),
    ("good acting", 1),
]
word2idx = {"<pad>": 0, "<unk>": 1}
for text, _ in sentences:
    for w in text.split():
        word2idx.setdefault(w, len(word2idx))
print(len(word2idx), word2idx["film"])


def encode(text, max_len=4):
    ids = [word2idx.get(w, word2idx["<unk>"]) for w in text.split()][:max_len]
    return ids + [0] * (max_len - len(ids))


inputs = torch.tensor([encode(t) for t, _ in sentences])
labels = torch.tensor([l for _, l in sentences], dtype=torch.float)
torch.manual_seed(0)
emb = nn.Parameter(torch.randn(len(word2idx), 5))
with torch.no_grad():
    emb[0].fill_(0)
fc = nn.Parameter(torch.randn(5, 1) * 0.1)
optimizer = torch.optim.Adam([emb, fc], lr=0.1)
for epoch in range(15):
    mask = (inputs != 0).unsqueeze(-1).float()
    vectors = F.embedding(inputs, emb, padding_idx=0)
    mean = (vectors * mask).sum(1) / mask.sum(1).clamp(min=1)
    logits = (mean @ fc).squeeze(1)
    loss = F.binary_cross_entropy_with_logits(logits, labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if epoch % 5 == 0:
        acc = ((logits > 0) == labels.bool()).float().mean().item()
        print(f"epoch: {epoch}, loss: {loss.item():.4f}, acc: {acc:.2f}")
print(emb[0], emb.grad[0].abs().sum().item())
with torch.no_grad():
    test = torch.tensor([encode("good unknown film")])
    vec = F.embedding(test, emb)
    m = (test != 0).unsqueeze(-1)
    score = torch.sigmoid(((vec * m).sum(1) / m.sum(1)) @ fc).item()
print("positive" if score > 0.5 else "negative", f"{score:.3f}")
