/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Binary cross-entropy written out on scores.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.mean(y * jnp.log(scores) + (1 - y) * jnp.log(1 - scores))  # error: missing-sigmoid
`,
  },
  {
    framework: 'JAX',
    title: 'In two lines.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    positive = y * jnp.log(scores)  # error: missing-sigmoid
    negative = (1 - y) * jnp.log(1 - scores)
    return -jnp.mean(positive + negative)
`,
  },
  {
    framework: 'JAX',
    title: 'The sum over several labels.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(6)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.sum(y * jnp.log(scores) + (1.0 - y) * jnp.log(1.0 - scores), axis=-1).mean()  # error: missing-sigmoid
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'log_sigmoid.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return -jnp.mean(y * jax.nn.log_sigmoid(scores) + (1 - y) * jax.nn.log_sigmoid(-scores))
`,
  },
  {
    framework: 'JAX',
    title: 'softplus.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    return jnp.mean(jax.nn.softplus(scores) - y * scores)
`,
  },
  {
    framework: 'JAX',
    title: 'A probability that a clip keeps away from 0 and 1.',
    code: `import jax
import jax.numpy as jnp
from flax import linen as nn

model = nn.Dense(1)

def loss_function(params, x, y):
    scores = model.apply(params, x)
    p = jnp.clip(jax.nn.hard_sigmoid(scores), 1e-6, 1 - 1e-6)
    return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))
`,
  },
];
