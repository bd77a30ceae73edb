import math

import torch
import torch.nn as nn

torch.manual_seed(7)


class PositionalEncoding(nn.Module):
    def __init__(self, d_model, dropout=0.0, max_len=16):
        super().__init__()
        self.dropout = nn.Dropout(p=dropout)
        position = torch.arange(max_len).unsqueeze(1)
        div_term = torch.exp(torch.arange(0, d_model, 2) * (-math.log(10000.0) / d_model))
        pe = torch.zeros(max_len, 1, d_model)
        pe[:, 0, 0::2] = torch.sin(position * div_term)
        pe[:, 0, 1::2] = torch.cos(position * div_term)
        self.register_buffer("pe", pe)

    def forward(self, x):
        return self.dropout(x + self.pe[: x.size(0)])


class LanguageModel(nn.Module):
    def __init__(self, vocabulary, d_model, heads, hidden, layers):
        super().__init__()
        self.d_model = d_model
        self.embedding = nn.Embedding(vocabulary, d_model)
        self.positions = PositionalEncoding(d_model)
        layer = nn.TransformerEncoderLayer(d_model, heads, hidden, dropout=0.1)
        self.encoder = nn.TransformerEncoder(layer, layers)
        self.linear = nn.Linear(d_model, vocabulary)
        self.init_weights()

    def init_weights(self):
        self.embedding.weight.data.uniform_(-0.1, 0.1)
        self.linear.bias.data.zero_()
        self.linear.weight.data.uniform_(-0.1, 0.1)

    def forward(self, tokens, mask=None):
        x = self.positions(self.embedding(tokens) * math.sqrt(self.d_model))
        if mask is None:
            mask = nn.Transformer.generate_square_subsequent_mask(len(tokens))
        return self.linear(self.encoder(x, mask))


class SelfAttention(nn.Module):
    def __init__(self, width, heads, block_size):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width, bias=False)
        self.proj = nn.Linear(width, width)
        self.register_buffer("mask", torch.tril(torch.ones(block_size, block_size)).view(1, 1, block_size, block_size))

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = self.qkv(x).split(C, dim=2)
        q, k, v = (t.view(B, T, self.heads, C // self.heads).transpose(1, 2) for t in (q, k, v))
        att = (q @ k.transpose(-2, -1)) / math.sqrt(k.size(-1))
        att = att.masked_fill(self.mask[:, :, :T, :T] == 0, float("-inf")).softmax(dim=-1)
        return self.proj((att @ v).transpose(1, 2).contiguous().view(B, T, C))


model = LanguageModel(12, 8, 2, 16, 2)
data = torch.randint(0, 12, (6, 3))
source, target = data[:-1], data[1:].reshape(-1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
for step in range(3):
    model.train()
    logits = model(source)
    loss = nn.functional.cross_entropy(logits.view(-1, 12), target)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(step, f"{loss.item():.4f}", f"{math.exp(loss.item()):.3f}")
model.eval()
with torch.no_grad():
    print(model(source)[-1, 0])
attention = SelfAttention(8, 2, 5)
out = attention(torch.randn(2, 4, 8))
out.mean().backward()
print(out[0, 0])
print(attention.qkv.weight.grad.abs().sum())
mha = nn.MultiheadAttention(8, 2, batch_first=True)
x = torch.randn(1, 3, 8)
values, weights = mha(x, x, x)
print(values.shape, weights)
