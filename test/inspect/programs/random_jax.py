import jax
import jax.numpy as jnp
key = jax.random.PRNGKey(0)
print(jax.random.uniform(key, (3,)), jax.random.uniform(key, (2, 2), minval=-1.0, maxval=1.0), jax.random.uniform(key))
print(jax.random.normal(key, (2, 3)), jax.random.normal(key))
key, subkey = jax.random.split(key)
print(jax.random.normal(subkey, (4,)), jax.random.randint(subkey, (6,), 0, 10), jax.random.randint(subkey, (2, 2), -50, 1000))
keys = jax.random.split(key, 3)
print(jax.random.uniform(keys[2], (2,)), jax.random.bernoulli(keys[0], 0.3, (8,)), jax.random.bernoulli(keys[0]))
print(jax.random.permutation(key, 10), jax.random.permutation(key, jnp.array([1.0, 2.0, 3.0])), jax.random.choice(key, 5, (4,)), jax.random.choice(key, 6, (3,), replace=False))
print(jax.random.categorical(key, jnp.array([0.1, 2.0, 0.3])), jax.random.categorical(key, jnp.zeros((2, 4))))
folded = jax.random.fold_in(jax.random.key(42), 7)
print(jax.random.normal(folded, (5,)), jax.random.randint(folded, (3,), 0, 2**20))
