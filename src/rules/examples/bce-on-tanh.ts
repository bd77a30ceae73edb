/** Examples of the rule for other frameworks than PyTorch. */
import type { RuleExample } from '../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'A decoder of images ends in tanh.',
    code: `import tensorflow as tf

autoencoder = tf.keras.Sequential([
    tf.keras.layers.Dense(64, activation='relu', input_shape=(784,)),
    tf.keras.layers.Dense(784, activation='tanh'),
])
autoencoder.compile(optimizer='adam', loss='binary_crossentropy')  # error: bce-on-tanh
`,
  },
  {
    framework: 'TensorFlow',
    title: "A discriminator with tanh in a loop of one's own.",
    code: `import tensorflow as tf

discriminator = tf.keras.Sequential([
    tf.keras.layers.Conv2D(32, 4, strides=2, activation='relu', input_shape=(64, 64, 3)),
    tf.keras.layers.Flatten(),
    tf.keras.layers.Dense(1, activation='tanh'),
])
bce = tf.keras.losses.BinaryCrossentropy()

def discriminator_loss(images):
    real = discriminator(images)
    return bce(tf.ones_like(real), real)  # error: bce-on-tanh
`,
  },
  {
    framework: 'TensorFlow',
    title: 'An Activation layer, and the loss as an object.',
    code: `import tensorflow as tf
from tensorflow.keras import layers

x = layers.Input(shape=(10,))
h = layers.Dense(20, activation='relu')(x)
y = layers.Activation('tanh')(layers.Dense(3)(h))
model = tf.keras.Model(x, y)
model.compile('adam', loss=tf.keras.losses.BinaryCrossentropy())  # error: bce-on-tanh
`,
  },
  {
    framework: 'JAX',
    title: 'The formula on a tanh.',
    code: `import jax.numpy as jnp
from flax import linen as nn

class Decoder(nn.Module):
    @nn.compact
    def __call__(self, codes):
        return jnp.tanh(nn.Dense(784)(codes))

decoder = Decoder()

def loss_fn(params, codes, images):
    p = decoder.apply(params, codes)
    return -jnp.mean(images * jnp.log(p) + (1 - images) * jnp.log(1 - p))  # error: bce-on-tanh
`,
  },
  {
    framework: 'JAX',
    title: 'A small number keeps the logarithm of 0 finite, and not that of what is below.',
    code: `import jax.numpy as jnp
from flax import linen as nn

classifier = nn.Sequential([nn.Dense(32), nn.relu, nn.Dense(1), jnp.tanh])

def loss_fn(params, x, y):
    p = classifier.apply(params, x)
    losses = y * jnp.log(p + 1e-7) + (1 - y) * jnp.log(1 - p + 1e-7)  # error: bce-on-tanh
    return -losses.mean()
`,
  },
  {
    framework: 'JAX',
    title: 'A discriminator of nnx that ends in tanh.',
    code: `import jax.numpy as jnp
from flax import nnx

class Discriminator(nnx.Module):
    def __init__(self, rngs: nnx.Rngs):
        self.hidden = nnx.Linear(64, 32, rngs=rngs)
        self.out = nnx.Linear(32, 1, rngs=rngs)

    def __call__(self, x):
        return nnx.tanh(self.out(nnx.relu(self.hidden(x))))

model = Discriminator(nnx.Rngs(0))

def loss_fn(images, labels):
    p = model(images).squeeze(-1)
    positive = labels * jnp.log(p)  # error: bce-on-tanh
    negative = (1 - labels) * jnp.log(1 - p)
    return -jnp.mean(positive + negative)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'tanh and squares.',
    code: `import tensorflow as tf

autoencoder = tf.keras.Sequential([tf.keras.layers.Dense(784, activation='tanh', input_shape=(784,))])
autoencoder.compile(optimizer='adam', loss='mse')
`,
  },
  {
    framework: 'TensorFlow',
    title: 'tanh is inside, a sigmoid at the end.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([
    tf.keras.layers.Dense(20, activation='tanh', input_shape=(10,)),
    tf.keras.layers.Dense(3, activation='sigmoid'),
])
model.compile('adam', loss='binary_crossentropy')
`,
  },
  {
    framework: 'TensorFlow',
    title: "The generator ends in tanh, the discriminator's scores go to the loss.",
    code: `import tensorflow as tf

generator = tf.keras.Sequential([tf.keras.layers.Dense(784, activation='tanh')])
discriminator = tf.keras.Sequential([tf.keras.layers.Dense(64, activation='relu'), tf.keras.layers.Dense(1)])
bce = tf.keras.losses.BinaryCrossentropy(from_logits=True)

def generator_loss(noise):
    fake = discriminator(generator(noise))
    return bce(tf.ones_like(fake), fake)
`,
  },
  {
    framework: 'JAX',
    title: 'The range of a tanh is brought to 0 to 1.',
    code: `import jax.numpy as jnp
from flax import linen as nn

class Decoder(nn.Module):
    @nn.compact
    def __call__(self, codes):
        return jnp.tanh(nn.Dense(784)(codes))

decoder = Decoder()

def loss_fn(params, codes, images):
    p = (decoder.apply(params, codes) + 1) / 2
    return -jnp.mean(images * jnp.log(p + 1e-6) + (1 - images) * jnp.log(1 - p + 1e-6))
`,
  },
  {
    framework: 'JAX',
    title: 'Squares of images from -1 to 1.',
    code: `import jax.numpy as jnp
import optax
from flax import linen as nn

class Decoder(nn.Module):
    @nn.compact
    def __call__(self, codes):
        return jnp.tanh(nn.Dense(784)(codes))

decoder = Decoder()

def loss_fn(params, codes, images):
    return optax.squared_error(decoder.apply(params, codes), images).mean()
`,
  },
  {
    framework: 'JAX',
    title: 'The logarithms of a policy that squashes its actions.',
    code: `import jax.numpy as jnp

def log_prob(params, observations, noise):
    raw = observations @ params['w'] + noise
    actions = jnp.tanh(raw)
    return -0.5 * noise ** 2 - jnp.log(1 - actions ** 2 + 1e-6)
`,
  },
];
