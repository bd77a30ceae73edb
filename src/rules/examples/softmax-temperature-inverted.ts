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
  {
    framework: 'TensorFlow',
    title: 'A distillation temperature is multiplied.',
    code: `import tensorflow as tf

temperature = 4.0

def distillation(student_logits, teacher_logits):
    teacher = tf.nn.softmax(teacher_logits * temperature)  # info: softmax-temperature-inverted
    student = tf.nn.softmax(student_logits * temperature)  # info: softmax-temperature-inverted
    return tf.reduce_mean(tf.keras.losses.kl_divergence(teacher, student)) * temperature ** 2
`,
    fixed: [
      [
        'teacher = tf.nn.softmax(teacher_logits * temperature)\n    student = tf.nn.softmax(student_logits * temperature)',
        'teacher = tf.nn.softmax(teacher_logits / temperature)\n    student = tf.nn.softmax(student_logits / temperature)',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'An argument of the sampler.',
    code: `import tensorflow as tf

def next_token(model, tokens, temperature=0.8):
    logits = model(tokens)[:, -1, :]
    return tf.random.categorical(logits * temperature, num_samples=1)[:, 0]  # info: softmax-temperature-inverted
`,
    fixed: [
      [
        'return tf.random.categorical(logits * temperature, num_samples=1)[:, 0]',
        'return tf.random.categorical(logits / temperature, num_samples=1)[:, 0]',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'T of a distiller object.',
    code: `import tensorflow as tf

class Distiller(tf.keras.Model):
    def __init__(self, student, teacher, temperature=3.0):
        super().__init__()
        self.student, self.teacher = student, teacher
        self.temperature = temperature
        self.kl = tf.keras.losses.KLDivergence()

    def train_step(self, data):
        x, y = data
        soft = tf.nn.softmax(self.teacher(x) * self.temperature, axis=1)  # info: softmax-temperature-inverted
        with tf.GradientTape() as tape:
            loss = self.kl(soft, tf.nn.softmax(self.student(x) / self.temperature, axis=1))
        self.optimizer.apply_gradients(zip(tape.gradient(loss, self.student.trainable_weights), self.student.trainable_weights))
        return {'loss': loss}
`,
    fixed: [
      [
        'soft = tf.nn.softmax(self.teacher(x) * self.temperature, axis=1)',
        'soft = tf.nn.softmax(self.teacher(x) / self.temperature, axis=1)',
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
  {
    framework: 'TensorFlow',
    title: 'Scores are divided by the temperature.',
    code: `import tensorflow as tf

temperature = 4.0

def soft_targets(teacher_logits):
    return tf.nn.softmax(teacher_logits / temperature)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A temperature below 1 is the reciprocal.',
    code: `import tensorflow as tf

def sharpen(logits, inverse_temperature=0.5):
    return tf.nn.softmax(logits * inverse_temperature)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The loss is multiplied by the square of the temperature.',
    code: `import tensorflow as tf

T = 3.0

def distillation(student_logits, teacher_probs):
    losses = tf.nn.softmax_cross_entropy_with_logits(labels=teacher_probs, logits=student_logits / T)
    return tf.reduce_mean(losses) * T ** 2
`,
  },
];
