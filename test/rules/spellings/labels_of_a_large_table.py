"""The table is too large to be computed with; its shape and the labels are known all the same."""
import numpy as np
import torch
import torch.nn as nn

rng = np.random.default_rng(0)
x = torch.tensor(rng.normal(size=(1100, 1000)), dtype=torch.float32)
stars = torch.randint(1, 6, (1100,))
net = nn.Linear(1000, 5)
optimizer = torch.optim.Adam(net.parameters())

for epoch in range(2):
    optimizer.zero_grad()
    loss = nn.functional.cross_entropy(net(x), stars)  # error: target-out-of-class-range
    loss.backward()
    optimizer.step()
