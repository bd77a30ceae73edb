/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The loss of a ranking.',
    code: `import jax
import jax.numpy as jnp

def bpr(positive, negative):
    return -jnp.log(jax.nn.sigmoid(positive - negative)).mean()  # warning: log-of-sigmoid
`,
    fixed: [
      [
        'return -jnp.log(jax.nn.sigmoid(positive - negative)).mean()',
        'return -jax.nn.log_sigmoid(positive - negative).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'One minus the probability.',
    code: `import jax
import jax.numpy as jnp

def generator_loss(scores):
    return jnp.log(1 - jax.nn.sigmoid(scores)).mean()  # warning: log-of-sigmoid
`,
    fixed: [
      ['return jnp.log(1 - jax.nn.sigmoid(scores)).mean()', 'return jax.nn.log_sigmoid(-scores).mean()'],
    ],
  },
  {
    framework: 'JAX',
    title: 'A small number hides the infinity.',
    code: `import jax
import jax.numpy as jnp

def logarithms(scores):
    return jnp.log(jax.nn.sigmoid(scores) + 1e-8)  # info: log-of-sigmoid
`,
    fixed: [['return jnp.log(jax.nn.sigmoid(scores) + 1e-8)', 'return jax.nn.log_sigmoid(scores)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'log_sigmoid.',
    code: `import jax

def bpr(positive, negative):
    return -jax.nn.log_sigmoid(positive - negative).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A probability that is kept away from zero.',
    code: `import jax
import jax.numpy as jnp

def log_likelihood(scores):
    return jnp.log(jnp.clip(jax.nn.sigmoid(scores), 1e-7, 1.0)).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Softplus is the negative of both.',
    code: `import jax

def generator_loss(scores):
    return -jax.nn.softplus(scores).mean()
`,
  },
];
