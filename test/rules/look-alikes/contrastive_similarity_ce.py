import torch
from torch import nn
import torch.nn.functional as F

encoder = nn.Linear(12, 6)


def info_nce(first, second, temperature=0.1):
    a = F.normalize(encoder(first), dim=1)
    b = F.normalize(encoder(second), dim=1)
    similarity = a @ b.t() / temperature
    return F.cross_entropy(similarity, torch.arange(first.shape[0]))


loss = info_nce(torch.randn(4, 12), torch.randn(4, 12))
