# Models that are called on one sample, and functions that make their layers as they run.
import equinox as eqx
import haiku as hk
import jax
import jax.numpy as jnp
import optax


class Net(eqx.Module):
    first: eqx.nn.Linear
    hidden: list
    last: eqx.nn.Linear

    def __init__(self, key):
        keys = jax.random.split(key, 3)
        self.first = eqx.nn.Linear(8, 16, key=keys[0])
        self.hidden = [eqx.nn.LayerNorm(16), eqx.nn.Dropout(0.1)]
        self.last = eqx.nn.Linear(16, 5, key=keys[1])

    def __call__(self, x):
        x = jax.nn.relu(self.first(x))
        for layer in self.hidden:
            x = layer(x)
        return jax.nn.softmax(self.last(x))


model = Net(jax.random.PRNGKey(0))


@eqx.filter_value_and_grad(has_aux=True)
def loss_of(model, x, y):
    out = jax.vmap(model)(x)
    losses = optax.softmax_cross_entropy_with_integer_labels(out, y)  # warning: softmax-before-cross-entropy
    return losses.mean(), out


@eqx.filter_jit
def step(model, state, optimizer, x, y):
    (loss, out), grads = loss_of(model, x, y)
    updates, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
    return eqx.apply_updates(model, updates), state, loss


step(model, None, optax.adam(1e-3), jnp.ones((4, 8)), jnp.array([0, 1, 2, 3]))

image_model = eqx.nn.Sequential([
    eqx.nn.Conv2d(1, 8, 3, key=jax.random.PRNGKey(1)),
    eqx.nn.Lambda(jax.nn.relu),
    eqx.nn.Lambda(jnp.ravel),
    eqx.nn.MLP(5408, 1, 64, 2, final_activation=jax.nn.sigmoid, key=jax.random.PRNGKey(2)),
])


def yes_or_no(images, labels):
    answers = jax.vmap(image_model)(images)
    return optax.sigmoid_binary_cross_entropy(answers, labels).mean()  # warning: sigmoid-before-bce-with-logits


def forward(x):
    net = hk.Sequential([hk.Flatten(), hk.Linear(300), jax.nn.relu, hk.nets.MLP([100, 10])])
    return jax.nn.sigmoid(net(x))


network = hk.without_apply_rng(hk.transform(forward))


def cross_entropy(params, x, labels):
    scores = network.apply(params, x)
    return optax.softmax_cross_entropy(scores, jax.nn.one_hot(labels, 10)).mean()  # warning: sigmoid-before-cross-entropy


class Block(hk.Module):
    def __call__(self, x):
        return jax.nn.softmax(hk.Linear(4)(hk.max_pool(x, 2, 2, 'SAME').reshape(x.shape[0], -1)))


init, apply = hk.transform_with_state(lambda x, is_training: Block()(hk.Conv2D(8, 3)(x)))


def with_state(params, state, key, x, labels):
    out, state = apply(params, state, key, x, True)
    return optax.softmax_cross_entropy_with_integer_labels(out, labels).mean(), state  # warning: softmax-before-cross-entropy


def forecast(x):
    core = hk.GRU(32)
    states, _ = hk.dynamic_unroll(core, x, core.initial_state(x.shape[0]), time_major=False)
    return hk.Linear(1)(states[:, -1])


forecaster = hk.without_apply_rng(hk.transform(forecast))


def distance(params, x, next_values):
    return optax.huber_loss(forecaster.apply(params, x), next_values).mean()  # error: broadcast-shape-mismatch


jax.grad(distance)({}, jnp.ones((16, 48, 1)), jnp.ones(16))

scalar = eqx.nn.MLP(in_size=2, out_size="scalar", width_size=32, depth=2, key=jax.random.PRNGKey(3))


def columns_of_labels(points, labels):
    scores = jax.vmap(scalar)(points)
    return optax.sigmoid_binary_cross_entropy(scores, labels).mean()  # error: broadcast-shape-mismatch


columns_of_labels(jnp.ones((16, 2)), jnp.ones((16, 1)))
