import torch
from torch import nn

model = nn.Sequential(nn.Linear(3072, 512), nn.Tanh(), nn.Linear(512, 2), nn.Softmax(dim=1))
out = model(torch.randn(1, 3072))

model = nn.Sequential(nn.Linear(3072, 512), nn.Tanh(), nn.Linear(512, 2), nn.LogSoftmax(dim=1))
loss = nn.NLLLoss()
loss_value = loss(model(torch.randn(4, 3072)), torch.tensor([0, 1, 1, 0]))

model = nn.Sequential(nn.Linear(3072, 512), nn.Tanh(), nn.Linear(512, 2))
loss = nn.CrossEntropyLoss()
loss_value = loss(model(torch.randn(4, 3072)), torch.tensor([0, 1, 1, 0]))
