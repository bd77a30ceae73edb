/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The classic: a mean over the pixels beside a sum over the latent dims.',
    code: `import keras
import tensorflow as tf
from keras import backend as K
from keras import layers

inputs = keras.Input((784,))
h = layers.Dense(256, activation='relu')(inputs)
z_mean = layers.Dense(2)(h)
z_log_var = layers.Dense(2)(h)
z = z_mean + K.exp(0.5 * z_log_var) * tf.random.normal(tf.shape(z_mean))
outputs = layers.Dense(784, activation='sigmoid')(layers.Dense(256, activation='relu')(z))
vae = keras.Model(inputs, outputs)

reconstruction = keras.losses.binary_crossentropy(inputs, outputs)
kl = -0.5 * K.sum(1 + z_log_var - K.square(z_mean) - K.exp(z_log_var), axis=-1)
vae_loss = K.mean(reconstruction + kl)  # warning: mixed-reductions
vae.add_loss(vae_loss)
vae.compile(optimizer='rmsprop')
`,
  },
  {
    framework: 'Keras',
    title: 'In a training step, with the object of a loss.',
    code: `import keras
import tensorflow as tf

class VAE(keras.Model):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder
        self.mse = keras.losses.MeanSquaredError()

    def train_step(self, x):
        with tf.GradientTape() as tape:
            mean, log_var = self.encoder(x)
            z = mean + tf.exp(0.5 * log_var) * tf.random.normal(tf.shape(mean))
            recon_loss = self.mse(x, self.decoder(z))
            kl_loss = -0.5 * tf.reduce_sum(1 + log_var - tf.square(mean) - tf.exp(log_var))
            total = recon_loss + kl_loss  # warning: mixed-reductions
        grads = tape.gradient(total, self.trainable_weights)
        self.optimizer.apply_gradients(zip(grads, self.trainable_weights))
        return {'loss': total}
`,
  },
  {
    framework: 'Keras',
    title: 'A mean over the pixels of images that are fitted to.',
    code: `import keras
import tensorflow as tf
from keras import layers

(x, _), _ = keras.datasets.mnist.load_data()
images = keras.Input((28, 28, 1))
h = layers.Flatten()(layers.Conv2D(32, 3, strides=2)(images))
encoder = keras.Model(images, [layers.Dense(16)(h), layers.Dense(16)(h)])
code = keras.Input((16,))
small = layers.Reshape((14, 14, 4))(layers.Dense(784)(code))
decoder = keras.Model(code, layers.Conv2DTranspose(1, 3, strides=2, padding='same', activation='sigmoid')(small))

class VAE(keras.Model):
    def train_step(self, x):
        with tf.GradientTape() as tape:
            mean, log_var = encoder(x)
            z = mean + tf.exp(0.5 * log_var) * tf.random.normal(tf.shape(mean))
            pixels = tf.reduce_mean(keras.losses.binary_crossentropy(x, decoder(z)))
            kl = -0.5 * (1 + log_var - tf.square(mean) - tf.exp(log_var))
            loss = pixels + tf.reduce_mean(tf.reduce_sum(kl, axis=1))  # warning: mixed-reductions
        weights = encoder.trainable_weights + decoder.trainable_weights
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return {'loss': loss}

vae = VAE()
vae.compile(optimizer='adam')
vae.fit(tf.expand_dims(x, -1) / 255, epochs=10)
`,
  },
  {
    framework: 'Keras',
    title: 'keras.ops on the JAX back end.',
    code: `import keras
from keras import ops

def vae_loss(x, reconstruction, mu, log_sigma):
    bce = ops.mean(keras.losses.binary_crossentropy(x, reconstruction))
    kl = -0.5 * ops.sum(1 + 2 * log_sigma - mu ** 2 - ops.exp(2 * log_sigma))
    return bce + kl  # warning: mixed-reductions
`,
  },
  {
    framework: 'Keras',
    title: 'The pixels of each sample are summed, the latent dims averaged.',
    code: `import keras
import tensorflow as tf
from keras import layers

images = keras.Input((28, 28, 1))
x = layers.Flatten()(images)
encoder = keras.Model(images, [layers.Dense(2)(x), layers.Dense(2)(x)])
latent = keras.Input((2,))
x = layers.Reshape((28, 28, 1))(layers.Dense(784)(latent))
decoder = keras.Model(latent, layers.Conv2D(1, 3, padding='same', activation='sigmoid')(x))

class Autoencoder(keras.Model):
    def train_step(self, data):
        with tf.GradientTape() as tape:
            mean, log_variance = encoder(data)
            z = mean + tf.exp(0.5 * log_variance) * tf.random.normal(tf.shape(mean))
            losses = keras.losses.binary_crossentropy(data, decoder(z))
            error = tf.reduce_mean(tf.reduce_sum(losses, axis=(1, 2)))
            divergence = -0.5 * (1 + log_variance - tf.square(mean) - tf.exp(log_variance))
            loss = error + tf.reduce_mean(divergence)  # warning: mixed-reductions
        return tape.gradient(loss, self.trainable_weights)
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The pixels of each sample are summed, and so are the latent dims.',
    code: `import keras
import tensorflow as tf
from keras import layers

images = keras.Input((28, 28, 1))
x = layers.Flatten()(images)
encoder = keras.Model(images, [layers.Dense(2)(x), layers.Dense(2)(x)])
latent = keras.Input((2,))
x = layers.Reshape((28, 28, 1))(layers.Dense(784)(latent))
decoder = keras.Model(latent, layers.Conv2D(1, 3, padding='same', activation='sigmoid')(x))

class Autoencoder(keras.Model):
    def train_step(self, data):
        with tf.GradientTape() as tape:
            mean, log_variance = encoder(data)
            z = mean + tf.exp(0.5 * log_variance) * tf.random.normal(tf.shape(mean))
            losses = keras.losses.binary_crossentropy(data, decoder(z))
            error = tf.reduce_mean(tf.reduce_sum(losses, axis=(1, 2)))
            divergence = -0.5 * (1 + log_variance - tf.square(mean) - tf.exp(log_variance))
            loss = error + tf.reduce_mean(tf.reduce_sum(divergence, axis=1))
        return tape.gradient(loss, self.trainable_weights)
`,
  },
  {
    framework: 'Keras',
    title: 'The mean over the pixels is multiplied by their number.',
    code: `import keras
import tensorflow as tf
from keras import backend as K
from keras import layers

original_dim = 784
inputs = keras.Input((original_dim,))
h = layers.Dense(256, activation='relu')(inputs)
z_mean, z_log_var = layers.Dense(2)(h), layers.Dense(2)(h)
z = z_mean + K.exp(0.5 * z_log_var) * tf.random.normal(tf.shape(z_mean))
outputs = layers.Dense(original_dim, activation='sigmoid')(z)
reconstruction = original_dim * keras.losses.binary_crossentropy(inputs, outputs)
kl = -0.5 * K.sum(1 + z_log_var - K.square(z_mean) - K.exp(z_log_var), axis=-1)
vae_loss = K.mean(reconstruction + kl)
`,
  },
  {
    framework: 'Keras',
    title: "Keras' own example: both are summed for each image and averaged over the images.",
    code: `import keras
from keras import ops

def vae_loss(data, reconstruction, z_mean, z_log_var):
    reconstruction_loss = ops.mean(
        ops.sum(keras.losses.binary_crossentropy(data, reconstruction), axis=(1, 2))
    )
    kl_loss = -0.5 * (1 + z_log_var - ops.square(z_mean) - ops.exp(z_log_var))
    kl_loss = ops.mean(ops.sum(kl_loss, axis=1))
    return reconstruction_loss + kl_loss
`,
  },
  {
    framework: 'Keras',
    title: 'A weight makes up for it.',
    code: `import keras
from keras import ops

def loss(x, x_hat, mean, log_var, beta):
    mse = ops.mean(ops.square(x - x_hat))
    kl = -0.5 * ops.sum(1 + log_var - mean ** 2 - ops.exp(log_var))
    return mse + beta * kl
`,
  },
];
