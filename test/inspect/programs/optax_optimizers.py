import jax, jax.numpy as jnp, optax
def loss_fn(params, x, y):
    return jnp.mean(optax.squared_error(x @ params['w'] + params['b'], y))
x = jnp.array([[1.0, 2.0], [2.0, 1.0], [3.0, 3.0]]); y = jnp.array([5.0, 4.0, 9.0])
def train(tx, steps=10):
    params = {'w': jnp.zeros(2), 'b': jnp.zeros(())}
    state = tx.init(params)
    for _ in range(steps):
        loss, grads = jax.value_and_grad(loss_fn)(params, x, y)
        updates, state = tx.update(grads, state, params)
        params = optax.apply_updates(params, updates)
    return f"{loss:.4f}", jnp.round(params['w'], 3), round(float(params['b']), 3)
for tx in [optax.sgd(0.01), optax.sgd(0.01, momentum=0.9), optax.sgd(0.01, 0.9, nesterov=True), optax.adam(0.1), optax.adam(learning_rate=1e-1, b1=0.8), optax.adamw(0.1, weight_decay=0.1),
           optax.rmsprop(0.01), optax.adagrad(0.1), optax.chain(optax.clip_by_global_norm(1.0), optax.sgd(0.1)), optax.chain(optax.clip(1.0), optax.adam(0.1)), optax.lion(0.01), optax.adam(optax.exponential_decay(0.1, 5, 0.5)),
           optax.sgd(optax.cosine_decay_schedule(0.05, 10)), optax.chain(optax.add_decayed_weights(0.01), optax.sgd(0.01)), optax.nadam(0.1), optax.adamax(0.1)]:
    print(*train(tx))
print(optax.global_norm({'a': jnp.array([3.0]), 'b': jnp.array([4.0])}))
s = optax.linear_schedule(1.0, 0.0, 10); print(s(0), s(5), s(20))
