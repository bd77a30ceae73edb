/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Labels first, as Keras has it.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(labels, logits).mean()  # error: loss-args-swapped
`,
    fixed: [
      [
        'return optax.softmax_cross_entropy_with_integer_labels(labels, logits).mean()',
        'return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'One-hot rows.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy(jnp.eye(3)[labels], logits).mean()  # error: loss-args-swapped
`,
    fixed: [
      [
        'return optax.softmax_cross_entropy(jnp.eye(3)[labels], logits).mean()',
        'return optax.softmax_cross_entropy(logits, jnp.eye(3)[labels]).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Zeros and ones.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    target = jnp.array([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
    return optax.sigmoid_binary_cross_entropy(target, logits).mean()  # error: loss-args-swapped
`,
    fixed: [
      [
        'return optax.sigmoid_binary_cross_entropy(target, logits).mean()',
        'return optax.sigmoid_binary_cross_entropy(logits, target).mean()',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The scores first.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'By keywords.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(labels=labels, logits=logits).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Scores on both sides of a squared error.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.l2_loss(logits, model.apply(params, 2 * x)).mean()
`,
  },
];
