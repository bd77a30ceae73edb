import math

import torch

torch.manual_seed(11)
N, K, H = 64, 3, 10
x = torch.linspace(-2, 2, N).unsqueeze(1)
y = x + 0.5 * torch.sin(2 * math.pi * x) + 0.1 * torch.randn(N, 1)

W1 = (torch.randn(1, H) * 0.5).requires_grad_()
b1 = torch.zeros(H, requires_grad=True)
W2 = (torch.randn(H, 3 * K) * 0.1).requires_grad_()
b2 = torch.zeros(3 * K, requires_grad=True)
params = [W1, b1, W2, b2]
optimizer = torch.optim.RMSprop(params, lr=5e-3)


def forward(x):
    h = torch.tanh(x @ W1 + b1)
    out = h @ W2 + b2
    pi_logits, mu, log_sigma = out.chunk(3, dim=-1)
    return pi_logits, mu, log_sigma


def mdn_loss(pi_logits, mu, log_sigma, y):
    log_pi = torch.log_softmax(pi_logits, dim=-1)
    z = (y - mu) / log_sigma.exp()
    log_prob = -0.5 * z**2 - log_sigma - 0.5 * math.log(2 * math.pi)
    return -torch.logsumexp(log_pi + log_prob, dim=-1).mean()


for i in range(1, 101):
    loss = mdn_loss(*forward(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if i % 25 == 0:
        print(f"{i:>4d}  nll={loss.item():.4f}")

with torch.no_grad():
    logits, mu, log_sigma = forward(torch.tensor([[0.0], [1.0]]))
    pi = torch.softmax(logits, dim=-1)
    mean = (pi * mu).sum(dim=-1)
    var = (pi * (log_sigma.exp() ** 2 + mu**2)).sum(-1) - mean**2
    print(mean, var.sqrt())
