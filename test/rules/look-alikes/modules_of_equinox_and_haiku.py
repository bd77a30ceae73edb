# Models that are called on one sample, and functions that make their layers as they run, as they are right.
import equinox as eqx
import haiku as hk
import jax
import jax.numpy as jnp
import optax


class Net(eqx.Module):
    attention: eqx.nn.Linear
    last: eqx.nn.Linear
    classes: int = eqx.field(static=True)

    def __init__(self, classes, key):
        first, second = jax.random.split(key)
        self.attention = eqx.nn.Linear(8, 8, key=first)
        self.last = eqx.nn.Linear(8, classes, key=second)
        self.classes = classes

    # One sample: the classes stand along its only axis, and so do the weights of an attention.
    def __call__(self, x):
        weights = jax.nn.softmax(self.attention(x), axis=0)
        return self.last(x * weights)

    def predict(self, x):
        return jax.nn.softmax(self(x), axis=0)


model = Net(5, jax.random.PRNGKey(0))


@eqx.filter_jit
@eqx.filter_value_and_grad
def loss_of(model, x, y):
    out = jax.vmap(model)(x)
    return optax.softmax_cross_entropy_with_integer_labels(out, y).mean()


def train(batches, optimizer):
    current, state = model, optimizer.init(eqx.filter(model, eqx.is_array))
    for x, y in batches:
        loss, grads = loss_of(current, x, y)
        updates, state = optimizer.update(grads, state)
        current = eqx.apply_updates(current, updates)
    return eqx.nn.inference_mode(current)


def accuracy(x, y):
    probabilities = jax.vmap(model.predict)(x)
    return (jnp.argmax(probabilities, axis=-1) == y).mean()


# The loss of one sample, mapped over a batch whose length is not known.
def sample_loss(params, x, y):
    scores = params['w'] @ x + params['b']
    return -jax.nn.log_softmax(scores)[y]


def batch_loss(params, xs, ys):
    return jax.vmap(sample_loss, in_axes=(None, 0, 0))(params, xs, ys).mean()


def squared(params, xs, ys):
    predict = lambda x: jnp.dot(params['w'], x)
    return ((jax.vmap(predict)(xs) - ys) ** 2).mean()


params, static = eqx.partition(model, eqx.is_array)


def apply_loss(params, x, y):
    whole = eqx.combine(params, static)
    return optax.softmax_cross_entropy_with_integer_labels(jax.vmap(whole)(x), y).mean()


def forward(x, is_training):
    for width in (256, 128):
        x = jax.nn.relu(hk.Linear(width)(x))
        if is_training:
            x = hk.dropout(hk.next_rng_key(), 0.2, x)
    return hk.Linear(10)(x)


network = hk.transform(forward)


def haiku_loss(params, key, x, labels):
    scores = network.apply(params, key, x, True)
    return optax.softmax_cross_entropy_with_integer_labels(scores, labels).mean()


def probabilities_of(params, x):
    return jax.nn.softmax(network.apply(params, None, x, False))


def answers(x):
    return jax.nn.sigmoid(hk.nets.MLP([64, 1])(x)).squeeze(-1)


judge = hk.without_apply_rng(hk.transform(answers))


def brier(params, x, y):
    return optax.squared_error(judge.apply(params, x), y).mean()
