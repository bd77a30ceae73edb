/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: "The model ends in a softmax, as for PyTorch's loss.",
    code: `import flax.linen as nn
import optax

class Recogniser(nn.Module):
    vocabulary: int = 29

    @nn.compact
    def __call__(self, frames):
        x = nn.relu(nn.Dense(256)(frames))
        return nn.softmax(nn.Dense(self.vocabulary)(x))

model = Recogniser()

def loss_fn(params, frames, frame_paddings, labels, label_paddings):
    scores = model.apply(params, frames)
    losses = optax.ctc_loss(scores, frame_paddings, labels, label_paddings)  # warning: ctc-input-not-log-softmax
    return losses.mean()
`,
    fixed: [['return nn.softmax(nn.Dense(self.vocabulary)(x))', 'return nn.Dense(self.vocabulary)(x)']],
  },
  {
    framework: 'JAX',
    title: 'The probabilities of a decoder are given to the loss as well.',
    code: `import jax
import jax.numpy as jnp
import optax

def loss_fn(w, frames, frame_paddings, labels, label_paddings):
    probabilities = jax.nn.softmax(frames @ w, axis=-1)
    best = jnp.argmax(probabilities, axis=-1)
    loss = optax.ctc_loss(probabilities, frame_paddings, labels, label_paddings).mean()  # warning: ctc-input-not-log-softmax
    return loss, best

frames = jax.random.normal(jax.random.key(0), (2, 12, 8))
labels = jnp.array([[1, 2, 3], [2, 3, 4]])
grad_fn = jax.grad(loss_fn, has_aux=True)
gradient, best = grad_fn(jnp.zeros((8, 5)), frames, jnp.zeros((2, 12)), labels, jnp.zeros((2, 3)))
`,
  },
  {
    framework: 'JAX',
    title: 'Written in the call.',
    code: `import jax
import jax.numpy as jnp
import optax

scores = 4.0 * jax.random.normal(jax.random.key(0), (1, 10, 6))
labels = jnp.array([[3, 1, 5]])
loss = optax.ctc_loss(jax.nn.softmax(scores), jnp.zeros((1, 10)), labels, jnp.zeros((1, 3)))  # warning: ctc-input-not-log-softmax
print(loss)
`,
    fixed: [['jax.nn.softmax(scores), jnp', 'scores, jnp']],
  },
  {
    framework: 'TensorFlow',
    title: 'A recogniser that ends in a softmax.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Bidirectional(tf.keras.layers.LSTM(64, return_sequences=True)),
    tf.keras.layers.Dense(29, activation='softmax'),
])

def train_step(spectrograms, labels, label_length, logit_length):
    with tf.GradientTape() as tape:
        y_pred = model(spectrograms, training=True)
        losses = tf.nn.ctc_loss(
            labels, y_pred, label_length, logit_length, logits_time_major=False, blank_index=-1
        )  # warning: ctc-input-not-log-softmax
        loss = tf.reduce_mean(losses)
    return tape.gradient(loss, model.trainable_variables)
`,
    fixed: [["tf.keras.layers.Dense(29, activation='softmax'),", 'tf.keras.layers.Dense(29),']],
  },
  {
    framework: 'TensorFlow',
    title: 'A softmax between the last layer and the loss.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([16, 5]))

@tf.function
def ctc(frames, labels, label_length, frame_length):
    probabilities = tf.nn.softmax(tf.einsum('tnh,hc->tnc', frames, W), axis=-1)
    return tf.reduce_mean(
        tf.nn.ctc_loss(
            labels=labels,
            logits=probabilities,
            label_length=label_length,
            logit_length=frame_length,
        )  # warning: ctc-input-not-log-softmax
    )

loss = ctc(tf.random.normal([12, 2, 16]), tf.constant([[1, 2, 3], [2, 3, 4]]), [3, 3], [12, 12])
`,
    fixed: [
      [
        "probabilities = tf.nn.softmax(tf.einsum('tnh,hc->tnc', frames, W), axis=-1)",
        "probabilities = tf.einsum('tnh,hc->tnc', frames, W)",
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Written in the call.',
    code: `import tensorflow as tf

scores = tf.random.normal([10, 1, 6])
labels = tf.constant([[3, 1, 5]])
print(tf.nn.ctc_loss(labels, tf.nn.softmax(scores), [3], [10]))  # warning: ctc-input-not-log-softmax
`,
    fixed: [['tf.nn.softmax(scores), [3]', 'scores, [3]']],
  },
];

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
  {
    framework: 'JAX',
    title: 'log_softmax before the loss changes nothing.',
    code: `import jax
import jax.numpy as jnp
import optax

scores = jax.random.normal(jax.random.key(0), (2, 12, 5))
labels = jnp.array([[1, 2, 3], [2, 3, 4]])
log_p = jax.nn.log_softmax(scores, axis=-1)
print(optax.ctc_loss(log_p, jnp.zeros((2, 12)), labels, jnp.zeros((2, 3))))
`,
  },
  {
    framework: 'JAX',
    title: 'Raw scores for the loss, a softmax for what is shown.',
    code: `import flax.linen as nn
import jax
import optax

class Recogniser(nn.Module):
    @nn.compact
    def __call__(self, frames):
        return nn.Dense(29)(nn.relu(nn.Dense(256)(frames)))

model = Recogniser()

def loss_fn(params, frames, frame_paddings, labels, label_paddings):
    scores = model.apply(params, frames)
    confidence = jax.nn.softmax(scores).max(axis=-1)
    return optax.ctc_loss(scores, frame_paddings, labels, label_paddings).mean(), confidence
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Raw scores, time first.',
    code: `import tensorflow as tf

encoder = tf.keras.Sequential([
    tf.keras.layers.GRU(64, return_sequences=True),
    tf.keras.layers.Dense(29),
])

def loss_fn(frames, labels, label_length, logit_length):
    logits = tf.transpose(encoder(frames), [1, 0, 2])
    return tf.reduce_mean(tf.nn.ctc_loss(labels, logits, label_length, logit_length, blank_index=28))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'log_softmax before the loss changes nothing.',
    code: `import tensorflow as tf

scores = tf.random.normal([12, 2, 5])
labels = tf.constant([[1, 2, 3], [2, 3, 4]])
print(tf.nn.ctc_loss(labels, tf.nn.log_softmax(scores), [3, 3], [12, 12]))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'An attention in the model has a softmax; its scores have none.',
    code: `import tensorflow as tf

query, value, out = (tf.Variable(tf.random.normal(shape)) for shape in ([16, 16], [16, 16], [16, 5]))

def loss_fn(frames, labels, label_length, logit_length):
    weights = tf.nn.softmax(tf.matmul(frames @ query, frames, transpose_b=True))
    logits = weights @ (frames @ value) @ out
    losses = tf.nn.ctc_loss(labels, logits, label_length, logit_length, logits_time_major=False)
    return tf.reduce_mean(losses)

frames = tf.random.normal([2, 12, 16])
print(loss_fn(frames, tf.constant([[1, 2, 3], [2, 3, 4]]), [3, 3], [12, 12]))
`,
  },
];
