# Distributions of TensorFlow Probability and Distrax that get what they are told they get.
import distrax
import jax
import jax.numpy as jnp
import tensorflow as tf
import tensorflow_probability as tfp
from flax import linen as nn

tfd = tfp.distributions
policy = tf.keras.Sequential([tf.keras.layers.Dense(64, activation="tanh"), tf.keras.layers.Dense(4)])
answers = tf.keras.Sequential([tf.keras.layers.Dense(4, activation="softmax")])
net = nn.Dense(6)


def act(observations):
    first = tfd.Categorical(policy(observations)).sample()
    second = tfd.Categorical(logits=policy(observations)).entropy()
    third = tfd.OneHotCategorical(probs=answers(observations)).mode()
    return first, second, third, tfd.Categorical(probs=tf.nn.softmax(policy(observations))).sample()


def loss_of(params, batch):
    scores = net.apply(params, batch["observations"])
    pi = distrax.Categorical(logits=scores)
    flags = distrax.Bernoulli(probs=jax.nn.sigmoid(scores))
    weights = distrax.Categorical(probs=jnp.exp(scores))
    return -(pi.log_prob(batch["actions"]) + weights.entropy()).mean() - flags.log_prob(batch["flags"]).mean()
