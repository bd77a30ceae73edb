"""What optax wraps around a transformation: steps that collect gradients, hyperparameters in the state, averages."""
import jax
import jax.numpy as jnp
import optax

params = {"w": jnp.array([1.0, -2.0]), "b": jnp.array(0.5)}
data = jnp.array([0.5, 1.5, -1.0, 2.0])


def loss(p, x):
    return ((p["w"] * x - 1.0) ** 2).sum() + p["b"] ** 2


def run(tx, steps=4):
    p, state = params, tx.init(params)
    for step in range(steps):
        grads = jax.grad(loss)(p, data[step % 4])
        updates, state = tx.update(grads, state, p)
        p = optax.apply_updates(p, updates)
        print(step, p["w"], float(p["b"]))
    return p, state


multi = optax.MultiSteps(optax.adam(0.1), every_k_schedule=2)
p, state = run(multi)
print(state.mini_step, state.gradient_step, multi.has_updated(state), state.acc_grads["w"])
run(optax.MultiSteps(optax.sgd(0.1, momentum=0.9), 3, use_grad_mean=False).gradient_transformation())
run(optax.MultiSteps(optax.sgd(0.1), every_k_schedule=lambda step: jnp.where(step < 1, 1, 2)), 5)

tx = optax.inject_hyperparams(optax.adamw)(learning_rate=0.05)
p, state = params, tx.init(params)
print(sorted(state.hyperparams), state.hyperparams["learning_rate"], state.hyperparams["b1"])
for step in range(4):
    if step == 2:
        state.hyperparams["learning_rate"] = 0.5
    updates, state = tx.update(jax.grad(loss)(p, data[step]), state, p)
    p = optax.apply_updates(p, updates)
    print(step, p["w"], state.hyperparams["learning_rate"], state.count)
scheduled = optax.inject_hyperparams(optax.sgd)(learning_rate=optax.exponential_decay(0.1, 2, 0.5), momentum=0.9)
p, state = run(scheduled)
print(state.hyperparams["learning_rate"], state.hyperparams["momentum"])


@optax.inject_hyperparams
def make(learning_rate, max_norm):
    return optax.chain(optax.clip_by_global_norm(max_norm), optax.sgd(learning_rate))


p, state = run(make(learning_rate=0.1, max_norm=1.0))
run(optax.chain(optax.ema(0.9), optax.scale(-0.1)), 3)
run(optax.chain(optax.ema(0.9, debias=False), optax.scale(-0.1)), 3)
finite = optax.apply_if_finite(optax.sgd(0.1), 2)
state = finite.init(params)
for value in (1.0, jnp.nan, 2.0):
    updates, state = finite.update({"w": jnp.full(2, value), "b": jnp.array(1.0)}, state, params)
    print(updates["w"], state.notfinite_count, state.last_finite, state.total_notfinite)
