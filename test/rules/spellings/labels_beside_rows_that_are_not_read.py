import pandas as pd
import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

table = pd.read_csv('seeds.txt', header=None)
rows = torch.tensor(table.iloc[:, :7].values, dtype=torch.float32)
kinds = torch.tensor([1] * 70 + [2] * 70 + [3] * 70)
net = nn.Sequential(nn.Linear(7, 24), nn.ELU(), nn.Linear(24, 3))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1)

for x, y in DataLoader(TensorDataset(rows, kinds), batch_size=21, shuffle=True):
    loss = F.cross_entropy(net(x), y)  # error: target-out-of-class-range
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()

for x, y in DataLoader(TensorDataset(rows, kinds - 1), batch_size=21, shuffle=True):
    loss = F.cross_entropy(net(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
