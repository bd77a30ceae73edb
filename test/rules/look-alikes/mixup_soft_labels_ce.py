import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(6, 3)
x = torch.randn(4, 6)
labels = torch.tensor([[0.7, 0.3, 0.0], [0.0, 0.4, 0.6], [1.0, 0.0, 0.0], [0.2, 0.8, 0.0]])
loss = F.cross_entropy(model(x), labels, label_smoothing=0.1)
