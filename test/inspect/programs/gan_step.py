import torch
import torch.nn.functional as F

torch.manual_seed(0)
latent_dim, data_dim, hidden = 2, 2, 8


def init(n_in, n_out):
    return [
        (torch.randn(n_in, hidden) * 0.3).requires_grad_(),
        torch.zeros(hidden, requires_grad=True),
        (torch.randn(hidden, n_out) * 0.3).requires_grad_(),
        torch.zeros(n_out, requires_grad=True),
    ]


def mlp(params, x):
    w1, b1, w2, b2 = params
    return F.leaky_relu(x @ w1 + b1, 0.2) @ w2 + b2


G, D = init(latent_dim, data_dim), init(data_dim, 1)
opt_g = torch.optim.Adam(G, lr=2e-3, betas=(0.5, 0.999))
opt_d = torch.optim.Adam(D, lr=2e-3, betas=(0.5, 0.999))
real_data = torch.randn(64, data_dim) * 0.2 + torch.tensor([2.0, -1.0])

for step in range(40):
    idx = torch.randint(0, real_data.size(0), (16,))
    real = real_data[idx]
    real_label = torch.ones(16, 1)
    fake_label = torch.zeros(16, 1)

    # discriminator
    z = torch.randn(16, latent_dim)
    fake = mlp(G, z)
    d_real = F.binary_cross_entropy_with_logits(mlp(D, real), real_label)
    d_fake = F.binary_cross_entropy_with_logits(mlp(D, fake.detach()), fake_label)
    d_loss = d_real + d_fake
    opt_d.zero_grad()
    d_loss.backward()
    opt_d.step()

    # generator
    g_loss = F.binary_cross_entropy_with_logits(mlp(D, fake), real_label)
    opt_g.zero_grad()
    g_loss.backward()
    opt_g.step()
    if step % 10 == 0:
        print(f"[{step}/40] Loss_D: {d_loss.item():.4f} Loss_G: {g_loss.item():.4f}")
with torch.no_grad():
    samples = mlp(G, torch.randn(256, latent_dim))
    print(samples.mean(dim=0), torch.sigmoid(mlp(D, samples)).mean())
