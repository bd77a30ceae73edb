import torch
import torch.nn.functional as F

e = torch.tensor([[1.0, 0.0], [0.8, 0.3], [-0.5, 1.0], [0.9, 0.6]], requires_grad=True)
labels = torch.tensor([0, 0, 1, 1])
square = e.pow(2).sum(1)
distance = (square[:, None] + square[None, :] - 2 * e @ e.t()).clamp(min=1e-12).sqrt()
same = labels[:, None] == labels[None, :]
hardest_positive = distance.masked_fill(~same, 0.0).max(dim=1).values
hardest_negative = distance.masked_fill(same, 1e9).min(dim=1).values
loss = F.relu(hardest_positive - hardest_negative + 0.3).mean()
loss.backward()
print(hardest_negative)
print(loss, e.grad[2:])
