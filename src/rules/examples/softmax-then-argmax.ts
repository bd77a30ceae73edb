/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'predict_step.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        return self.out(batch).softmax(dim=1).argmax(dim=1)  # info: softmax-then-argmax
`,
    fixed: [['return self.out(batch).softmax(dim=1).argmax(dim=1)', 'return self.out(batch).argmax(dim=1)']],
  },
  {
    framework: 'Lightning',
    title: 'A metric of validation.',
    code: `import lightning as L
import torch
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
        predicted = torch.argmax(F.softmax(logits, dim=1), dim=1)  # info: softmax-then-argmax
        self.log('acc', (predicted == y).float().mean())
`,
    fixed: [
      [
        'predicted = torch.argmax(F.softmax(logits, dim=1), dim=1)',
        'predicted = torch.argmax(logits, dim=1)',
      ],
    ],
  },
  {
    framework: 'Lightning',
    title: 'A name in between.',
    code: `import lightning as L
import torch
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def test_step(self, batch, batch_idx):
        x, y = batch
        p = torch.softmax(self.out(x), dim=-1)  # info: softmax-then-argmax
        self.log('errors', (p.argmax(dim=-1) != y).float().mean())
`,
    fixed: [['p = torch.softmax(self.out(x), dim=-1)', 'p = self.out(x)']],
  },
  {
    framework: 'JAX',
    title: 'jax.nn.softmax.',
    code: `import jax
import jax.numpy as jnp

w = jnp.ones((20, 5))

def predict(x):
    return jnp.argmax(jax.nn.softmax(jnp.dot(x, w)), axis=-1)  # info: softmax-then-argmax
