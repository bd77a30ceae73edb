# TensorFlow 1 as it is imported today, and Keras under the names of its other packages.
import tensorflow.compat.v1 as tf
import tf_keras
from tensorflow.compat.v1.keras import layers as layers_one
from tf_keras import layers

x = tf.placeholder(tf.float32, [None, 784])
onehot = tf.placeholder(tf.float32, [None, 10])
digits = tf.placeholder(tf.int64, [None])

hidden = tf.layers.dense(x, 64, activation=tf.nn.relu)
probabilities = tf.layers.dense(hidden, 10, activation=tf.nn.softmax)
tf.losses.softmax_cross_entropy(onehot, probabilities)  # warning: softmax-before-cross-entropy
tf.losses.sparse_softmax_cross_entropy(labels=digits, logits=probabilities)  # warning: softmax-before-cross-entropy
tf.nn.softmax_cross_entropy_with_logits_v2(labels=onehot, logits=probabilities)  # warning: softmax-before-cross-entropy

weight = tf.get_variable('weight', [64, 1])
answer = tf.sigmoid(tf.matmul(hidden, weight))
yes = tf.placeholder(tf.float32, [None, 1])
tf.losses.sigmoid_cross_entropy(yes, answer)  # warning: sigmoid-before-bce-with-logits
cost = -tf.reduce_mean(yes * tf.log(answer), reduction_indices=[0])  # warning: log-of-sigmoid

guess = tf.cast(tf.argmax(probabilities, 1), tf.float32)
loss = tf.losses.mean_squared_error(tf.to_float(digits), guess)  # error: argmax-before-loss
train = tf.train.AdamOptimizer(1e-3).minimize(loss)

model = tf_keras.Sequential([layers.Dense(32, activation='relu'), layers.Dense(10)])
model.compile('adam', 'sparse_categorical_crossentropy')  # error: keras-logits-without-from-logits

other = tf.keras.Sequential([layers_one.Dense(32, activation='relu'), layers_one.Dense(10)])
other.compile('adam', 'categorical_crossentropy')  # error: keras-logits-without-from-logits
