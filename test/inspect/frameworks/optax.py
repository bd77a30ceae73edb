import jax
import jax.numpy as jnp
import optax

logits = jnp.array([[0.2, 1.5, -1.0], [2.0, 0.1, -0.3]])
labels = jnp.array([1, 2])
onehot = jnp.array([[0.0, 1.0, 0.0], [0.2, 0.3, 0.5]])
predictions = jnp.array([[0.5, 0.25, 2.5], [0.75, -1.5, 1.0]])
targets = jnp.array([[1.0, 0.25, 2.0], [0.5, -1.0, 3.0]])
signs = jnp.array([[1.0, -1.0, 1.0], [-1.0, 1.0, -1.0]])
log_predictions = jnp.log(jnp.array([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8]]))


def show(loss, first, *others, **keywords):
    print(loss(first, *others, **keywords))
    print(jax.grad(lambda x: loss(x, *others, **keywords).mean())(first))


# --- classification
show(optax.softmax_cross_entropy, logits, onehot)
show(optax.losses.softmax_cross_entropy, logits, 2.0 * onehot)
show(optax.losses.softmax_cross_entropy, logits, onehot, axis=0)
show(optax.losses.softmax_cross_entropy_with_integer_labels, logits, labels)
show(optax.losses.safe_softmax_cross_entropy, logits, onehot)
show(optax.losses.sigmoid_binary_cross_entropy, logits, onehot)
show(optax.losses.sigmoid_focal_loss, logits, onehot)
show(optax.losses.sigmoid_focal_loss, logits, jnp.round(onehot), alpha=0.25, gamma=3.0)
show(optax.losses.poly_loss_cross_entropy, logits, onehot)
show(optax.losses.poly_loss_cross_entropy, logits, onehot, epsilon=1.0)
show(optax.losses.hinge_loss, predictions, signs)
frames = jnp.array([[[1.5, -0.5, 2.0], [0.5, 2.5, -1.0], [-1.0, 0.75, 1.5], [3.0, 0.0, 1.0]]] * 2)
frame_paddings = jnp.array([[0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]])
label_paddings = jnp.array([[0.0, 0.0], [0.0, 1.0]])
show(optax.ctc_loss, frames, frame_paddings, jnp.array([[1, 2], [2, 0]]), label_paddings)
show(optax.losses.ctc_loss, frames, frame_paddings, jnp.array([[1, 0], [0, 0]]), label_paddings, blank_id=2)
show(optax.losses.perceptron_loss, predictions, signs)
show(optax.losses.multiclass_hinge_loss, logits, labels)
show(optax.losses.multiclass_perceptron_loss, logits, labels)
show(optax.losses.sparsemax_loss, logits, jnp.round(onehot))
show(optax.losses.ranking_softmax_loss, logits, onehot)
print(optax.losses.softmax_cross_entropy(logits, onehot, where=jnp.array([[True, True, False], [True, False, True]])))
print(optax.losses.softmax_cross_entropy_with_integer_labels(logits, labels, where=jnp.array([[True, True, False], [True, False, True]])))

# --- regression
show(optax.l2_loss, predictions, targets)
show(optax.losses.l2_loss, predictions)
show(optax.losses.squared_error, predictions, targets)
show(optax.losses.huber_loss, predictions, targets)
show(optax.losses.huber_loss, predictions, targets, delta=0.3)
show(optax.losses.log_cosh, predictions, targets)
show(optax.losses.cosine_similarity, predictions, targets)
show(optax.losses.cosine_distance, predictions, targets, epsilon=1e-6)
show(optax.losses.cosine_distance, predictions, targets, axis=0)

# --- divergences
show(optax.losses.kl_divergence, log_predictions, onehot)
show(optax.losses.kl_divergence_with_log_targets, log_predictions, jnp.log(jnp.array([[0.3, 0.3, 0.4], [0.6, 0.2, 0.2]])))
show(optax.losses.generalized_kl_divergence, log_predictions, onehot)
print(optax.losses.kl_divergence(log_predictions, onehot, axis=0))

# --- embeddings
embeddings = jnp.array([[1.0, 0.2], [0.4, 0.9], [-0.3, 1.0], [0.8, -0.6]])
show(optax.losses.ntxent, embeddings, jnp.array([0, 0, 1, 1]))
show(optax.losses.ntxent, embeddings, jnp.array([0, 1, 0, 1]), temperature=0.5)
show(optax.losses.triplet_margin_loss, predictions, targets, predictions * 0.5)

# --- smoothed labels
print(optax.losses.smooth_labels(onehot, 0.1))
print(optax.losses.softmax_cross_entropy(logits, optax.losses.smooth_labels(jax.nn.one_hot(labels, 3), 0.2)).mean())

# --- losses by keyword
print(optax.losses.softmax_cross_entropy_with_integer_labels(logits=logits, labels=labels).mean())
print(optax.sigmoid_binary_cross_entropy(logits=jnp.array([0.5, -1.0]), labels=jnp.array([1, 0])))
