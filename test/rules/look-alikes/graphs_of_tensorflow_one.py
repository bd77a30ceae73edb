# Graphs of TensorFlow 1 as they are right.
import tensorflow.compat.v1 as tf

tf.disable_v2_behavior()

x = tf.placeholder(tf.float32, shape=(None, 784))
y = tf.placeholder(tf.float32, shape=(None, 10))
keep = tf.placeholder_with_default(1.0, shape=())

hidden = tf.layers.dropout(tf.layers.dense(x, 64, activation=tf.nn.relu), rate=1 - keep, training=True)
logits = tf.layers.dense(hidden, 10)
loss = tf.losses.softmax_cross_entropy(y, logits, label_smoothing=0.1)
train = tf.train.MomentumOptimizer(0.01, 0.9).minimize(loss)

# Probabilities and the accuracy are asked of the session.
probabilities = tf.nn.softmax(logits)
correct = tf.equal(tf.argmax(probabilities, 1), tf.argmax(y, 1))
accuracy = tf.reduce_mean(tf.to_float(correct))

# The mean over the elements that count: padding weighs nothing.
mask = tf.to_float(tf.reduce_sum(y, axis=1) > 0)
masked = tf.losses.sparse_softmax_cross_entropy(tf.argmax(y, 1), logits, weights=mask)

# A regression whose labels have a dim as its predictions do.
price = tf.placeholder(tf.float32, [None, 1])
with tf.variable_scope('head'):
    weight = tf.get_variable('weight', [64, 1], initializer=tf.random_normal_initializer(0, 0.1))
    bias = tf.get_variable('bias', initializer=tf.zeros([1]))
error = tf.losses.mean_squared_error(labels=price, predictions=tf.matmul(hidden, weight) + bias)
gradients = tf.train.AdamOptimizer(1e-3).compute_gradients(error)

# Metrics give a value and what updates it.
value, update = tf.metrics.mean_absolute_error(price, tf.matmul(hidden, weight))

with tf.Session() as session:
    session.run(tf.global_variables_initializer())
    session.run([train, loss], feed_dict={x: [[0.0] * 784], y: [[1.0] + [0.0] * 9]})


def write_on(characters):
    written = tf.keras.Sequential([tf.keras.layers.Embedding(60, 8), tf.keras.layers.Dense(60)])
    scores = tf.squeeze(written(characters), 0)
    return tf.multinomial(scores, num_samples=1)[-1, 0]
