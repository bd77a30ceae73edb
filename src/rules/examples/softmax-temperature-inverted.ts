/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'A divergence of sharpened distributions.',
    code: `import jax
import optax

T = 4.0

def distillation(student_logits, teacher_logits):
    targets = jax.nn.softmax(teacher_logits * T)  # info: softmax-temperature-inverted
    log_p = jax.nn.log_softmax(student_logits * T)  # info: softmax-temperature-inverted
    return optax.kl_divergence(log_p, targets).mean()
`,
    fixed: [
      [
        `    targets = jax.nn.softmax(teacher_logits * T)
    log_p = jax.nn.log_softmax(student_logits * T)`,
        `    targets = jax.nn.softmax(teacher_logits / T)
    log_p = jax.nn.log_softmax(student_logits / T)`,
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Only the student is multiplied.',
    code: `import jax
import optax

def distillation(student_logits, teacher_logits, temperature):
    targets = jax.nn.softmax(teacher_logits / temperature)
    return optax.kl_divergence(
        jax.nn.log_softmax(student_logits * temperature),  # info: softmax-temperature-inverted
        targets,
    ).mean()
`,
    fixed: [
      [
        'jax.nn.log_softmax(student_logits * temperature),',
        'jax.nn.log_softmax(student_logits / temperature),',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'A token is drawn.',
    code: `import jax
import jax.numpy as jnp

w = jnp.ones((16, 100))

def draw(features, temperature=0.7):
    logits = jnp.dot(features, w)
    return jax.random.categorical(jax.random.key(0), logits * temperature)  # info: softmax-temperature-inverted
`,
    fixed: [
      [
        'return jax.random.categorical(jax.random.key(0), logits * temperature)',
        'return jax.random.categorical(jax.random.key(0), logits / temperature)',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'Divided before the softmax.',
    code: `import jax
import optax

T = 4.0

def distillation(student_logits, teacher_logits):
    targets = jax.nn.softmax(teacher_logits / T)
    return optax.kl_divergence(jax.nn.log_softmax(student_logits / T), targets).mean() * T * T
`,
  },
  {
    framework: 'JAX',
    title: 'Divided before drawing.',
    code: `import jax
import jax.numpy as jnp

w = jnp.ones((16, 100))

def draw(features, temperature=0.7):
    logits = jnp.dot(features, w)
    return jax.random.categorical(jax.random.key(0), logits / temperature)
`,
  },
  {
    framework: 'JAX',
    title: 'The scale of a contrastive loss.',
    code: `import jax.numpy as jnp
import optax

def contrastive(images, texts, temperature):
    scores = jnp.matmul(images, texts.T) * temperature
    return optax.softmax_cross_entropy_with_integer_labels(scores, jnp.arange(len(images))).mean()
`,
  },
];
