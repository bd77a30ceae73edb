"""Keys as they print, trees and their structures, weak types, derivatives that the program gives, and jax.lax."""

import jax
import jax.numpy as jnp
from jax import lax, random, tree_util

key = random.PRNGKey(0)
first, second, third = random.split(key, 3)
print(key, first, random.split(key), repr(key), random.split(key, 4)[1], random.key(7), random.fold_in(key, 7))
print(jax.vmap(lambda k: random.normal(k, (2,)))(random.split(key, 3)), len(random.split(key, 3)), random.split(key, 3).shape)
print([f"{v:.4f}" for v in random.laplace(first, (2,))], [f"{v:.4f}" for v in random.logistic(second, (2,))])

params = {"dense": {"kernel": jnp.ones((2, 3)), "bias": jnp.zeros(3)}, "scale": jnp.array(2.0)}
print(params, jax.tree.map(lambda p: p * 2, params)["scale"], [jax.tree.map(lambda p: p * 2, params)["scale"]])
leaves, structure = jax.tree.flatten(params)
print(len(leaves), structure, structure.num_leaves, jax.tree.unflatten(structure, [leaf + 1 for leaf in leaves])["scale"])
print(jax.tree.structure([1, (2, {"a": 3}), None]), jax.tree.structure(params) == structure)
for path, leaf in tree_util.tree_leaves_with_path(params):
    print(tree_util.keystr(path), leaf.shape)
print(jax.grad(lambda p: jnp.sum(p["dense"]["kernel"] ** 2) * p["scale"])(params))
print((jnp.array(1.5), jnp.array([1.5]), jnp.float32(1.5), jnp.array(2) + 1, jnp.array(2.0) * jnp.ones(()), jnp.array(True)))
print(jax.value_and_grad(lambda v: v**3 + 2 * v)(2.0), [jax.grad(lambda v: v**3)(jnp.float32(2.0))])

value, pull = jax.vjp(lambda a, b: jnp.sum(a * b), jnp.array([1.0, 2.0]), jnp.array([3.0, 4.0]))
print(value, pull(1.0))


@jax.custom_vjp
def clipped(x):
    return x


clipped.defvjp(lambda x: (x, None), lambda _, gradient: (jnp.clip(gradient, -0.5, 0.5),))
print(jax.grad(lambda x: 3 * clipped(x))(1.0), clipped(2.0))
print(lax.rsqrt(4.0), lax.top_k(jnp.array([3.0, 1.0, 2.0]), 2), lax.dynamic_slice(jnp.arange(5), (1,), (3,)), lax.clamp(0.0, jnp.array([-1.0, 0.5, 2.0]), 1.0))
print(lax.cumsum(jnp.arange(4)), lax.expand_dims(jnp.arange(2), (0,)).shape, jnp.bincount(jnp.array([0, 1, 1]), length=4), jax.device_get(jnp.ones(2)))
print(f"{jax.scipy.stats.norm.logpdf(1.0, 0.5, 2.0):.5f} {jax.scipy.stats.norm.cdf(1.96):.4f}")
print(jax.lax.dot(jnp.ones((2, 3)), jnp.ones(3), precision="highest"), jax.lax.top_k(jnp.array([[1.0, 4.0], [3.0, 2.0]]), 1, axis=0))
