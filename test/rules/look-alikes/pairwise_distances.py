import torch

a = torch.randn(6, requires_grad=True)
b = torch.randn(6)
spread = ((a[:, None] - a[None, :]) ** 2).mean()
cross = (a.unsqueeze(1) - b).abs().mean()
