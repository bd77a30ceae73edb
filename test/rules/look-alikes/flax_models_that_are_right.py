import jax
import jax.numpy as jnp
import optax
from flax import linen as nn
from flax import nnx


class Attention(nn.Module):
    width: int

    @nn.compact
    def __call__(self, x):
        weights = nn.softmax(nn.Dense(1)(x), axis=1)
        gate = nn.sigmoid(nn.Dense(self.width)(x))
        return nn.Dense(10)((weights * gate * nn.Dense(self.width)(x)).sum(axis=1))


class Policy(nn.Module):
    @nn.compact
    def __call__(self, x, with_probabilities=False):
        logits = nn.Dense(4)(nn.tanh(nn.Dense(16)(x)))
        if with_probabilities:
            return nn.softmax(logits)
        return logits


class TwoHeads(nnx.Module):
    def __init__(self, rngs):
        self.body = nnx.Linear(8, 16, rngs=rngs)
        self.classes = nnx.Linear(16, 3, rngs=rngs)
        self.flags = nnx.Linear(16, 2, rngs=rngs)

    def __call__(self, x):
        x = nnx.relu(self.body(x))
        return {'classes': self.classes(x), 'flags': self.flags(x), 'p': nnx.softmax(self.classes(x))}


attention, policy, heads = Attention(32), Policy(), TwoHeads(nnx.Rngs(0))


def loss_function(params, x, y):
    logits = attention.apply(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()


def policy_loss(params, x, actions):
    probabilities = policy.apply(params, x, with_probabilities=True)
    logits = policy.apply(params, x)
    entropy = -(probabilities * nn.log_softmax(logits)).sum(axis=-1).mean()
    return optax.softmax_cross_entropy_with_integer_labels(logits, actions).mean() - 0.01 * entropy


def two_losses(model, x, y, flags):
    outputs = model(x)
    return (
        optax.softmax_cross_entropy_with_integer_labels(outputs['classes'], y).mean()
        + optax.sigmoid_binary_cross_entropy(outputs['flags'], flags).mean()
    )


@jax.jit
def train_step(params, x, y):
    return jax.value_and_grad(loss_function)(params, x, y)


@nnx.jit
def other_step(x, y, flags):
    return nnx.value_and_grad(two_losses)(heads, x, y, flags)


def evaluate(params, x, y):
    return jnp.mean(jnp.argmax(attention.apply(params, x), axis=-1) == y)
