/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'training_step returns a number.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        return loss.item()  # error: loss-detached-before-backward
`,
    fixed: [['return loss.item()', 'return loss']],
  },
  {
    framework: 'Lightning',
    title: 'A detached loss in the dict.',
    code: `import pytorch_lightning as pl
from torch import nn
import torch.nn.functional as F

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        return {'loss': loss.detach()}  # error: loss-detached-before-backward
`,
  },
  {
    framework: 'Lightning',
    title: 'The output of forward is detached.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Autoencoder(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 16)

    def forward(self, x):
        return self.net(x).detach()  # error: loss-detached-before-backward

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return F.mse_loss(self(x), x)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss returns a detached loss.',
    code: `from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        loss = nn.functional.cross_entropy(outputs.logits, inputs['labels'])
        return loss.detach()  # error: loss-detached-before-backward
`,
    fixed: [['return loss.detach()', 'return loss']],
  },
  {
    framework: 'Hugging Face',
    title: 'A number beside the outputs.',
    code: `from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, num_items_in_batch=None):
        outputs = model(**inputs)
        loss = nn.CrossEntropyLoss()(outputs.logits, inputs['labels'])
        return (loss.item(), outputs) if return_outputs else loss.item()  # error: loss-detached-before-backward
`,
  },
  {
    framework: 'Hugging Face',
    title: 'accelerate gets a number.',
    code: `from accelerate import Accelerator
from torch import nn
import torch.nn.functional as F

accelerator = Accelerator()
model = accelerator.prepare(nn.Linear(4, 3))

def train(loader, optimizer):
    for x, y in loader:
        loss = F.cross_entropy(model(x), y).item()  # error: loss-detached-before-backward
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
`,
  },
  {
    framework: 'JAX',
    title: 'stop_gradient around the loss.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    loss = optax.l2_loss(x @ w, y).mean()
    return jax.lax.stop_gradient(loss)  # error: loss-detached-before-backward

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
  {
    framework: 'JAX',
    title: 'stop_gradient around the prediction.',
    code: `import jax
import jax.numpy as jnp
import optax

@jax.jit
def step(w, x, y):
    def loss_fn(w):
        logits = jax.lax.stop_gradient(x @ w)  # error: loss-detached-before-backward
        return optax.sigmoid_binary_cross_entropy(logits, y).mean()
    value, gradient = jax.value_and_grad(loss_fn)(w)
    return w - 0.1 * gradient

