"""jax.nn.initializers: layers as their sizes ask for, with the numbers of a key; and an LSTM that scans."""
import jax
import jax.numpy as jnp
import optax

key = jax.random.PRNGKey(42)
init = jax.nn.initializers
print(init.glorot_uniform()(key, (3, 4)))
print(init.he_uniform()(key, (3, 4)), init.lecun_uniform()(key, (2, 2)))
print(init.he_normal()(key, (3, 4)))
print(init.xavier_normal()(key, (2, 3)), init.lecun_normal()(key, (2, 3)))
print(init.normal(0.5)(key, (3,)), init.uniform(2.0)(key, (3,)), init.truncated_normal(0.1)(key, (3,)))
print(init.zeros(key, (2,)), init.ones(key, (1, 2)), init.constant(0.25)(key, (2,)))
print(init.variance_scaling(2.0, "fan_out", "normal")(key, (2, 3)))
print(jax.random.truncated_normal(key, -1.0, 2.0, (4,)))


def params_of(key, n_in, n_h):
    first, second, third = jax.random.split(key, 3)
    make = init.glorot_uniform()
    return {
        "wx": make(first, (n_in, 4 * n_h)),
        "wh": make(second, (n_h, 4 * n_h)),
        "b": jnp.zeros(4 * n_h),
        "wo": make(third, (n_h, 1)),
    }


def forward(p, xs):
    def cell(carry, x):
        h, c = carry
        i, f, g, o = jnp.split(x @ p["wx"] + h @ p["wh"] + p["b"], 4, axis=-1)
        c = jax.nn.sigmoid(f + 1.0) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
        h = jax.nn.sigmoid(o) * jnp.tanh(c)
        return (h, c), h

    zero = jnp.zeros((xs.shape[1], p["wh"].shape[0]))
    return jax.lax.scan(cell, (zero, zero), xs)[1] @ p["wo"]


t = jnp.arange(8) / 8 * 2 * jnp.pi
xs = jnp.stack([jnp.sin(t), jnp.sin(t + 1)], axis=1)[..., None]
params = params_of(key, 1, 5)
tx = optax.adam(0.05)
state = tx.init(params)
for step in range(4):
    loss, gradient = jax.value_and_grad(lambda p: jnp.mean((forward(p, xs) - jnp.roll(xs, -1, axis=0)) ** 2))(params)
    updates, state = tx.update(gradient, state)
    params = optax.apply_updates(params, updates)
    print(step, f"{loss:.4f}")
