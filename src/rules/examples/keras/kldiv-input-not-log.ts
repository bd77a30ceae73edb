/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Logarithms of the student, as PyTorch wants them.',
    code: `import tensorflow as tf

kl = tf.keras.losses.KLDivergence()
student, teacher = tf.keras.layers.Dense(5), tf.keras.layers.Dense(5)

def step(x):
    wanted = tf.nn.softmax(teacher(x) / 3.0)
    return kl(wanted, tf.nn.log_softmax(student(x) / 3.0))  # error: kldiv-input-not-log
`,
  },
  {
    framework: 'Keras',
    title: 'Raw scores on both sides.',
    code: `import keras

student, teacher = keras.layers.Dense(5), keras.layers.Dense(5)

def distance(x):
    return keras.losses.kl_divergence(teacher(x), student(x))  # error: kldiv-input-not-log
`,
  },
  {
    framework: 'Keras',
    title: 'A training step that forgets the softmax of the student.',
    code: `import tensorflow as tf
from tensorflow import keras

class Distiller(keras.Model):
    def __init__(self, student, teacher):
        super().__init__()
        self.student = student
        self.teacher = teacher
        self.distance = keras.losses.KLDivergence()

    def train_step(self, x):
        wanted = tf.nn.softmax(self.teacher(x, training=False))
        with tf.GradientTape() as tape:
            loss = self.distance(wanted, self.student(x, training=True))  # error: kldiv-input-not-log
        gradients = tape.gradient(loss, self.student.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.student.trainable_variables))
        return {'loss': loss}

distiller = Distiller(keras.Sequential([keras.layers.Dense(5)]), keras.Sequential([keras.layers.Dense(5)]))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'Keras takes probabilities on both sides and the logarithm itself.',
    code: `import keras

wanted = keras.ops.convert_to_tensor([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
scores = keras.ops.convert_to_tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
loss = keras.losses.KLDivergence()(wanted, keras.ops.softmax(scores))
`,
  },
  {
    framework: 'Keras',
    title: 'Probabilities of a student and a teacher.',
    code: `import tensorflow as tf

kl = tf.keras.losses.KLDivergence()
student = tf.keras.Sequential([tf.keras.layers.Dense(5, activation='softmax')])
teacher = tf.keras.layers.Dense(5)

def step(x):
    return kl(tf.nn.softmax(teacher(x)), student(x))
`,
  },
  {
    framework: 'Keras',
    title: 'Models of which nothing is known.',
    code: `import keras

def distance(teacher, student, x):
    return keras.losses.KLDivergence()(teacher(x), student(x))
`,
  },
];
