/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'A column of scores.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[1.3], [-0.4]])
loss = optax.softmax_cross_entropy_with_integer_labels(scores, jnp.array([0, 0])).mean()  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'JAX',
    title: 'Labels of the same shape.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[1.3], [-0.4]])
labels = jnp.array([[1.0], [0.0]])
loss = optax.softmax_cross_entropy(scores, labels).mean()  # error: single-output-cross-entropy
`,
  },
  {
    framework: 'JAX',
    title: 'Weights for one output.',
    code: `import jax.numpy as jnp
import optax

w = jnp.zeros((4, 1))
x = jnp.ones((8, 4))
y = jnp.zeros((8,), dtype=jnp.int32)
loss = optax.softmax_cross_entropy_with_integer_labels(x @ w, y).mean()  # error: single-output-cross-entropy
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'One output and the binary loss.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[1.3], [-0.4]])
labels = jnp.array([[1.0], [0.0]])
loss = optax.sigmoid_binary_cross_entropy(scores, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Two outputs.',
    code: `import jax.numpy as jnp
import optax

w = jnp.zeros((4, 2))
x = jnp.ones((8, 4))
y = jnp.zeros((8,), dtype=jnp.int32)
loss = optax.softmax_cross_entropy_with_integer_labels(x @ w, y).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Classes along another axis.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([[[1.3], [-0.4], [0.2]]])
labels = jnp.array([[[1.0], [0.0], [0.0]]])
loss = optax.softmax_cross_entropy(scores, labels, axis=1).mean()
`,
  },
];
