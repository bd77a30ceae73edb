/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'JAX takes the last axis.',
    code: `import jax
import jax.numpy as jnp

scores = jnp.zeros((4, 7, 5))
probabilities = jax.nn.softmax(scores)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'So does TensorFlow.',
    code: `import tensorflow as tf

scores = tf.zeros((4, 7, 5))
probabilities = tf.nn.softmax(scores)
`,
  },
];
