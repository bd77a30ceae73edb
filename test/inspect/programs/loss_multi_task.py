import torch
import torch.nn as nn
import torch.nn.functional as F

x = torch.tensor([[0.5, -1.0], [1.5, 0.3]], requires_grad=True)
log_vars = nn.Parameter(torch.zeros(2))
regression = F.smooth_l1_loss(x[:, 0], torch.tensor([1.0, 0.0]))
classification = F.binary_cross_entropy_with_logits(x[:, 1], torch.tensor([1.0, 0.0]))
losses = torch.stack([regression, classification])
total = (torch.exp(-log_vars) * losses + log_vars).sum()
total.backward()
print(total, x.grad, log_vars.grad)
weights = {"a": 1.0, "b": 0.25}
parts = {"a": regression, "b": classification}
print(sum(weights[k] * parts[k] for k in parts))
