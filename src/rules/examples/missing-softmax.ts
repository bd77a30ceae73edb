/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'Cross-entropy written out on scores.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y.long(), 5).float()
        scores = self.out(x)
        return -(onehot * torch.log(scores)).sum(1).mean()  # error: missing-softmax
`,
  },
  {
    framework: 'Lightning',
    title: 'A distribution of scores.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        policy = torch.distributions.Categorical(probs=self.out(x))  # error: missing-softmax
        return -policy.log_prob(y).mean()
`,
    fixed: [
      [
        'policy = torch.distributions.Categorical(probs=self.out(x))',
        'policy = torch.distributions.Categorical(logits=self.out(x))',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'Sampling from scores.',
    code: `import pytorch_lightning as pl
import torch
from torch import nn

class Model(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        return torch.multinomial(self.out(x), 1)  # error: missing-softmax
`,
  },
  {
    framework: 'JAX',
    title: 'Cross-entropy written out on scores.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(5)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.sum(jax.nn.one_hot(y, 5) * jnp.log(scores), axis=-1).mean()  # error: missing-softmax
`,
  },
  {
    framework: 'JAX',
    title: 'With a small number added.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(5)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    log_p = jnp.log(scores + 1e-8)  # error: missing-softmax
    return -jnp.sum(jax.nn.one_hot(y, 5) * log_p, axis=1).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The entropy of scores.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(5)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.sum(scores * jnp.log(scores), axis=-1).mean()  # error: missing-softmax
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'log_softmax.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        onehot = F.one_hot(y.long(), 5).float()
        return -(onehot * F.log_softmax(self.out(x), dim=1)).sum(1).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'A distribution of logits.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        policy = torch.distributions.Categorical(logits=self.out(x))
        return -policy.log_prob(y).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'Sampling from probabilities.',
    code: `import lightning as L
import torch
from torch import nn

class Model(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        x, y = batch
        return torch.multinomial(self.out(x).softmax(1), 1)
`,
  },
  {
    framework: 'JAX',
    title: 'log_softmax.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(5)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.sum(jax.nn.one_hot(y, 5) * jax.nn.log_softmax(scores), axis=-1).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A module that ends in softmax.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(5)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    p = jax.nn.softmax(scores)
    return -jnp.sum(p * jax.nn.log_softmax(scores), axis=-1).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The logarithm of a rate.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    rate = jax.nn.softplus(scores)
    return jnp.mean(rate - y * jnp.log(rate))
`,
  },
];
