/** Examples of the rule for what builds on PyTorch: Lightning, fastai and Hugging Face. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'A variational autoencoder.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class VAE(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(784, 40)
        self.decoder = nn.Linear(20, 784)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        mu, logvar = self.encoder(x).chunk(2, dim=1)
        z = mu + torch.exp(0.5 * logvar) * torch.randn_like(mu)
        error = F.binary_cross_entropy_with_logits(self.decoder(z), x)
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return error + kld  # warning: mixed-reductions
`,
  },
  {
    framework: 'Lightning',
    title: 'The divergence is averaged over the latent dims.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class VAE(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.mean = nn.Linear(784, 20)
        self.log_variance = nn.Linear(784, 20)
        self.decoder = nn.Linear(20, 784)
        self.criterion = nn.MSELoss(reduction='sum')

    def training_step(self, batch, batch_idx):
        x, _ = batch
        mu, logvar = self.mean(x), self.log_variance(x)
        error = self.criterion(self.decoder(mu), x)
        kld = (-0.5 * (1 + logvar - mu ** 2 - logvar.exp())).mean()
        loss = error + kld  # warning: mixed-reductions
        self.log('loss', loss)
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'An auxiliary loss with another reduction.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)
        self.side = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        loss = loss + F.cross_entropy(self.side(x), y, reduction='sum')  # warning: mixed-reductions
        return loss
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Both are sums.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class VAE(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(784, 40)
        self.decoder = nn.Linear(20, 784)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        mu, logvar = self.encoder(x).chunk(2, dim=1)
        error = F.binary_cross_entropy_with_logits(self.decoder(mu), x, reduction='sum')
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return (error + kld) / len(x)
`,
  },
  {
    framework: 'Lightning',
    title: 'A weight from the hyperparameters.',
    code: `import lightning as L
import torch
from torch import nn
import torch.nn.functional as F

class VAE(L.LightningModule):
    def __init__(self, kl_weight=0.00025):
        super().__init__()
        self.kl_weight = kl_weight
        self.encoder = nn.Linear(784, 40)
        self.decoder = nn.Linear(20, 784)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        mu, logvar = self.encoder(x).chunk(2, dim=1)
        error = F.mse_loss(self.decoder(mu), x)
        kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
        return error + self.kl_weight * kld
`,
  },
  {
    framework: 'Lightning',
    title: 'The training step averages, the test step sums.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y)

    def test_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y, reduction='sum')
`,
  },
];
