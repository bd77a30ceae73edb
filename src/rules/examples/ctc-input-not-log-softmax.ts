/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: "optax's CTC loss takes raw scores.",
    code: `import jax.numpy as jnp
import optax

def loss_function(scores, paddings, labels, label_paddings):
    return optax.ctc_loss(scores, paddings, labels, label_paddings).mean()
`,
  },
];
