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
    framework: 'Keras',
    title: 'Both sides of a distillation.',
    code: `import keras

T = 3.0
divergence = keras.losses.KLDivergence()

def distillation(teacher_logits, student_logits):
    soft = keras.ops.softmax(teacher_logits * T)  # info: softmax-temperature-inverted
    return divergence(soft, keras.ops.softmax(student_logits * T))  # info: softmax-temperature-inverted
`,
    fixed: [
      [
        `    soft = keras.ops.softmax(teacher_logits * T)
    return divergence(soft, keras.ops.softmax(student_logits * T))`,
        `    soft = keras.ops.softmax(teacher_logits / T)
    return divergence(soft, keras.ops.softmax(student_logits / T))`,
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'One side of it.',
    code: `import keras
from keras import ops

def distillation(teacher_logits, student_logits, temperature=3):
    soft = ops.softmax(teacher_logits / temperature, axis=1)
    own = ops.softmax(student_logits * temperature, axis=1)  # info: softmax-temperature-inverted
    return keras.losses.kl_divergence(soft, own)
`,
    fixed: [
      [
        'own = ops.softmax(student_logits * temperature, axis=1)',
        'own = ops.softmax(student_logits / temperature, axis=1)',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: "TensorFlow's softmax.",
    code: `import tensorflow as tf

class Distiller(tf.keras.Model):
    def __init__(self, temperature):
        super().__init__()
        self.temperature = temperature
        self.divergence = tf.keras.losses.KLDivergence()

    def loss_of(self, teacher_logits, student_logits):
        return self.divergence(
            tf.nn.softmax(teacher_logits / self.temperature, axis=1),
            tf.nn.softmax(self.temperature * student_logits, axis=1),  # info: softmax-temperature-inverted
        )
`,
    fixed: [
      [
        'tf.nn.softmax(self.temperature * student_logits, axis=1),',
        'tf.nn.softmax(student_logits / self.temperature, axis=1),',
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
    framework: 'Keras',
    title: 'Divided on both sides.',
    code: `import keras

divergence = keras.losses.KLDivergence()

def distillation(teacher_logits, student_logits, temperature=3):
    soft = keras.ops.softmax(teacher_logits / temperature)
    return divergence(soft, keras.ops.softmax(student_logits / temperature)) * temperature**2
`,
  },
  {
    framework: 'Keras',
    title: 'A factor below one.',
    code: `import keras

T = 0.5

def distillation(teacher_logits, student_logits):
    return keras.losses.kl_divergence(
        keras.ops.softmax(teacher_logits * T), keras.ops.softmax(student_logits * T)
    )
`,
  },
  {
    framework: 'Keras',
    title: 'A scale of attention.',
    code: `import keras

class Attention(keras.layers.Layer):
    def __init__(self, temperature):
        super().__init__()
        self.temperature = temperature

    def call(self, q, k, v):
        scores = keras.ops.matmul(q, keras.ops.transpose(k, (0, 2, 1))) * self.temperature
        return keras.ops.matmul(keras.ops.softmax(scores), v)
`,
  },
];
