import jax
import jax.numpy as jnp
import keras
import tensorflow as tf

of_jax = jax.nn.softmax(jnp.zeros((4, 7, 5)))
of_tensorflow = tf.nn.softmax(tf.zeros((4, 7, 5)))
of_keras = keras.ops.softmax(keras.ops.zeros((4, 7, 5)))
