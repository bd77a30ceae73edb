import numpy as np
import tensorflow as tf

x = tf.constant([[0.2, 1.5, -1.0], [2.0, 0.1, -0.3]])
y = tf.constant([[0.0, 1.0, 0.0], [0.2, 0.3, 0.5]])

# --- entropies of logits
with tf.GradientTape(persistent=True) as tape:
    tape.watch(x)
    soft = tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=x)
    first = tf.nn.softmax_cross_entropy_with_logits(y, x, axis=0)
    sparse = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[1, 2], logits=x)
    sigmoid = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=x)
    weighted = tf.nn.weighted_cross_entropy_with_logits(labels=y, logits=x, pos_weight=3.0)
    poisson = tf.nn.log_poisson_loss(y, x)
    stirling = tf.nn.log_poisson_loss(tf.abs(x) * 3, x, compute_full_loss=True)
    double = tf.nn.softmax_cross_entropy_with_logits(labels=2 * y, logits=x)
for value in [soft, first, sparse, sigmoid, weighted, poisson, stirling, double]:
    print(value.numpy(), tape.gradient(value, x).numpy())

# --- alignments of labels
frames = tf.constant([[[1.5, -0.5, 2.0], [0.5, 2.5, -1.0], [-1.0, 0.75, 1.5], [3.0, 0.0, 1.0]]] * 2)
steps = tf.transpose(frames, [1, 0, 2])
with tf.GradientTape(persistent=True) as tape:
    tape.watch([frames, steps])
    first = tf.nn.ctc_loss(tf.constant([[1, 2], [2, 0]]), steps, [2, 1], [4, 3])
    batched = tf.nn.ctc_loss(
        labels=tf.constant([[1, 0], [0, 0]]), logits=frames, label_length=[2, 1], logit_length=[4, 3],
        logits_time_major=False, blank_index=-1,
    )
print(first.numpy(), tape.gradient(first, steps).numpy())
print(batched.numpy(), tape.gradient(batched, frames).numpy())

# --- printing
print(tf.constant(0.5))
print(tf.constant([1.0, 2.5]))
print(tf.constant([[1, 2], [3, 4]]))
print([tf.constant(0.5), tf.constant([1.0, 2.0])])
print(repr(tf.constant([[1.0, 2.0], [3.0, 4.0]])))
print(tf.Variable([1.0, 2.0]))
print(tf.reduce_sum(tf.constant([1.0, 2.0])), tf.constant(True), tf.constant([1.0, 2.0]).numpy())

# --- gradients of variables
w = tf.Variable([[1.0], [2.0]])
b = tf.Variable(0.5)
data = tf.constant([[1.0, 2.0], [3.0, 4.0]])
with tf.GradientTape() as tape:
    prediction = tf.matmul(data, w) + b
    loss = tf.reduce_mean(tf.square(prediction - tf.constant([[1.0], [2.0]])))
dw, db = tape.gradient(loss, [w, b])
print(loss.numpy(), dw.numpy(), db.numpy())
w.assign_sub(0.1 * dw)
b.assign(b - 0.1 * db)
print(w.numpy(), b.numpy())
b.assign_add(1.0)
print(b.numpy())

# --- what a tape sees
v = tf.Variable(3.0)
before = v * v
with tf.GradientTape(persistent=True) as tape:
    inside = before * v
    other = tf.constant(2.0) * v
after = inside * v
print(tape.gradient(inside, v).numpy(), tape.gradient(other, v).numpy(), tape.gradient(after, v), tape.gradient(before, v))
c = tf.constant(2.0)
with tf.GradientTape() as tape:
    square = c * c
print(tape.gradient(square, c))
with tf.GradientTape() as tape:
    tape.watch(c)
    square = c * c
print(tape.gradient(square, c).numpy())
with tf.GradientTape() as tape:
    square = v * c
gradients = tape.gradient(square, {"v": v, "c": c})
print(gradients["v"].numpy(), gradients["c"])
with tf.GradientTape(watch_accessed_variables=False) as tape:
    square = v * v
print(tape.gradient(square, v, unconnected_gradients="zero").numpy())
with tf.GradientTape() as tape:
    both = [v * 2.0, v * v]
print(tape.gradient(both, v).numpy())

# --- second derivatives
v = tf.Variable(2.0)
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        cube = v**3
    slope = inner.gradient(cube, v)
print(slope.numpy(), outer.gradient(slope, v).numpy())

# --- stop gradient and maximum
t = tf.Variable([1.0, 2.0, 3.0])
with tf.GradientTape(persistent=True) as tape:
    stopped = tf.reduce_sum(tf.stop_gradient(t) * t)
    largest = tf.reduce_sum(tf.maximum(t, 2.0))
    smallest = tf.reduce_sum(tf.minimum(t, [2.0, 2.0, 2.0]))
    clipped = tf.reduce_sum(tf.clip_by_value(t, 1.5, 3.0))
    normal = tf.reduce_sum(tf.math.l2_normalize(t) * [1.0, 2.0, 4.0])
    length = tf.norm(t)
    safe = tf.reduce_sum(tf.math.divide_no_nan([1.0, 2.0, 3.0], t - 1.0))
