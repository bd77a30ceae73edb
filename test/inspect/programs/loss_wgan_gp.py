import torch

w = torch.tensor([[0.5], [-1.0]], requires_grad=True)


def critic(x):
    return torch.tanh(x @ w)


real = torch.tensor([[1.0, 0.2], [0.5, -0.3]])
fake = torch.tensor([[0.1, 1.0], [-0.4, 0.6]])
mix = torch.tensor([[0.3], [0.8]])
between = (mix * real + (1 - mix) * fake).requires_grad_(True)
out = critic(between)
grads = torch.autograd.grad(out, between, grad_outputs=torch.ones_like(out), create_graph=True, retain_graph=True)[0]
penalty = ((grads.norm(2, dim=1) - 1) ** 2).mean()
loss = critic(fake).mean() - critic(real).mean() + 10 * penalty
loss.backward()
print(penalty, loss)
print(w.grad)
