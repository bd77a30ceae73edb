/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The evaluation hands softmax probabilities to the loss that training gives scores.',
    code: `import jax
import optax
from flax import linen as nn

model = nn.Dense(10)

def loss_fn(params, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(model.apply(params, x), y).mean()

@jax.jit
def train_step(params, x, y):
    return jax.value_and_grad(loss_fn)(params, x, y)

@jax.jit
def eval_step(params, x, y):
    probs = jax.nn.softmax(model.apply(params, x))
    return optax.softmax_cross_entropy_with_integer_labels(probs, y).mean()  # warning: eval-loss-on-probabilities
`,
    fixed: [['probs = jax.nn.softmax(model.apply(params, x))', 'probs = model.apply(params, x)']],
  },
  {
    framework: 'JAX',
    title: 'A sigmoid before the validation loss.',
    code: `import jax
import jax.numpy as jnp
import optax
from flax import nnx

class Net(nnx.Module):
    def __init__(self, rngs):
        self.out = nnx.Linear(8, 1, rngs=rngs)

    def __call__(self, x):
        return self.out(x)[:, 0]

net = Net(nnx.Rngs(0))

def train_step(net, optimizer, x, y):
    def loss_fn(net):
        return optax.sigmoid_binary_cross_entropy(net(x), y).mean()
    loss, grads = nnx.value_and_grad(loss_fn)(net)
    optimizer.update(net, grads)
    return loss

train_step(net, nnx.Optimizer(net, optax.adam(1e-3), wrt=nnx.Param), jnp.ones((4, 8)), jnp.ones(4))

def validate(x, y):
    p = jax.nn.sigmoid(net(x))
    return optax.sigmoid_binary_cross_entropy(p, y).mean(), jnp.mean((p > 0.5) == y)  # warning: eval-loss-on-probabilities
`,
  },
  {
    framework: 'JAX',
    title: 'One-hot labels, and a loop over the test set.',
    code: `import jax
import optax
from flax import linen as nn

class MLP(nn.Module):
    @nn.compact
    def __call__(self, x):
        return nn.Dense(4)(nn.relu(nn.Dense(16)(x)))

mlp = MLP()

def loss_fn(params, x, y):
    logits = mlp.apply({'params': params}, x)
    return optax.softmax_cross_entropy(logits, jax.nn.one_hot(y, 4)).mean()

grad_fn = jax.jit(jax.grad(loss_fn))

def train(params, loader):
    for x, y in loader:
        params = jax.tree.map(lambda p, g: p - 0.1 * g, params, grad_fn(params, x, y))
    return params

def evaluate(params, loader):
    total = 0.0
    for x, y in loader:
        predictions = nn.softmax(mlp.apply({'params': params}, x))
        total += optax.softmax_cross_entropy(predictions, jax.nn.one_hot(y, 4)).sum()  # warning: eval-loss-on-probabilities
    return total
`,
    fixed: [
      [
        "predictions = nn.softmax(mlp.apply({'params': params}, x))",
        "predictions = mlp.apply({'params': params}, x)",
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'The test step applies the softmax first.',
    code: `import tensorflow as tf

W, b = tf.Variable(tf.random.normal([784, 10])), tf.Variable(tf.zeros([10]))

def forward(x):
    return tf.matmul(x, W) + b

def train_step(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=forward(x)))
    return tape.gradient(loss, [W, b])

def test_step(x, y):
    probabilities = tf.nn.softmax(forward(x))
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=probabilities))  # warning: eval-loss-on-probabilities
`,
    fixed: [['probabilities = tf.nn.softmax(forward(x))', 'probabilities = forward(x)']],
  },
  {
    framework: 'TensorFlow',
    title: 'A validation loop with sigmoids.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(1)])

def train(dataset, optimizer):
    for x, y in dataset:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=model(x, training=True)))
        optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))

def validate(dataset):
    losses = []
    for x, y in dataset:
        p = tf.sigmoid(model(x, training=False))
        losses.append(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=p))  # warning: eval-loss-on-probabilities
    return tf.reduce_mean(tf.concat(losses, axis=0))
`,
    fixed: [['p = tf.sigmoid(model(x, training=False))', 'p = model(x, training=False)']],
  },
  {
    framework: 'TensorFlow',
    title: 'One-hot labels in an evaluation of its own.',
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(5)])

def gradients(x, y):
    with tf.GradientTape() as tape:
        loss = tf.nn.softmax_cross_entropy_with_logits(labels=tf.one_hot(y, 5), logits=net(x))
    return tape.gradient(loss, net.trainable_variables)

def report(x, y):
    scores = tf.nn.softmax(net(x, training=False), axis=-1)
    loss = tf.nn.softmax_cross_entropy_with_logits(labels=tf.one_hot(y, 5), logits=scores)  # warning: eval-loss-on-probabilities
    print('loss', tf.reduce_mean(loss), 'classes', tf.argmax(scores, axis=-1))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The softmax is for the accuracy alone.',
    code: `import jax
import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(10)

def loss_fn(params, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(model.apply(params, x), y).mean()

def eval_step(params, x, y):
    logits = model.apply(params, x)
    probs = jax.nn.softmax(logits)
    loss = optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
    return loss, jnp.mean(probs.argmax(-1) == y)
`,
  },
  {
    framework: 'JAX',
    title: 'Log-probabilities are compared with a loss of their own.',
    code: `import jax
import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(10)

def loss_fn(params, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(model.apply(params, x), y).mean()

def eval_step(params, x, y):
    log_probs = jax.nn.log_softmax(model.apply(params, x))
    return -jnp.mean(jnp.take_along_axis(log_probs, y[:, None], axis=1))
`,
  },
  {
    framework: 'JAX',
    title: 'Both losses get scores.',
    code: `import jax
import optax
from flax import nnx

net = nnx.Linear(8, 1, rngs=nnx.Rngs(0))

def loss_of(x, y):
    return optax.sigmoid_binary_cross_entropy(net(x)[:, 0], y).mean()

def predict(x):
    return jax.nn.sigmoid(net(x)[:, 0])
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The softmax is taken after the loss.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([784, 10]))

def step(x, y):
    logits = tf.matmul(x, W)
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=logits))
    return loss, tf.nn.softmax(logits)
`,
  },
  {
    framework: 'TensorFlow',
    title: "Keras' loss object is told what it gets each time.",
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(5)])
on_scores = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)
on_probabilities = tf.keras.losses.SparseCategoricalCrossentropy()

def train_loss(x, y):
    return on_scores(y, net(x))

def test_loss(x, y):
    return on_probabilities(y, tf.nn.softmax(net(x)))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'A log loss of clipped probabilities for the report.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(1)])

def train_loss(x, y):
    return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=model(x)))

def report(x, y):
    p = tf.clip_by_value(tf.sigmoid(model(x)), 1e-6, 1 - 1e-6)
    return -tf.reduce_mean(y * tf.math.log(p) + (1 - y) * tf.math.log(1 - p))
`,
  },
];
