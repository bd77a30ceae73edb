import jax
import jax.numpy as jnp
from functools import partial

x = jnp.array([[-3.0, -0.5, 0.0], [0.5, 2.0, 7.0]])

w, b = jnp.array([1.0, 2.0]), jnp.array(0.5)
data, target = jnp.array([[1.0, 2.0], [3.0, 4.0]]), jnp.array([1.0, 2.0])

# --- activations
for activation in [
    jax.nn.relu, jax.nn.relu6, jax.nn.sigmoid, jax.nn.log_sigmoid, jax.nn.softplus, jax.nn.soft_sign, jax.nn.silu,
    jax.nn.swish, jax.nn.mish, jax.nn.elu, jax.nn.celu, jax.nn.selu, jax.nn.leaky_relu, jax.nn.gelu, jax.nn.hard_tanh,
    jax.nn.hard_sigmoid, jax.nn.hard_silu, jax.nn.hard_swish, jax.nn.sparse_plus, jax.nn.sparse_sigmoid, jax.nn.squareplus,
    jax.nn.softmax, jax.nn.log_softmax, jax.nn.standardize, jax.scipy.special.expit,
]:
    print(activation(x), jax.grad(lambda z: (activation(z) * jnp.array([1.0, 2.0, 3.0])).sum())(x))
print(jax.nn.gelu(x, approximate=False), jax.nn.leaky_relu(x, 0.2), jax.nn.elu(x, alpha=0.5), jax.nn.softmax(x, axis=0))
print(jax.nn.glu(jnp.array([1.0, 2.0, 3.0, 4.0])), jax.nn.one_hot(jnp.array([0, 2]), 3), jax.nn.logsumexp(x, axis=1))
print(jax.scipy.special.logsumexp(x), jax.scipy.special.xlogy(x, 2.0), jax.scipy.special.entr(jnp.array([0.0, 0.5, 1.0])))
print(jax.nn.softmax(x, where=jnp.array([[True, True, False], [True, False, True]])))

# --- gradients
def loss(w, b, data, target):
    return jnp.mean((data @ w + b - target) ** 2)


print(jax.grad(loss)(w, b, data, target))
print(*jax.grad(loss, argnums=(0, 1))(w, b, data, target))
value, (dw, db) = jax.value_and_grad(loss, argnums=(0, 1))(w, b, data, target)
print(value, dw, db)
print(jax.grad(jax.grad(lambda t: t**3))(2.0))
print(jax.grad(lambda t: jnp.sin(t))(1.0))

# --- trees
def of_tree(params, data):
    hidden = jax.nn.relu(data @ params["w1"] + params["b1"])
    return jnp.sum(hidden @ params["w2"]), hidden


params = {"w1": jnp.array([[1.0, -1.0], [0.5, 2.0]]), "b1": jnp.array([0.1, -0.2]), "w2": jnp.array([1.0, 3.0])}
(value, hidden), gradients = jax.value_and_grad(of_tree, has_aux=True)(params, data)
print(value, hidden)
print(gradients["w1"], gradients["b1"], gradients["w2"])
params = jax.tree.map(lambda p, g: p - 0.1 * g, params, gradients)
print(params["w1"], params["b1"], params["w2"])

# --- compiled and mapped
@jax.jit
def square(t):
    return t * t


@partial(jax.jit, static_argnums=1)
def power(t, n):
    return t**n


print(square(jnp.array([1.0, 2.0])), power(jnp.array([1.0, 2.0]), 3))
print(jax.vmap(lambda row: row.sum())(data), jax.vmap(jnp.dot, in_axes=(0, None))(data, w))
print(jax.vmap(jax.grad(lambda t: t**2))(jnp.array([1.0, 2.0, 3.0])))

# --- second derivatives
print(jax.hessian(lambda t: (t**3).sum())(jnp.array([1.0, 2.0])))
print(jax.jacobian(lambda t: t**2)(jnp.array([1.0, 2.0])), jax.jacfwd(jax.nn.softmax)(jnp.array([1.0, 2.0, 0.5])))