`,
    fixed: [
      [
        'return jnp.argmax(jax.nn.softmax(jnp.dot(x, w)), axis=-1)',
        'return jnp.argmax(jnp.dot(x, w), axis=-1)',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Known numbers.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.array([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
p = jax.nn.softmax(scores, axis=1)  # info: softmax-then-argmax
predicted = p.argmax(axis=1)
`,
    fixed: [['p = jax.nn.softmax(scores, axis=1)', 'p = scores']],
  },
  {
    framework: 'JAX',
    title: 'The logarithm.',
    code: `import jax
import jax.numpy as jnp

w = jnp.ones((20, 5))

def accuracy(x, y):
    log_p = jax.nn.log_softmax(jnp.dot(x, w))  # info: softmax-then-argmax
    return jnp.mean(jnp.argmax(log_p, axis=-1) == y)
`,
    fixed: [['log_p = jax.nn.log_softmax(jnp.dot(x, w))', 'log_p = jnp.dot(x, w)']],
  },
  {
    framework: 'TensorFlow',
    title: 'tf.nn.softmax.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
predicted = tf.argmax(tf.nn.softmax(scores), axis=1)  # info: softmax-then-argmax
`,
    fixed: [
      ['predicted = tf.argmax(tf.nn.softmax(scores), axis=1)', 'predicted = tf.argmax(scores, axis=1)'],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'In a function.',
    code: `import tensorflow as tf

w = tf.Variable(tf.random.normal((20, 5)))

def predict(x):
    p = tf.nn.softmax(tf.matmul(x, w))  # info: softmax-then-argmax
    return tf.math.argmax(p, axis=-1)
`,
    fixed: [['p = tf.nn.softmax(tf.matmul(x, w))', 'p = tf.matmul(x, w)']],
  },
  {
    framework: 'TensorFlow',
    title: 'The logarithm.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
log_p = tf.nn.log_softmax(scores)  # info: softmax-then-argmax
predicted = tf.argmax(log_p, axis=-1)
`,
    fixed: [['log_p = tf.nn.log_softmax(scores)', 'log_p = scores']],
  },
  {
    framework: 'Hugging Face',
    title: 'The label of a text.',
    code: `import torch
from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def label_of(inputs):
    outputs = model(**inputs)
    return torch.softmax(outputs.logits, dim=-1).argmax(dim=-1)  # info: softmax-then-argmax
`,
    fixed: [
      ['return torch.softmax(outputs.logits, dim=-1).argmax(dim=-1)', 'return outputs.logits.argmax(dim=-1)'],
    ],
  },
  {
    framework: 'Hugging Face',
    title: 'The labels of tokens.',
    code: `from transformers import AutoModelForTokenClassification

model = AutoModelForTokenClassification.from_pretrained('bert-base-uncased', num_labels=9)

def labels_of(inputs):
    logits = model(**inputs).logits
    p = logits.softmax(dim=2)  # info: softmax-then-argmax
    return p.argmax(dim=2)
`,
    fixed: [['p = logits.softmax(dim=2)', 'p = logits']],
  },
  {
    framework: 'Hugging Face',
    title: 'The next token.',
    code: `import torch
import torch.nn.functional as F
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def next_token(ids):
    scores = model(ids).logits[:, -1, :]
    return F.softmax(scores, dim=-1).argmax(dim=-1)  # info: softmax-then-argmax
`,
    fixed: [['return F.softmax(scores, dim=-1).argmax(dim=-1)', 'return scores.argmax(dim=-1)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Lightning',
    title: 'The scores themselves.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        return self.out(batch).argmax(dim=1)
`,
  },
  {
    framework: 'Lightning',
    title: 'A confidence beside the class.',
    code: `import lightning as L
from torch import nn

class Classifier(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        p = self.out(batch).softmax(dim=1)
        confidence, predicted = p.max(dim=1)
        return predicted, confidence
`,
  },
  {
    framework: 'Lightning',
    title: 'The mean of the probabilities of several models.',
    code: `import lightning as L
from torch import nn

class Ensemble(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.first, self.second = nn.Linear(20, 5), nn.Linear(20, 5)

    def predict_step(self, batch, batch_idx):
        p = self.first(batch).softmax(dim=1) + self.second(batch).softmax(dim=1)
        return p.argmax(dim=1)
`,
  },
  {
    framework: 'JAX',
    title: 'The scores themselves.',
    code: `import jax.numpy as jnp

w = jnp.ones((20, 5))

def predict(x):
    return jnp.argmax(jnp.dot(x, w), axis=-1)
`,
  },
  {
    framework: 'JAX',
    title: 'The probability of the class.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.array([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
p = jax.nn.softmax(scores)
predicted, confidence = p.argmax(axis=-1), p.max(axis=-1)
`,
  },
  {
    framework: 'JAX',
    title: 'The mean over samples of the weights.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.array([[[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]], [[1.0, 0.7, -0.2], [0.1, 1.3, 1.9]]])
predicted = jax.nn.softmax(scores).mean(axis=0).argmax(axis=-1)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The scores themselves.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
predicted = tf.argmax(scores, axis=1)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The probabilities are shown.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
p = tf.nn.softmax(scores)
print(100 * p, tf.argmax(p, axis=1))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Along another axis.',
    code: `import tensorflow as tf

scores = tf.constant([[2.0, 0.5, -1.0], [0.3, 1.2, 0.9]])
matches = tf.argmax(tf.nn.softmax(scores, axis=0), axis=1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'The logits themselves.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def label_of(inputs):
    return model(**inputs).logits.argmax(dim=-1)
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A threshold on the largest probability.',
    code: `from transformers import AutoModelForSequenceClassification

model = AutoModelForSequenceClassification.from_pretrained('bert-base-uncased', num_labels=3)

def label_of(inputs):
    p = model(**inputs).logits.softmax(dim=-1)
    return p.argmax(dim=-1)[p.amax(dim=-1) > 0.8]
`,
  },
  {
    framework: 'Hugging Face',
    title: 'A token is drawn.',
    code: `import torch
from transformers import AutoModelForCausalLM

model = AutoModelForCausalLM.from_pretrained('gpt2')

@torch.no_grad()
def next_token(ids):
    p = model(ids).logits[:, -1, :].softmax(dim=-1)
    return torch.multinomial(p, 1)
`,
  },
];
