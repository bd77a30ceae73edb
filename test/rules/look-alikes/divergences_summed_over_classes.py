import jax
import keras
import optax


def distil(student_logits, teacher_logits):
    targets = jax.nn.softmax(teacher_logits)
    return optax.kl_divergence(jax.nn.log_softmax(student_logits), targets).mean()


wanted = keras.ops.convert_to_tensor([[0.6, 0.3, 0.1], [0.2, 0.7, 0.1]])
scores = keras.ops.convert_to_tensor([[2.0, -1.0, 0.5], [0.3, 1.2, -0.7]])
loss = keras.losses.KLDivergence()(wanted, keras.ops.softmax(scores))
