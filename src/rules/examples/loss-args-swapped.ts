/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'What the loss is not differentiated by stands where the scores belong.',
    code: `import jax
import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(784)

def loss_function(params, image):
    x = image.reshape((image.shape[0], -1)).astype(jnp.float32)
    logits = model.apply(params, x)
    return optax.sigmoid_binary_cross_entropy(x, logits).sum(-1).mean()  # error: loss-args-swapped

@jax.jit
def update(params, batch):
    def closed(params):
        return optax.sigmoid_binary_cross_entropy(batch["label"], model.apply(params, batch["x"])).mean()  # error: loss-args-swapped

    return jax.grad(closed)(params), jax.value_and_grad(loss_function)(params, batch["image"])
`,
    fixed: [
      ['optax.sigmoid_binary_cross_entropy(x, logits)', 'optax.sigmoid_binary_cross_entropy(logits, x)'],
      [
        'optax.sigmoid_binary_cross_entropy(batch["label"], model.apply(params, batch["x"]))',
        'optax.sigmoid_binary_cross_entropy(model.apply(params, batch["x"]), batch["label"])',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Labels first, as Keras has it.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(labels, logits).mean()  # error: loss-args-swapped
`,
    fixed: [
      [
        'return optax.softmax_cross_entropy_with_integer_labels(labels, logits).mean()',
        'return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'One-hot rows.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy(jnp.eye(3)[labels], logits).mean()  # error: loss-args-swapped
`,
    fixed: [
      [
        'return optax.softmax_cross_entropy(jnp.eye(3)[labels], logits).mean()',
        'return optax.softmax_cross_entropy(logits, jnp.eye(3)[labels]).mean()',
      ],
    ],
  },
  {
    framework: 'JAX',
    title: 'Zeros and ones.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    target = jnp.array([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]])
    return optax.sigmoid_binary_cross_entropy(target, logits).mean()  # error: loss-args-swapped
`,
    fixed: [
      [
        'return optax.sigmoid_binary_cross_entropy(target, logits).mean()',
        'return optax.sigmoid_binary_cross_entropy(logits, target).mean()',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Predictions first, as in PyTorch.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1, activation='sigmoid')])
bce = tf.keras.losses.BinaryCrossentropy()

def train(dataset, optimizer):
    for x, y in dataset:
        with tf.GradientTape() as tape:
            predictions = model(x, training=True)
            loss = bce(predictions, y)  # error: loss-args-swapped
        grads = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(grads, model.trainable_variables))
`,
    fixed: [['loss = bce(predictions, y)', 'loss = bce(y, predictions)']],
  },
  {
    framework: 'TensorFlow',
    title: 'labels= and logits= exchanged in tf.nn.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([100, 5]))

def loss_of(x, labels):
    scores = tf.matmul(x, W)
    one_hot = tf.one_hot(labels, depth=5)
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(scores, one_hot))  # error: loss-args-swapped
`,
    fixed: [
      [
        'return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(scores, one_hot))',
        'return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(one_hot, scores))',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: "A loss of integer labels gets the model's output first.",
    code: `import tensorflow as tf

net = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(10)])
loss_object = tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)

def evaluate(test_ds):
    total = tf.keras.metrics.Mean()
    for images, labels in test_ds:
        total(loss_object(net(images, training=False), labels))  # error: loss-args-swapped
    return total.result()
`,
    fixed: [
      [
        'total(loss_object(net(images, training=False), labels))',
        'total(loss_object(labels, net(images, training=False)))',
      ],
    ],
  },
  {
    framework: 'TensorFlow',
    title: 'Ones like scores of an unknown batch are no prediction.',
    code: `import tensorflow as tf

critic = tf.keras.Sequential([tf.keras.layers.Conv2D(8, 4), tf.keras.layers.GlobalAveragePooling2D(), tf.keras.layers.Dense(1)])
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)

def critic_loss(real, fake):
    on_real, on_fake = critic(real), critic(fake)
    return bce(on_real, tf.ones_like(on_real)) + bce(tf.zeros_like(on_fake), on_fake)  # error: loss-args-swapped
`,
    fixed: [['bce(on_real, tf.ones_like(on_real))', 'bce(tf.ones_like(on_real), on_real)']],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'JAX',
    title: 'The scores first, and data that the loss is not differentiated by second.',
    code: `import jax
import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(784)

def loss_function(params, image):
    x = image.reshape((image.shape[0], -1)).astype(jnp.float32)
    return optax.sigmoid_binary_cross_entropy(model.apply(params, x), x).sum(-1).mean()

def loss_of_scores(logits, params, image):
    return optax.sigmoid_binary_cross_entropy(logits, model.apply(params, image)).mean()

def update(params, image, logits):
    return jax.value_and_grad(loss_function)(params, image), jax.grad(loss_of_scores)(logits, params, image)
`,
  },
  {
    framework: 'JAX',
    title: 'The scores first.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'By keywords.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(labels=labels, logits=logits).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'Scores on both sides of a squared error.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

model = nn.Dense(3)
labels = jnp.array([0, 2, 1])

def loss_function(params, x):
    logits = model.apply(params, x)
    return optax.l2_loss(logits, model.apply(params, 2 * x)).mean()
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Labels first.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(1, activation='sigmoid')])
bce = tf.keras.losses.BinaryCrossentropy()

def loss_of(x, y):
    return bce(y, model(x))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'By name, in any order.',
    code: `import tensorflow as tf

W = tf.Variable(tf.random.normal([100, 5]))

def loss_of(x, one_hot):
    return tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(logits=tf.matmul(x, W), labels=one_hot))
`,
  },
  {
    framework: 'TensorFlow',
    title: "A GAN's labels are made of the discriminator's scores.",
    code: `import tensorflow as tf

discriminator = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(1)])
cross_entropy = tf.keras.losses.BinaryCrossentropy(from_logits=True)

def generator_loss(fake_images):
    fake = discriminator(fake_images)
    return cross_entropy(tf.ones_like(fake), fake)
`,
  },
];