for value in [stopped, largest, smallest, clipped, normal, length, safe]:
    print(value.numpy(), tape.gradient(value, t).numpy())

# --- reductions
print(tf.reduce_sum(x, axis=0).numpy(), tf.reduce_mean(x, axis=1, keepdims=True).numpy(), tf.reduce_max(x).numpy())
print(tf.reduce_min(x, 0).numpy(), tf.reduce_prod(x, axis=1).numpy(), tf.reduce_logsumexp(x).numpy(), tf.math.reduce_std(x).numpy())
print(tf.math.reduce_variance(x, axis=0).numpy(), tf.reduce_any(x > 1.0).numpy(), tf.reduce_all(x > -2.0, axis=1).numpy())
print(tf.reduce_mean([1, 2, 2]), tf.reduce_sum([1, 2, 3]), tf.argmax(x, axis=1), tf.argmax(x), tf.math.argmin(x, 1).numpy())
mean, variance = tf.nn.moments(x, axes=[0])
print(mean.numpy(), variance.numpy(), tf.nn.l2_loss(x).numpy(), tf.math.cumsum(x, axis=1).numpy())
values, indices = tf.math.top_k(x, k=2)
print(values.numpy(), indices.numpy())

# --- making and shaping
print(tf.zeros((2, 2)).numpy(), tf.ones([2], tf.int32), tf.fill([2], 3.0).numpy(), tf.eye(2).numpy(), tf.range(3), tf.range(1, 7, 2))
print(tf.one_hot([0, 2], 3), tf.one_hot([0, 5], depth=3).numpy(), tf.cast([1.7, -1.2], tf.int32), tf.cast([1, 2], "float32"))
print(tf.reshape(tf.range(6), (2, -1)), tf.transpose(x).numpy(), tf.expand_dims([1.0, 2.0], -1).numpy(), tf.squeeze([[1.0], [2.0]]).numpy())
print(tf.concat([x, y], axis=0).numpy(), tf.stack([[1.0], [2.0]], axis=1).numpy(), [part.numpy() for part in tf.split(x, 3, axis=1)])
print(tf.gather(x, [1, 0]).numpy(), tf.gather(x, [0, 2], axis=1).numpy(), tf.where(x > 0.0, x, tf.zeros_like(x)).numpy(), tf.boolean_mask(x, x > 0.0).numpy())
print(x.shape, tf.shape(x), tf.size(x).numpy(), tf.rank(x).numpy(), x.dtype, tf.tile([1.0, 2.0], [2]).numpy(), tf.sort([3.0, 1.0, 2.0]).numpy())
print(tf.linspace(0.0, 1.0, 3).numpy(), tf.convert_to_tensor(np.array([1.0, 2.0])).dtype, tf.constant([1, 2], dtype=tf.float32), x[0, 1].numpy(), x[:, 1:].numpy())

# --- mathematics
print(tf.exp(x).numpy(), tf.math.log(tf.abs(x)).numpy(), tf.sqrt(tf.abs(x)).numpy(), tf.square(x).numpy(), tf.pow(x, 2.0).numpy(), tf.sign(x).numpy())
print(tf.add(x, 1.0).numpy(), tf.multiply(x, y).numpy(), tf.subtract(1.0, x).numpy(), tf.divide(x, 2.0).numpy(), tf.math.squared_difference(x, y).numpy())
print(tf.math.log1p(y).numpy(), tf.math.xlogy(y, y).numpy(), tf.math.erf(x).numpy(), tf.math.rsqrt(tf.abs(x)).numpy(), tf.tanh(x).numpy())
print(tf.equal([1, 2], [1, 3]).numpy(), tf.greater(x, 0.0).numpy(), tf.logical_and([True, False], [True, True]).numpy(), tf.round(x).numpy())
print((x + 1.0).numpy(), (2.0 * x).numpy(), (x / y[1]).numpy(), (x @ tf.transpose(y)).numpy(), (-x).numpy(), (x**2).numpy(), (x > 0.5).numpy())

# --- activations
for activation in [tf.nn.relu, tf.nn.relu6, tf.nn.leaky_relu, tf.nn.elu, tf.nn.selu, tf.nn.gelu, tf.nn.silu, tf.nn.swish, tf.nn.softplus, tf.nn.softsign, tf.nn.sigmoid, tf.nn.tanh, tf.nn.softmax, tf.nn.log_softmax, tf.sigmoid, tf.math.log_sigmoid]:
    z = tf.constant([[-3.0, -0.5, 0.0], [0.5, 2.0, 7.0]])
    with tf.GradientTape() as tape:
        tape.watch(z)
        result = activation(z)
        total = tf.reduce_sum(result * [1.0, 2.0, 3.0])
    print(result.numpy(), tape.gradient(total, z).numpy())
print(tf.nn.softmax(x, axis=0).numpy(), tf.nn.gelu(x, approximate=True).numpy(), tf.nn.leaky_relu(x, alpha=0.1).numpy())

# --- a compiled function
@tf.function
def step(a, b):
    return tf.reduce_sum(a * b)


print(step(tf.constant([1.0, 2.0]), tf.constant([3.0, 4.0])))