w = step(jnp.ones(3), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
  {
    framework: 'JAX',
    title: 'The wrong side of a temporal difference.',
    code: `import jax
import jax.numpy as jnp
from jax import lax

def loss_fn(w, states, rewards):
    values = lax.stop_gradient(states @ w)  # error: loss-detached-before-backward
    return jnp.mean((values - rewards) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.ones(4))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'stop_gradient around the prediction.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x, y = tf.ones((4, 3)), tf.zeros((4, 1))
with tf.GradientTape() as tape:
    prediction = tf.stop_gradient(x @ w)  # error: loss-detached-before-backward
    loss = tf.reduce_mean((prediction - y) ** 2)
gradients = tape.gradient(loss, [w])
`,
  },
  {
    framework: 'TensorFlow',
    title: 'stop_gradient around the loss.',
    code: `import tensorflow as tf

w = tf.Variable([[0.5], [-0.2]])
x, labels = tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[1.0], [0.0]])
with tf.GradientTape() as tape:
    losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=labels, logits=x @ w)
    loss = tf.stop_gradient(tf.reduce_mean(losses))  # error: loss-detached-before-backward
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'In a step of training of a Keras model.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(3)])
loss_fn = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
optimizer = tf.keras.optimizers.SGD(0.1)

@tf.function
def train_step(x, y):
    with tf.GradientTape() as tape:
        logits = tf.stop_gradient(model(x, training=True))  # error: loss-detached-before-backward
        loss = loss_fn(y, logits)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The number is logged, the loss returned.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.log('loss', loss.item())
        return loss
`,
  },
  {
    framework: 'Lightning',
    title: 'validation_step returns a number.',
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

    def validation_step(self, batch, batch_idx):
        x, y = batch
        return F.cross_entropy(self.net(x), y).item()
`,
  },
  {
    framework: 'Lightning',
    title: 'With manual optimization the result is only for the record.',
    code: `import lightning as L
from torch import nn
import torch.nn.functional as F

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.automatic_optimization = False
        self.net = nn.Linear(16, 5)

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.manual_backward(loss)
        return loss.detach()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_loss returns the loss.',
    code: `from torch import nn
from transformers import Trainer

class WeightedTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        loss = nn.functional.cross_entropy(outputs.logits, inputs['labels'])
        return (loss, outputs) if return_outputs else loss
`,
  },
  {
    framework: 'Hugging Face',
    title: "The teacher's scores are detached.",
    code: `import torch.nn.functional as F
from transformers import Trainer

class DistillationTrainer(Trainer):
    def __init__(self, *args, teacher=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.teacher = teacher

    def compute_loss(self, model, inputs, return_outputs=False):
        outputs = model(**inputs)
        wanted = self.teacher(**inputs).logits.detach()
        return F.kl_div(F.log_softmax(outputs.logits, dim=-1), F.softmax(wanted, dim=-1), reduction='batchmean')
`,
  },
  {
    framework: 'Hugging Face',
    title: 'accelerate gets the loss, the log a number.',
    code: `from accelerate import Accelerator
from torch import nn
import torch.nn.functional as F

accelerator = Accelerator()
model = accelerator.prepare(nn.Linear(4, 3))

def train(loader, optimizer):
    total = 0.0
    for x, y in loader:
        loss = F.cross_entropy(model(x), y)
        accelerator.backward(loss)
        optimizer.step()
        optimizer.zero_grad()
        total += loss.detach().float()
    return total.item()
`,
  },
  {
    framework: 'JAX',
    title: 'The target is stopped, the prediction is not.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(w, states, following, rewards):
    wanted = rewards + 0.9 * jax.lax.stop_gradient(following @ w)
    return jnp.mean((states @ w - wanted) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(3), jnp.ones((4, 3)), jnp.ones((4, 3)), jnp.ones(4))
`,
  },
  {
    framework: 'JAX',
    title: 'A stopped term beside the loss.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, x, y):
    loss = optax.l2_loss(x @ w, y).mean()
    return loss, jax.lax.stop_gradient(loss)

gradient, value = jax.grad(loss_fn, has_aux=True)(jnp.ones(3), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
  {
    framework: 'JAX',
    title: 'One of two groups of weights is trained.',
    code: `import jax
import jax.numpy as jnp

def loss_fn(head, body, x, y):
    features = jax.lax.stop_gradient(jnp.tanh(x @ body))
    return jnp.mean((features @ head - y) ** 2)

gradient = jax.grad(loss_fn)(jnp.ones(2), jnp.ones((3, 2)), jnp.ones((4, 3)), jnp.zeros(4))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The target is stopped, the prediction is not.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
states, following = tf.ones((4, 3)), tf.ones((4, 3))
with tf.GradientTape() as tape:
    wanted = 1.0 + 0.9 * tf.stop_gradient(following @ w)
    loss = tf.reduce_mean((states @ w - wanted) ** 2)
gradient = tape.gradient(loss, w)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A body that stays as it is.',
    code: `import tensorflow as tf

body, head = tf.Variable(tf.ones((3, 2))), tf.Variable(tf.ones((2, 1)))
x, y = tf.ones((4, 3)), tf.zeros((4, 1))
with tf.GradientTape() as tape:
    features = tf.stop_gradient(tf.tanh(x @ body))
    loss = tf.reduce_mean((features @ head - y) ** 2)
gradient = tape.gradient(loss, head)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The number is printed after the gradient was asked for.',
    code: `import tensorflow as tf

w = tf.Variable(tf.ones((3, 1)))
x, y = tf.ones((4, 3)), tf.zeros((4, 1))
with tf.GradientTape() as tape:
    loss = tf.reduce_mean((x @ w - y) ** 2)
gradient = tape.gradient(loss, w)
print(loss.numpy())
`,
  },
];
