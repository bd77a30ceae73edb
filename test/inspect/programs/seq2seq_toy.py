import torch
import torch.nn.functional as F

torch.manual_seed(8)
SOS, EOS, PAD = 0, 1, 2
V, H = 8, 12
sources = [[3, 4, 5], [6, 7], [5, 3, 7, 4]]
pairs = [(s + [EOS], s[::-1] + [EOS]) for s in sources]
P = {}


def param(name, *shape):
    if name not in P:
        P[name] = (0.2 * torch.randn(*shape)).requires_grad_()
    return P[name]


def gru_cell(name, x, h):
    gates = x @ param(name + ".x", H, 3 * H) + 0
    hid = h @ param(name + ".h", H, 3 * H)
    xr, xz, xn = gates.chunk(3, -1)
    hr, hz, hn = hid.chunk(3, -1)
    r, z = torch.sigmoid(xr + hr), torch.sigmoid(xz + hz)
    n = torch.tanh(xn + r * hn)
    return (1 - z) * n + z * h


def encode(tokens):
    h = torch.zeros(H)
    outputs = []
    for t in tokens:
        h = gru_cell("enc", param("emb", V, H)[t], h)
        outputs.append(h)
    return torch.stack(outputs), h


def decode(enc_out, h, target, teacher_forcing=True):
    token, loss, produced = SOS, 0, []
    for t in target:
        scores = enc_out @ h
        attn = F.softmax(scores, dim=0)
        context = (attn.unsqueeze(1) * enc_out).sum(0)
        h = gru_cell("dec", param("emb", V, H)[token] + context, h)
        logits = h @ param("out", H, V)
        loss = loss + F.cross_entropy(logits.unsqueeze(0), torch.tensor([t]))
        best = logits.argmax().item()
        produced.append(best)
        token = t if teacher_forcing else best
        if best == EOS and not teacher_forcing:
            break
    return loss / len(target), produced


for s, t in pairs:
    decode(*encode(s), t)
optimizer = torch.optim.Adam(P.values(), lr=0.03)
for epoch in range(12):
    total = 0.0
    for s, t in pairs:
        optimizer.zero_grad()
        loss, _ = decode(*encode(s), t)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(P.values(), 1.0)
        optimizer.step()
        total += loss.item()
    if epoch % 4 == 3:
        print(f"epoch {epoch + 1}: {total / len(pairs):.4f}")
for s, t in pairs:
    with torch.no_grad():
        _, out = decode(*encode(s), t, teacher_forcing=False)
    print(s, "->", out)
# padding and masks
lengths = torch.tensor([len(t) for _, t in pairs])
padded = torch.full((len(pairs), int(lengths.max())), PAD)
for i, (_, t) in enumerate(pairs):
    padded[i, : len(t)] = torch.tensor(t)
mask = torch.arange(padded.size(1))[None, :] < lengths[:, None]
print(padded, mask.sum().item(), ((padded != PAD) == mask).all().item())
