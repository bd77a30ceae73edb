import torch
from torch import nn

actor = nn.Linear(4, 2)
x = torch.randn(5, 4)
out = actor(x)
entropy = -(out * out.log()).sum(dim=-1)  # error: missing-softmax
