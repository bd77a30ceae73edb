"""optax's losses inside jax.grad."""

import jax
import jax.numpy as jnp
import optax

logits = jnp.array([[2.0, 1.0, 0.1], [0.5, 2.5, 0.3]])
labels = jnp.array([0, 1])


def loss_fn(logits):
    return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean()


loss, grads = jax.value_and_grad(loss_fn)(logits)
print(f"loss: {loss:.4f}")
for row in grads:
    print([f"{float(value):.4f}" for value in row])

one_hot = jax.nn.one_hot(labels, 3)
print(f"{optax.softmax_cross_entropy(logits, one_hot).mean():.4f}")
print(f"{optax.softmax_cross_entropy(logits, optax.smooth_labels(one_hot, 0.1)).mean():.4f}")

predictions = jnp.array([0.5, 1.5, -2.0])
targets = jnp.array([1.0, 1.0, 1.0])
for name, loss in [("l2", optax.l2_loss), ("huber", optax.huber_loss), ("log cosh", optax.losses.log_cosh)]:
    values = loss(predictions, targets)
    slope = jax.grad(lambda p: loss(p, targets).sum())(predictions)
    print(name, [f"{float(v):.4f}" for v in values], [f"{float(v):.4f}" for v in slope])
print([f"{float(v):.4f}" for v in optax.sigmoid_binary_cross_entropy(predictions, targets)])
