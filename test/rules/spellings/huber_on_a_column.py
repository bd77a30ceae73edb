import torch
from torch import nn


class Regressor(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(8, 32), nn.ReLU(), nn.Linear(32, 1))

    def forward(self, x):
        return self.net(x)


model = Regressor()
x = torch.randn(64, 8)
y = torch.randn(64)
optimizer = torch.optim.Adam(model.parameters())
for epoch in range(2):
    optimizer.zero_grad()
    loss = nn.MSELoss()(model(x), y)  # error: broadcast-shape-mismatch
    loss.backward()
    optimizer.step()
