import jax, jax.numpy as jnp, optax
from jax import random
def init(key, sizes):
    keys = random.split(key, len(sizes) - 1)
    return [(random.normal(k, (m, n)) * 0.1, jnp.zeros(n)) for k, m, n in zip(keys, sizes[:-1], sizes[1:])]
def predict(params, x):
    for w, b in params[:-1]:
        x = jnp.tanh(x @ w + b)
    w, b = params[-1]
    return x @ w + b
def loss_fn(params, x, y):
    logits = predict(params, x)
    return optax.softmax_cross_entropy_with_integer_labels(logits, y).mean()
params = init(random.PRNGKey(0), [2, 8, 2])
X = jnp.array([[0., 0.], [0., 1.], [1., 0.], [1., 1.]]); Y = jnp.array([0, 1, 1, 0])
opt = optax.adam(5e-2)
state = opt.init(params)
@jax.jit
def step(params, state, x, y):
    loss, grads = jax.value_and_grad(loss_fn)(params, x, y)
    updates, state = opt.update(grads, state)
    return optax.apply_updates(params, updates), state, loss
for i in range(101):
    params, state, loss = step(params, state, X, Y)
    if i % 25 == 0: print(i, f"{loss:.4f}")
print(jnp.argmax(predict(params, X), axis=1), jnp.mean(jnp.argmax(predict(params, X), -1) == Y))
