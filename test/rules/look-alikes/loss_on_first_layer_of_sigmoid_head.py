import torch
from torch import nn
import torch.nn.functional as F

head = nn.Sequential(nn.Linear(16, 1), nn.Sigmoid())
features = torch.randn(5, 16)
confidence = head(features)
loss = F.binary_cross_entropy_with_logits(head[0](features), torch.ones(5, 1))
other = F.binary_cross_entropy_with_logits(head[:-1](features), torch.ones(5, 1))
