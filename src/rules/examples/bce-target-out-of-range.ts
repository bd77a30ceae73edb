/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Labels of −1 and +1.',
    code: `import jax.numpy as jnp
import optax

logits = jnp.array([1.5, -2.0, 0.3])
labels = jnp.array([1.0, -1.0, -1.0])
loss = optax.sigmoid_binary_cross_entropy(logits, labels).mean()  # error: bce-target-out-of-range
`,
    fixed: [
      [
        'loss = optax.sigmoid_binary_cross_entropy(logits, labels).mean()',
        'loss = optax.sigmoid_binary_cross_entropy(logits, (labels + 1) / 2).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A mask of 0 and 255.',
    code: `import jax.numpy as jnp
import optax

mask = jnp.array([[0, 255], [255, 0]])
loss = optax.sigmoid_binary_cross_entropy(jnp.zeros((2, 2)), mask).mean()  # error: bce-target-out-of-range
`,
    fixed: [
      [
        'loss = optax.sigmoid_binary_cross_entropy(jnp.zeros((2, 2)), mask).mean()',
        'loss = optax.sigmoid_binary_cross_entropy(jnp.zeros((2, 2)), mask / 255).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'The numbers of three classes.',
    code: `import jax.numpy as jnp
import optax

labels = jnp.array([0, 2, 1])
loss = optax.sigmoid_binary_cross_entropy(jnp.array([0.5, -1.0, 2.0]), labels).sum()  # error: bce-target-out-of-range
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Integers of 0 and 1 are taken.',
    code: `import jax.numpy as jnp
import optax

loss = optax.sigmoid_binary_cross_entropy(jnp.array([1.5, -2.0, 0.3]), jnp.array([1, 0, 0])).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The mask is scaled.',
    code: `import jax.numpy as jnp
import optax

mask = jnp.array([[0, 255], [255, 0]])
loss = optax.sigmoid_binary_cross_entropy(jnp.zeros((2, 2)), mask / 255).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Labels of −1 and +1 belong to a hinge.',
    code: `import jax.numpy as jnp
import optax

loss = optax.hinge_loss(jnp.array([1.5, -2.0, 0.3]), jnp.array([1.0, -1.0, -1.0])).mean()
`,
  },
];
