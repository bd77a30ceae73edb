import torch
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.rand(10, 6).round()


def linear_params(i, o):
    bound = 1 / i**0.5
    return [
        torch.nn.Parameter(torch.empty(o, i).uniform_(-bound, bound)),
        torch.nn.Parameter(torch.empty(o).uniform_(-bound, bound)),
    ]


enc, mu_l, lv_l, dec1, dec2 = (linear_params(*s) for s in [(6, 5), (5, 2), (5, 2), (2, 5), (5, 6)])
parameters = enc + mu_l + lv_l + dec1 + dec2
optimizer = torch.optim.Adam(parameters, lr=1e-2)


def reparameterize(mu, logvar):
    std = torch.exp(0.5 * logvar)
    eps = torch.randn_like(std)
    return mu + eps * std


def loss_function(recon_x, x, mu, logvar):
    BCE = F.binary_cross_entropy(recon_x, x.view(-1, 6), reduction="sum")
    KLD = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return BCE + KLD, BCE, KLD


train_loss = 0
for epoch in range(1, 21):
    h1 = F.relu(F.linear(x, *enc))
    mu, logvar = F.linear(h1, *mu_l), F.linear(h1, *lv_l)
    z = reparameterize(mu, logvar)
    recon = torch.sigmoid(F.linear(F.relu(F.linear(z, *dec1)), *dec2))
    loss, bce, kld = loss_function(recon, x, mu, logvar)
    optimizer.zero_grad()
    loss.backward()
    train_loss += loss.item()
    optimizer.step()
    if epoch % 5 == 0:
        print(
            "Train Epoch: {} [{}/{} ({:.0f}%)]\tLoss: {:.4f}".format(
                epoch, epoch * len(x), 200, 100.0 * epoch / 20, loss.item() / len(x)
            )
        )
print("====> Average loss: {:.4f}".format(train_loss / (20 * len(x))))
print(f"{bce.item():.3f} {kld.item():.3f}")
with torch.no_grad():
    print((recon > 0.5).float().eq(x).float().mean().item() > 0.5)
