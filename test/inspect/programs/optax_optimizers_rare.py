"""optax's rarer optimizers, parts of parameters by mask and by label, and joined schedules."""
import jax
import jax.numpy as jnp
import optax


def valley(p):
    return (1 - p["x"]) ** 2 + 10 * (p["y"] - p["x"] ** 2) ** 2


optimizers = {
    "radam": optax.radam(1e-3, threshold=2.0),
    "yogi": optax.yogi(1e-1),
    "lamb": optax.lamb(1e-2, weight_decay=0.1),
    "lars": optax.lars(1e-2),
    "amsgrad": optax.amsgrad(1e-1),
    "adabelief": optax.adabelief(1e-1),
    "adabelief_n": optax.adabelief(1e-1, nesterov=True),
    "adadelta": optax.adadelta(1.0),
    "novograd": optax.novograd(1e-2, weight_decay=1e-2),
    "sign": optax.sign_sgd(1e-2),
    "adan": optax.adan(1e-2),
    "fromage": optax.fromage(1e-2),
    "optimistic": optax.optimistic_gradient_descent(1e-2),
    "adamaxw": optax.adamaxw(1e-1),
}
for name, tx in optimizers.items():
    p = {"x": jnp.array(-1.0), "y": jnp.array(0.5)}
    state = tx.init(p)
    for _ in range(8):
        value, gradient = jax.value_and_grad(valley)(p)
        updates, state = tx.update(gradient, state, p)
        p = optax.apply_updates(p, updates)
    print(f"{name:11s} x={p['x']:+.4f} y={p['y']:+.4f} f={valley(p):.3f}")

p = {"w": jnp.array([1.0, -2.0, 4.0]), "b": jnp.array([0.5])}
ones = jax.tree.map(jnp.ones_like, p)
tx = optax.chain(optax.masked(optax.add_decayed_weights(0.25), {"w": True, "b": False}), optax.sgd(0.5))
print(tx.update(ones, tx.init(p), p)[0])
tx = optax.chain(optax.add_decayed_weights(0.5, mask=lambda q: jax.tree.map(lambda a: a.size > 1, q)), optax.scale(-1.0))
print(tx.update(ones, tx.init(p), p)[0])
tx = optax.multi_transform({"train": optax.sgd(0.5), "freeze": optax.set_to_zero()}, {"w": "train", "b": "freeze"})
print(tx.update(ones, tx.init(p), p)[0])
print(optax.incremental_update(ones, p, 0.25))
schedule = optax.join_schedules(
    [optax.linear_schedule(0.0, 1.0, 4), optax.exponential_decay(1.0, 2, 0.5, staircase=True)], [4]
)
print([round(float(schedule(step)), 4) for step in range(10)])
steps = optax.piecewise_constant_schedule(1.0, {3: 0.5, 6: 0.1})
print([float(steps(step)) for step in range(8)])
