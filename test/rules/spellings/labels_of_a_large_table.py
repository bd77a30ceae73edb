"""The table is too large to be computed with; its shape and the labels are known all the same."""
import numpy as np
import torch
import torch.nn as nn

rng = np.random.default_rng(0)
x = torch.tensor(rng.normal(size=(4000, 300)), dtype=torch.float32)
stars = torch.randint(1, 6, (4000,))
net = nn.Sequential(nn.Linear(300, 64), nn.ReLU(), nn.Linear(64, 5))
optimizer = torch.optim.Adam(net.parameters())

for epoch in range(5):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(net(x), stars)  # error: target-out-of-class-range
    loss.backward()
    optimizer.step()
