/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';

const reason =
  '`KLDivergence` takes probabilities on both sides and has no `log_target`; logarithms there are kldiv-input-not-log.';

export const notIn: NotIn = {
  Keras: reason,
  TensorFlow: reason,
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Log-targets to the function for probabilities.',
    code: `import jax
import optax

def loss_function(student_logits, teacher_logits):
    log_p = jax.nn.log_softmax(student_logits)
    log_q = jax.nn.log_softmax(teacher_logits)
    return optax.kl_divergence(log_p, log_q).mean()  # error: kldiv-log-target-mismatch
`,
    fixed: [
      [
        'return optax.kl_divergence(log_p, log_q).mean()',
        'return optax.kl_divergence_with_log_targets(log_p, log_q).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Probabilities to the function for log-targets.',
    code: `import jax
from optax import kl_divergence_with_log_targets

def loss_function(student_logits, teacher_logits):
    log_p = jax.nn.log_softmax(student_logits)
    return kl_divergence_with_log_targets(log_p, jax.nn.softmax(teacher_logits)).mean()  # error: kldiv-log-target-mismatch
`,
    fixed: [
      [
        'from optax import kl_divergence_with_log_targets',
        'from optax import kl_divergence_with_log_targets, kl_divergence',
      ],
      [
        'return kl_divergence_with_log_targets(log_p, jax.nn.softmax(teacher_logits)).mean()',
        'return kl_divergence(log_p, jax.nn.softmax(teacher_logits)).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'The logarithms were taken by hand.',
    code: `import jax
import jax.numpy as jnp
import optax

student = jnp.array([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
log_q = jnp.array([[-0.3567, -1.6094, -2.3026], [-1.6094, -0.3567, -2.3026]])
loss = optax.kl_divergence(jax.nn.log_softmax(student), log_q)  # info: kldiv-log-target-mismatch
`,
    fixed: [
      [
        'loss = optax.kl_divergence(jax.nn.log_softmax(student), log_q)',
        'loss = optax.kl_divergence_with_log_targets(jax.nn.log_softmax(student), log_q)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Each function with its target.',
    code: `import jax
import optax

def losses(student_logits, teacher_logits):
    log_p = jax.nn.log_softmax(student_logits)
    first = optax.kl_divergence(log_p, jax.nn.softmax(teacher_logits))
    second = optax.kl_divergence_with_log_targets(log_p, jax.nn.log_softmax(teacher_logits))
    return first, second
`,
  },
  {
    framework: 'JAX',
    title: 'Targets of which nothing is known.',
    code: `import jax
import optax

def loss_function(logits, targets):
    return optax.kl_divergence(jax.nn.log_softmax(logits), targets).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A table of probabilities.',
    code: `import jax
import jax.numpy as jnp
import optax

scores = jnp.array([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
ratings = jnp.array([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
loss = optax.kl_divergence(jax.nn.log_softmax(scores), ratings)
`,
  },
];
