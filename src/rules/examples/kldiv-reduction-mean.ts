/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'optax sums over the classes itself.',
    code: `import jax
import optax

def loss_function(student_logits, teacher_logits):
    targets = jax.nn.softmax(teacher_logits)
    return optax.kl_divergence(jax.nn.log_softmax(student_logits), targets).mean()
`,
  },
];
