import torch
import torch.nn.functional as F

mu = torch.tensor([[0.5, -0.2], [1.0, 0.3]], requires_grad=True)
logvar = torch.tensor([[0.1, -0.5], [0.0, 0.7]], requires_grad=True)
eps = torch.tensor([[0.3, -1.0], [0.8, 0.2]])
z = mu + torch.exp(0.5 * logvar) * eps
recon = torch.sigmoid(z)
x = torch.tensor([[1.0, 0.0], [0.5, 1.0]])
bce = F.binary_cross_entropy(recon, x, reduction="sum")
kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
loss = bce + kld
loss.backward()
print(f"{bce.item():.4f} {kld.item():.4f}", loss)
print(mu.grad, logvar.grad)
