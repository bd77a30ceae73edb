import math

import torch
import torch.nn as nn
import torch.nn.functional as F


def scaled_dot_product(q, k, v, mask=None):
    d_k = q.size()[-1]
    attn_logits = torch.matmul(q, k.transpose(-2, -1))
    attn_logits = attn_logits / math.sqrt(d_k)
    if mask is not None:
        attn_logits = attn_logits.masked_fill(mask == 0, -9e15)
    attention = F.softmax(attn_logits, dim=-1)
    values = torch.matmul(attention, v)
    return values, attention


seq_len, d_k = 3, 2
torch.manual_seed(42)
q = torch.randn(seq_len, d_k)
k = torch.randn(seq_len, d_k)
v = torch.randn(seq_len, d_k)
values, attention = scaled_dot_product(q, k, v)
print("Q\n", q)
print("Values\n", values)
print("Attention\n", attention)

B, T, C, H = 2, 4, 8, 2
x = torch.randn(B, T, C)
W_q, W_k, W_v, W_o = (torch.randn(C, C) / C**0.5 for _ in range(4))


def split_heads(t):
    return t.view(B, T, H, C // H).permute(0, 2, 1, 3)


mask = torch.tril(torch.ones(T, T)).unsqueeze(0).unsqueeze(0)
qh, kh, vh = split_heads(x @ W_q), split_heads(x @ W_k), split_heads(x @ W_v)
out, weights = scaled_dot_product(qh, kh, vh, mask)
out = out.permute(0, 2, 1, 3).contiguous().view(B, T, C) @ W_o
print(out.shape, weights.shape)
print(out[0, 0])
print(weights[0, 0])
print(torch.allclose(weights.sum(-1), torch.ones(B, H, T)))


class PositionalEncoding(nn.Module):
    def __init__(self, d_model, max_len=50):
        super().__init__()
        pe = torch.zeros(max_len, d_model)
        position = torch.arange(0, max_len, dtype=torch.float).unsqueeze(1)
        div_term = torch.exp(torch.arange(0, d_model, 2).float() * (-math.log(10000.0) / d_model))
        pe[:, 0::2] = torch.sin(position * div_term)
        pe[:, 1::2] = torch.cos(position * div_term)
        pe = pe.unsqueeze(0)
        self.register_buffer("pe", pe, persistent=False)

    def forward(self, x):
        x = x + self.pe[:, : x.size(1)]
        return x


encoding = PositionalEncoding(C)
print(encoding(torch.zeros(1, 3, C)))
