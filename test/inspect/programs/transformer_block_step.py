import math

import torch
import torch.nn.functional as F

torch.manual_seed(1337)
B, T, C, H, V = 2, 5, 8, 2, 11
scale = 0.2


def param(*shape):
    return (torch.randn(*shape) * scale).requires_grad_(True)


params = {
    "wte": param(V, C),
    "wpe": param(T, C),
    "qkv": param(C, 3 * C),
    "proj": param(C, C),
    "fc1": param(C, 4 * C),
    "fc2": param(4 * C, C),
    "ln1": torch.ones(C, requires_grad=True),
    "ln2": torch.ones(C, requires_grad=True),
    "head": param(C, V),
}


def layer_norm(x, gain, eps=1e-5):
    mu = x.mean(-1, keepdim=True)
    var = x.var(-1, keepdim=True, unbiased=False)
    return gain * (x - mu) / torch.sqrt(var + eps)


def block(x):
    h = layer_norm(x, params["ln1"])
    q, k, v = (h @ params["qkv"]).split(C, dim=2)
    q, k, v = (t.view(B, T, H, C // H).transpose(1, 2) for t in (q, k, v))
    att = (q @ k.transpose(-2, -1)) * (1.0 / math.sqrt(k.size(-1)))
    tril = torch.tril(torch.ones(T, T))
    att = att.masked_fill(tril == 0, float("-inf"))
    att = F.softmax(att, dim=-1)
    y = (att @ v).transpose(1, 2).contiguous().view(B, T, C)
    x = x + y @ params["proj"]
    h = layer_norm(x, params["ln2"])
    return x + F.gelu(h @ params["fc1"], approximate="tanh") @ params["fc2"]


idx = torch.randint(V, (B, T + 1))
xb, yb = idx[:, :-1], idx[:, 1:]
decay = [p for p in params.values() if p.dim() >= 2]
nodecay = [p for p in params.values() if p.dim() < 2]
optim_groups = [{"params": decay, "weight_decay": 0.1}, {"params": nodecay, "weight_decay": 0.0}]
num_decay = sum(p.numel() for p in decay)
print(f"decayed tensors: {len(decay)}, with {num_decay:,} parameters; others: {len(nodecay)}")
optimizer = torch.optim.AdamW(optim_groups, lr=1e-2, betas=(0.9, 0.95))
for it in range(8):
    tok = params["wte"][xb]
    pos = params["wpe"][torch.arange(T)]
    logits = block(tok + pos) @ params["head"]
    loss = F.cross_entropy(logits.view(-1, V), yb.reshape(-1))
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    print(f"iter {it}: loss {loss.item():.4f}")


@torch.no_grad()
def sample(idx, n):
    for _ in range(n):
        tok = params["wte"][idx] + params["wpe"][: idx.size(1)]
        logits = tok.mean(1) @ params["head"] / 0.8
        v, _ = torch.topk(logits, 3)
        logits[logits < v[:, [-1]]] = -float("Inf")
        probs = F.softmax(logits, dim=-1)
        nxt = torch.argmax(probs, dim=-1, keepdim=True)
        idx = torch.cat((idx, nxt), dim=1)
    return idx


print(sample(torch.zeros(1, 1, dtype=torch.long), 3).tolist())
