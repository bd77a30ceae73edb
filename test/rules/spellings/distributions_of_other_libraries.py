# Distributions of TensorFlow Probability and Distrax that are made of raw scores.
import distrax
import haiku as hk
import jax
import jax.numpy as jnp
import tensorflow as tf
import tensorflow_probability as tfp
from tensorflow_probability.substrates import jax as tfpj

tfd = tfp.distributions
policy = tf.keras.Sequential([tf.keras.layers.Dense(64, activation="tanh"), tf.keras.layers.Dense(4)])


def act(observations):
    return tfd.Categorical(probs=policy(observations)).sample()  # error: missing-softmax


def net_fn(observations):
    return hk.Linear(6)(jnp.tanh(hk.Linear(64)(observations)))


net = hk.without_apply_rng(hk.transform(net_fn))


def loss_of(params, batch):
    pi = distrax.Categorical(probs=net.apply(params, batch["observations"]))  # error: missing-softmax
    flags = tfpj.distributions.Bernoulli(probs=net.apply(params, batch["observations"]))  # error: missing-sigmoid
    return -(pi.log_prob(batch["actions"]) * batch["advantages"]).mean() - flags.log_prob(batch["flags"]).mean()


gradients = jax.grad(loss_of)
