/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
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
