/** Examples of the rule for other frameworks than PyTorch. Over 400 lines because each is a program of its own. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'An accuracy of a validation step.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('loss', F.cross_entropy(logits, y))
        self.log('acc', (logits.max(1)[0] == y).float().mean())  # error: max-values-not-indices
`,
    fixed: [
      [
        "self.log('acc', (logits.max(1)[0] == y).float().mean())",
        "self.log('acc', (logits.max(1)[1] == y).float().mean())",
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'The test step uses the model that training_step trains.',
    code: `import torch
import pytorch_lightning as pl
from torch import nn

class Classifier(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(20, 16), nn.ReLU(), nn.Linear(16, 5))
        self.loss = nn.CrossEntropyLoss()

    def forward(self, x):
        return self.net(x)

    def training_step(self, batch, batch_idx):
        x, y = batch
        return self.loss(self(x), y)

    def test_step(self, batch, batch_idx):
        x, y = batch
        predicted = torch.amax(self(x), dim=1)
        self.log('acc', (y == predicted).float().mean())  # error: max-values-not-indices
`,
    fixed: [['predicted = torch.amax(self(x), dim=1)', 'predicted = torch.argmax(self(x), dim=1)']],
  },
  {
    framework: 'Lightning',
    title: 'Pseudo-labels are the largest probabilities of a teacher.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Student(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.teacher = nn.Linear(20, 5)
        self.student = nn.Linear(20, 5)

    def training_step(self, x, batch_idx):
        with torch.no_grad():
            target = self.teacher(x).softmax(dim=1).max(dim=1).values
        return F.cross_entropy(self.student(x), target.long())  # error: max-values-not-indices
`,
    fixed: [
      [
        'target = self.teacher(x).softmax(dim=1).max(dim=1).values',
        'target = self.teacher(x).softmax(dim=1).max(dim=1).indices',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'jnp.max for jnp.argmax.',
    code: `import jax
import jax.numpy as jnp
import optax

w = jax.random.normal(jax.random.key(0), (20, 5))

def evaluate(x, y):
    logits = jnp.dot(x, w)
    loss = optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
    return loss, jnp.mean(jnp.max(logits, axis=1) == y)  # error: max-values-not-indices
`,
    fixed: [
      [
        'return loss, jnp.mean(jnp.max(logits, axis=1) == y)',
        'return loss, jnp.mean(jnp.argmax(logits, axis=1) == y)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'The method of an array of probabilities.',
    code: `import jax
import jax.numpy as jnp

logits = jnp.array([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2], [0.1, 0.0, 0.9]])
labels = jnp.array([0, 1, 2, 2])
predicted = jax.nn.softmax(logits).max(axis=-1)
hits = predicted == labels  # error: max-values-not-indices
`,
    fixed: [
      [
        'predicted = jax.nn.softmax(logits).max(axis=-1)',
        'predicted = jax.nn.softmax(logits).argmax(axis=-1)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'The largest numbers of one-hot rows as labels.',
    code: `import jax
import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
onehot = jax.nn.one_hot(jnp.array([0, 1, 2]), 3)
labels = jnp.max(onehot, axis=1).astype(jnp.int32)
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()  # error: max-values-not-indices
`,
    fixed: [
      [
        'labels = jnp.max(onehot, axis=1).astype(jnp.int32)',
        'labels = jnp.argmax(onehot, axis=1).astype(jnp.int32)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'tf.reduce_max for tf.argmax.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal((20, 5)))

def evaluate(x, y):
    logits = tf.matmul(x, w)
    loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits)
    hits = tf.equal(tf.reduce_max(logits, axis=1), y)  # error: max-values-not-indices
    return loss, tf.reduce_mean(tf.cast(hits, tf.float32))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The largest probabilities, cast to whole numbers.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2], [0.1, 0.0, 0.9]])
labels = tf.constant([0, 1, 2, 2])
predicted = tf.cast(tf.reduce_max(tf.nn.softmax(logits), axis=-1), tf.int32)
hits = tf.equal(predicted, labels)  # error: max-values-not-indices
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The largest numbers of one-hot rows as labels.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
onehot = tf.one_hot([0, 1, 2], 3)
labels = tf.cast(tf.reduce_max(onehot, axis=1), tf.int32)
loss = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)  # error: max-values-not-indices
`,
  },
  {
    framework: 'Hugging Face',
    title: 'compute_metrics with np.max.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    predictions = np.max(logits, axis=1)
    return {'accuracy': (predictions == labels).mean()}  # error: max-values-not-indices

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
    fixed: [['predictions = np.max(logits, axis=1)', 'predictions = np.argmax(logits, axis=1)']],
  },
  {
    framework: 'Hugging Face',
    title: 'An accuracy of the logits of a model, beside the loss.',
    code: `import torch
from torch.nn import functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    logits = model(**batch).logits
    loss = F.cross_entropy(logits, labels)
    predicted = torch.max(logits, dim=-1).values
    return loss, (predicted == labels).float().mean()  # error: max-values-not-indices
`,
    fixed: [
      ['predicted = torch.max(logits, dim=-1).values', 'predicted = torch.max(logits, dim=-1).indices'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'A trainer that takes one-hot labels apart.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class OneHotTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = F.one_hot(inputs.pop('labels'), 3).float()
        outputs = model(**inputs)
        loss = F.cross_entropy(outputs.logits, labels.max(-1)[0].long())  # error: max-values-not-indices
        return (loss, outputs) if return_outputs else loss
`,
    fixed: [
      [
        'loss = F.cross_entropy(outputs.logits, labels.max(-1)[0].long())',
        'loss = F.cross_entropy(outputs.logits, labels.max(-1)[1].long())',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The places are compared.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def validation_step(self, batch, batch_idx):
        x, y = batch
        logits = self.out(x)
        self.log('loss', F.cross_entropy(logits, y))
        self.log('acc', (logits.max(1)[1] == y).float().mean())
`,
  },
  {
    framework: 'Lightning',
    title: 'Pseudo-labels are places; the largest probability decides which are used.',
    code: `import lightning as L
import torch
import torch.nn.functional as F
from torch import nn

class Student(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.teacher = nn.Linear(20, 5)
        self.student = nn.Linear(20, 5)

    def training_step(self, x, batch_idx):
        with torch.no_grad():
            confidence, target = self.teacher(x).softmax(dim=1).max(dim=1)
        mask = (confidence > 0.95).float()
        return (F.cross_entropy(self.student(x), target, reduction='none') * mask).mean()
`,
  },
  {
    framework: 'Lightning',
    title: 'A value network.',
    code: `import lightning as L
import torch.nn.functional as F
from torch import nn

class Agent(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net, self.frozen = nn.Linear(4, 2), nn.Linear(4, 2)

    def training_step(self, batch, batch_idx):
        states, actions, rewards, following = batch
        best = self.frozen(following).max(1)[0].detach()
        chosen = self.net(states).gather(1, actions.unsqueeze(-1)).squeeze(-1)
        return F.mse_loss(chosen, rewards + 0.9 * best)
`,
  },
  {
    framework: 'JAX',
    title: 'jnp.argmax.',
    code: `import jax
import jax.numpy as jnp
import optax

w = jax.random.normal(jax.random.key(0), (20, 5))

def evaluate(x, y):
    logits = jnp.dot(x, w)
    loss = optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
    return loss, jnp.mean(jnp.argmax(logits, axis=1) == y)
`,
  },
  {
    framework: 'JAX',
    title: 'The largest number is subtracted before exp.',
    code: `import jax.numpy as jnp

logits = jnp.array([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3]])
shifted = jnp.exp(logits - jnp.max(logits, axis=1, keepdims=True))
is_best = logits == jnp.max(logits, axis=1, keepdims=True)
`,
  },
  {
    framework: 'JAX',
    title: 'Values of the best action.',
    code: `import jax.numpy as jnp
import optax

w = jnp.ones((4, 2))

def loss_function(states, actions, rewards, following):
    target = rewards + 0.99 * jnp.max(jnp.dot(following, w), axis=1)
    chosen = jnp.take_along_axis(jnp.dot(states, w), actions[:, None], axis=1)[:, 0]
    return optax.l2_loss(chosen, target).mean()
`,
  },
  {
    framework: 'TensorFlow',
    title: 'tf.argmax.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
labels = tf.constant([0, 1, 2], dtype=tf.int64)
hits = tf.equal(tf.argmax(logits, axis=1), labels)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A confidence.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal((20, 5)))

def confident(x):
    p = tf.nn.softmax(tf.matmul(x, w))
    return tf.reduce_max(p, axis=1) > 0.9
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Where the largest of each row stands.',
    code: `import tensorflow as tf

logits = tf.constant([[2.0, 0.1, -1.0], [0.2, 1.5, 0.3], [0.0, 0.4, 2.2]])
mask = tf.equal(logits, tf.reduce_max(logits, axis=1, keepdims=True))
`,
  },
  {
    framework: 'Hugging Face',
    title: 'np.argmax, and the largest probability as a confidence.',
    code: `import numpy as np
from transformers import AutoModelForSequenceClassification, Trainer

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def compute_metrics(eval_pred):
    logits, labels = eval_pred
    exponentials = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    p = exponentials / exponentials.sum(axis=1, keepdims=True)
    return {'accuracy': (p.argmax(axis=1) == labels).mean(), 'confidence': p.max(axis=1).mean()}

trainer = Trainer(model=model, compute_metrics=compute_metrics)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'Both results are used for what they are.',
    code: `from torch.nn import functional as F
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def step(batch, labels):
    logits = model(**batch).logits
    loss = F.cross_entropy(logits, labels)
    best, predicted = logits.max(dim=-1)
    return loss, (predicted == labels).float().mean(), best.mean()
`,
  },
  {
    framework: 'Hugging Face',
    title: 'One-hot labels are taken apart with argmax.',
    code: `import torch.nn.functional as F
from transformers import Trainer

class OneHotTrainer(Trainer):
    def compute_loss(self, model, inputs, return_outputs=False, **kwargs):
        labels = F.one_hot(inputs.pop('labels'), 3)
        outputs = model(**inputs)
        loss = F.cross_entropy(outputs.logits, labels.argmax(-1))
        return (loss, outputs) if return_outputs else loss
`,
  },
];
