import torch
from torch import nn

model = nn.Linear(3, 1)
loss_fn = nn.MSELoss()
x = torch.randn(16, 3)
y = torch.randn(16)

squeezed = loss_fn(model(x).squeeze(-1), y)
unsqueezed = loss_fn(model(x), y.unsqueeze(1))
viewed = loss_fn(model(x), y.view(-1, 1))
flat = ((model(x).flatten() - y) ** 2).mean()
column = ((model(x) - y[:, None]) ** 2).mean()
