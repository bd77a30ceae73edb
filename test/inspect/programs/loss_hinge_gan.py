import torch
import torch.nn.functional as F

real = torch.tensor([0.5, 1.5, -0.2], requires_grad=True)
fake = torch.tensor([-1.5, 0.3, -0.4], requires_grad=True)
d = F.relu(1.0 - real).mean() + F.relu(1.0 + fake).mean()
d.backward()
print(d, real.grad, fake.grad)
print(-fake.mean())
print(F.softplus(-real).mean(), F.binary_cross_entropy_with_logits(real, torch.ones_like(real)))
print(0.5 * (F.mse_loss(real, torch.ones(3)) + F.mse_loss(fake, torch.zeros(3))))
