/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The last layer has one output.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'Lightning',
    title: 'A Sequential with one output.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 8), nn.ReLU(), nn.Linear(8, 1))

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return nn.CrossEntropyLoss()(self(x), y.long())  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'Lightning',
    title: 'A sigmoid on the one output does not help.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return torch.sigmoid(self.net(x.view(-1, 20)))

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'JAX',
    title: 'A column of scores.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[1.3], [-0.4]])
loss = optax.softmax_cross_entropy_with_integer_labels(scores, jnp.array([0, 0])).mean()  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'JAX',
    title: 'Labels of the same shape.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[1.3], [-0.4]])
labels = jnp.array([[1.0], [0.0]])
loss = optax.softmax_cross_entropy(scores, labels).mean()  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'JAX',
    title: 'Weights for one output.',
    code: `import jax.numpy as jnp
import optax

w = jnp.zeros((4, 1))
x = jnp.ones((8, 4))
y = jnp.zeros((8,), dtype=jnp.int32)
loss = optax.softmax_cross_entropy_with_integer_labels(x @ w, y).mean()  # error: single-output-cross-entropy
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'One output and BCE with logits.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.binary_cross_entropy_with_logits(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'Two outputs.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Detector(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 2)

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'Lightning',
    title: 'One score for each of four choices.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Chooser(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(20, 1)

    def forward(self, x):
        return self.net(x).view(-1, 4)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self(x), y)
`,
  },
  {
    framework: 'JAX',
    title: 'One output and the binary loss.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[1.3], [-0.4]])
labels = jnp.array([[1.0], [0.0]])
loss = optax.sigmoid_binary_cross_entropy(scores, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Two outputs.',
    code: `import jax.numpy as jnp
import optax

w = jnp.zeros((4, 2))
x = jnp.ones((8, 4))
y = jnp.zeros((8,), dtype=jnp.int32)
loss = optax.softmax_cross_entropy_with_integer_labels(x @ w, y).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Classes along another axis.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[[1.3], [-0.4], [0.2]]])
labels = jnp.array([[[1.0], [0.0], [0.0]]])
loss = optax.softmax_cross_entropy(scores, labels, axis=1).mean()
`,
  },
];
