import torch
import torch.nn.functional as F

torch.manual_seed(5)
text = "hello world"
chars = sorted(list(set(text)))
stoi = {ch: i for i, ch in enumerate(chars)}
itos = {i: ch for ch, i in stoi.items()}
vocab_size = len(chars)
data = torch.tensor([stoi[c] for c in text], dtype=torch.long)
xs, ys = data[:-1], data[1:]
hidden_size = 16

Wxh = torch.randn(vocab_size, hidden_size) * 0.1
Whh = torch.randn(hidden_size, hidden_size) * 0.1
Why = torch.randn(hidden_size, vocab_size) * 0.1
bh = torch.zeros(hidden_size)
by = torch.zeros(vocab_size)
params = [Wxh, Whh, Why, bh, by]
for p in params:
    p.requires_grad_()

optimizer = torch.optim.Adagrad(params, lr=0.1)
for it in range(60):
    h = torch.zeros(hidden_size)
    loss = 0
    for t in range(len(xs)):
        x = F.one_hot(xs[t], vocab_size).float()
        h = torch.tanh(x @ Wxh + h @ Whh + bh)
        logits = h @ Why + by
        loss = loss + F.cross_entropy(logits.unsqueeze(0), ys[t].unsqueeze(0))
    loss = loss / len(xs)
    optimizer.zero_grad()
    loss.backward()
    for p in params:
        p.grad.data.clamp_(-5, 5)
    optimizer.step()
    if it % 15 == 0:
        print(it, f"{loss.item():.4f}")


@torch.no_grad()
def generate(start, n):
    h = torch.zeros(hidden_size)
    idx = stoi[start]
    out = start
    for _ in range(n):
        x = F.one_hot(torch.tensor(idx), num_classes=vocab_size).float()
        h = torch.tanh(x @ Wxh + h @ Whh + bh)
        probs = F.softmax(h @ Why + by, dim=-1)
        idx = probs.argmax().item()
        out += itos[idx]
    return out


print(generate("h", 10))
print(f"perplexity {torch.exp(loss).item():.3f}")
