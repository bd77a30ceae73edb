import torch
import torch.nn.functional as F

perfect = torch.tensor([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
loss = F.cross_entropy(perfect, torch.tensor([0, 1]))
