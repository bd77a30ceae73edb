/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
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
