/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';

const reason = "Keras' hinge losses take labels of 0 and 1 for -1 and 1 themselves.";

export const notIn: NotIn = {
  Keras: reason,
  TensorFlow: reason,
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Labels of two classes to a hinge loss.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([2.0, -1.0, 3.0])
labels = jnp.array([1.0, 0.0, 0.0])
loss = optax.hinge_loss(scores, labels).mean()  # error: signed-target-required
`,
    fixed: [
      [
        'loss = optax.hinge_loss(scores, labels).mean()',
        'loss = optax.hinge_loss(scores, 2 * labels - 1).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'The labels come from a comparison.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([0.5, -0.2])
ages = jnp.array([17, 42])
loss = optax.hinge_loss(scores, (ages > 18).astype(jnp.float32)).mean()  # error: signed-target-required
`,
    fixed: [
      [
        'loss = optax.hinge_loss(scores, (ages > 18).astype(jnp.float32)).mean()',
        'loss = optax.hinge_loss(scores, 2 * (ages > 18).astype(jnp.float32) - 1).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Whole numbers.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([0.5, -0.2, 1.0])
loss = optax.hinge_loss(predictor_outputs=scores, targets=jnp.array([0, 1, 1]))  # error: signed-target-required
`,
    fixed: [
      [
        'loss = optax.hinge_loss(predictor_outputs=scores, targets=jnp.array([0, 1, 1]))',
        'loss = optax.hinge_loss(predictor_outputs=scores, targets=2 * jnp.array([0, 1, 1]) - 1)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Labels -1 and 1.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([2.0, -1.0, 3.0])
loss = optax.hinge_loss(scores, jnp.array([1.0, -1.0, -1.0])).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Labels made signed.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([2.0, -1.0, 3.0])
labels = jnp.array([1.0, 0.0, 0.0])
loss = optax.hinge_loss(scores, 2 * labels - 1).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Cross-entropy takes 0 and 1.',
    code: `import jax.numpy as jnp
import optax

scores = jnp.array([2.0, -1.0, 3.0])
loss = optax.sigmoid_binary_cross_entropy(scores, jnp.array([1.0, 0.0, 0.0])).mean()
`,
  },
];
