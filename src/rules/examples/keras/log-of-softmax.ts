/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "A loss of one's own takes the log of the model's softmax.",
    code: `import keras
import tensorflow as tf

class SoftTargets(keras.Model):
    def __init__(self, student):
        super().__init__()
        self.student = student

    def train_step(self, data):
        x, teacher_probs = data
        with tf.GradientTape() as tape:
            probs = tf.nn.softmax(self.student(x, training=True))
            loss = -tf.reduce_mean(tf.reduce_sum(teacher_probs * tf.math.log(probs), axis=-1))  # warning: log-of-softmax
        grads = tape.gradient(loss, self.student.trainable_variables)
        self.optimizer.apply_gradients(zip(grads, self.student.trainable_variables))
        return {'loss': loss}
`,
  },
  {
    framework: 'Keras',
    title: 'keras.ops spells it out.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((30,)), keras.layers.Dense(64, activation='relu'), keras.layers.Dense(7)])

def policy_loss(states, actions, returns):
    logits = model(states)
    chosen = ops.sum(ops.one_hot(actions, 7) * ops.log(ops.softmax(logits)), axis=1)  # warning: log-of-softmax
    return -ops.mean(chosen * returns)
`,
    fixed: [
      [
        'chosen = ops.sum(ops.one_hot(actions, 7) * ops.log(ops.softmax(logits)), axis=1)',
        'chosen = ops.sum(ops.one_hot(actions, 7) * ops.log_softmax(logits), axis=1)',
      ],
    ],
  },
  {
    framework: 'Keras',
    title: 'The entropy bonus of an actor whose head is a softmax layer.',
    code: `import keras
from keras import layers, ops

inputs = keras.Input((4,))
common = layers.Dense(128, activation='relu')(inputs)
scores = layers.Dense(2)(common)
actor = keras.Model(inputs, scores)

def entropy(state):
    p = layers.Softmax()(actor(state))
    return -ops.sum(p * ops.log(p), axis=-1)  # warning: log-of-softmax
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'keras.ops.log_softmax.',
    code: `import keras
from keras import ops

model = keras.Sequential([keras.Input((30,)), keras.layers.Dense(7)])

def policy_loss(states, actions, returns):
    log_probs = ops.log_softmax(model(states))
    return -ops.mean(ops.sum(ops.one_hot(actions, 7) * log_probs, axis=1) * returns)
`,
  },
  {
    framework: 'Keras',
    title: 'A focal loss of a model that can only give probabilities clips them first.',
    code: `import keras
from keras import backend as K

def categorical_focal(gamma=2.0):
    def loss(y_true, y_pred):
        y_pred = K.clip(y_pred, K.epsilon(), 1 - K.epsilon())
        return K.sum(-y_true * K.pow(1 - y_pred, gamma) * K.log(y_pred), axis=-1)
    return loss

model = keras.Sequential([keras.Input((20,)), keras.layers.Dense(4, activation='softmax')])
model.compile('adam', loss=categorical_focal())
`,
  },
  {
    framework: 'Keras',
    title: 'The logarithm of counts goes into the model, the softmax comes out.',
    code: `import keras
from keras import layers, ops

counts = keras.Input((500,))
x = layers.Lambda(lambda c: ops.log(1 + c))(counts)
model = keras.Model(counts, layers.Dense(20, activation='softmax')(x))
model.compile('adam', 'categorical_crossentropy')
`,
  },
];
