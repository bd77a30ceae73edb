import torch
from torch import nn

rate = nn.Sequential(nn.Linear(4, 1), nn.Softplus())
x = torch.randn(8, 4)
counts = torch.ones(8, 1)
predicted = rate(x)
poisson = (predicted - counts * torch.log(predicted)).mean()
weights = torch.tensor([3.0, 5.0, 2.0])
entropy_of_counts = -(weights / weights.sum() * torch.log(weights / weights.sum())).sum()
geometric_mean = torch.exp(torch.log(weights).mean())
