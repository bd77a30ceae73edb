# Windows that are drawn from a text that is not read are all as long as they are written.
import torch
import torch.nn.functional as F
from torch import nn

with open("input.txt", encoding="utf-8") as f:
    text = f.read()
chars = sorted(set(text))
vocab_size = len(chars)
stoi = {c: i for i, c in enumerate(chars)}
encode = lambda s: [stoi[c] for c in s]
data = torch.tensor(encode(text), dtype=torch.long)
train_data, val_data = data[:900_000], data[900_000:]
block_size, batch_size = 64, 32


def get_batch(split):
    part = train_data if split == "train" else val_data
    starts = torch.randint(len(part) - block_size, (batch_size,))
    x = torch.stack([part[i : i + block_size] for i in starts])
    y = torch.stack([part[i + 1 : i + block_size + 1] for i in starts])
    return x, y


class CharModel(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(vocab_size, 128)
        self.rnn = nn.GRU(128, 256, batch_first=True)
        self.head = nn.Linear(256, vocab_size)

    def forward(self, x, targets=None):
        out, _ = self.rnn(self.embed(x))
        logits = self.head(out)
        loss = None if targets is None else F.cross_entropy(logits, targets)  # error: class-dim-not-second
        return logits, loss


model = CharModel()
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-4)
for step in range(3):
    xb, yb = get_batch("train")
    logits, loss = model(xb, yb)
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
