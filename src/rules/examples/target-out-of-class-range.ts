/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Labels counted from 1: the loss is nan.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]])
labels = jnp.array([1, 2, 3])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()  # error: target-out-of-class-range
`,
    fixed: [
      [
        'loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
        'loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels - 1).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Padding of −1 trains the last class.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]])
labels = jnp.array([0, -1])
loss = jnp.mean(optax.softmax_cross_entropy_with_integer_labels(logits, labels))  # error: target-out-of-class-range
`,
  },
  {
    framework: 'JAX',
    title: 'A class too many in a batch of sequences.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.zeros((1, 3, 2))
labels = jnp.array([[0, 1, 4]])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, labels).sum()  # error: target-out-of-class-range
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Class indices from 0.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3], [0.2, 0.4, 0.9]])
loss = optax.softmax_cross_entropy_with_integer_labels(logits, jnp.array([0, 1, 2])).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The losses of the padding are masked.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 0.5, -1.0], [0.1, 1.5, 0.3]])
labels = jnp.array([0, -1])
losses = optax.softmax_cross_entropy_with_integer_labels(logits, labels)
loss = jnp.where(labels >= 0, losses, 0.0).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Labels of which nothing is known.',
    code: `import jax.numpy as jnp
import optax

def loss(logits, labels):
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()
`,
  },
];
