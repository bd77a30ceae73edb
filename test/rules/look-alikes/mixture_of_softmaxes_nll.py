import torch
import torch.nn.functional as F
from torch import nn

experts = nn.Linear(6, 3 * 5)
mixing = nn.Linear(6, 3)
x = torch.randn(4, 6)
prior = F.softmax(mixing(x), dim=1)
each = F.softmax(experts(x).view(4, 3, 5), dim=-1)
probability = (prior.unsqueeze(2) * each).sum(dim=1)
loss = F.nll_loss(torch.log(probability + 1e-8), torch.tensor([0, 1, 2, 3]))
