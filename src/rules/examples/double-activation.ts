/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: "A softmax of what the model's softmax gives.",
    code: `import jax

def model(params, x):
    return jax.nn.softmax(x @ params['w'])

def confidence(params, x):
    return jax.nn.softmax(model(params, x)).max(axis=-1)  # warning: double-activation
`,
    fixed: [['return jax.nn.softmax(model(params, x)).max(axis=-1)', 'return model(params, x).max(axis=-1)']],
  },
  {
    framework: 'JAX',
    title: 'Two sigmoids.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.array([2.0, -3.0, 0.5])
p = jax.nn.sigmoid(scores)
q = jax.nn.sigmoid(p)  # warning: double-activation
`,
    fixed: [['q = jax.nn.sigmoid(p)', 'q = p']],
  },
  {
    framework: 'JAX',
    title: 'A threshold after the second sigmoid.',
    code: `import jax

def model(params, x):
    return jax.nn.sigmoid(x @ params['w'] + params['b'])

def predict(params, x):
    return jax.nn.sigmoid(model(params, x)) > 0.5  # error: double-activation
`,
    fixed: [['return jax.nn.sigmoid(model(params, x)) > 0.5', 'return model(params, x) > 0.5']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'A softmax of raw scores.',
    code: `import jax

def model(params, x):
    return x @ params['w']

def confidence(params, x):
    return jax.nn.softmax(model(params, x)).max(axis=-1)
`,
  },
  {
    framework: 'JAX',
    title: 'A product between two sigmoids.',
    code: `import jax

def model(params, x):
    hidden = jax.nn.sigmoid(x @ params['w1'])
    return jax.nn.sigmoid(hidden @ params['w2'])
`,
  },
  {
    framework: 'JAX',
    title: 'Rows and columns of the same scores.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.ones((3, 3))
matches = jax.nn.softmax(scores, axis=0) * jax.nn.softmax(scores, axis=1)
`,
  },
];
