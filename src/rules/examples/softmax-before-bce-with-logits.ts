/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The softmax stands in the call.',
    code: `import jax
import optax

def loss_of(logits, labels):
    return optax.sigmoid_binary_cross_entropy(jax.nn.softmax(logits), labels).mean()  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'JAX',
    title: 'A model as a function that ends in a softmax.',
    code: `import jax
import optax

def model(params, x):
    return jax.nn.softmax(x @ params['w'])

def loss_fn(params, x, y):
    return optax.sigmoid_binary_cross_entropy(model(params, x), y).mean()  # warning: softmax-before-bce-with-logits
`,
  },
  {
    framework: 'JAX',
    title: 'A focal loss takes raw scores too.',
    code: `import jax
import optax

def loss_of(logits, labels):
    p = jax.nn.softmax(logits, axis=-1)
    return optax.sigmoid_focal_loss(p, labels).sum()  # warning: softmax-before-bce-with-logits
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Raw scores.',
    code: `import optax

def loss_of(logits, labels):
    return optax.sigmoid_binary_cross_entropy(logits, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A softmax as attention before the last product.',
    code: `import jax
import optax

def loss_fn(params, x, y):
    weights = jax.nn.softmax(x @ params['a'])
    return optax.sigmoid_binary_cross_entropy(weights @ params['w'], y).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Probabilities for reading.',
    code: `import jax
import optax

def evaluate(logits, labels):
    return optax.sigmoid_binary_cross_entropy(logits, labels).mean(), jax.nn.softmax(logits)
`,
  },
];
