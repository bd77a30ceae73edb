# What TensorFlow's tapes are asked for, as it is right.
import keras
import numpy as np
import tensorflow as tf
from keras import layers

inputs = keras.Input((28, 28, 1))
features = layers.Conv2D(8, 3, activation='relu', name='last_conv')(inputs)
outputs = layers.Dense(10)(layers.Flatten()(features))
classifier = keras.Model(inputs, outputs)
loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


# A model of tensors is computed when it is called.
@tf.function
def train_step(x, y, optimizer):
    with tf.GradientTape() as tape:
        logits = classifier(x, training=True)
        loss = loss_fn(y, logits) + sum(classifier.losses)
    gradients = tape.gradient(loss, classifier.trainable_weights)
    optimizer.apply_gradients(zip(gradients, classifier.trainable_weights))
    return loss


# Class activation maps: with respect to what is inside of the model.
grad_model = keras.Model(classifier.inputs, [classifier.get_layer('last_conv').output, classifier.output])


def grad_cam(image, index=None):
    with tf.GradientTape() as tape:
        conv_output, predictions = grad_model(image)
        if index is None:
            index = tf.argmax(predictions[0])
        channel = predictions[:, index]
    gradients = tape.gradient(channel, conv_output)
    pooled = tf.reduce_mean(gradients, axis=(0, 1, 2))
    return tf.maximum(tf.squeeze(conv_output[0] @ pooled[..., tf.newaxis]), 0)


# An image is changed so that the model errs.
def fgsm(image, label):
    image = tf.Variable(image)
    with tf.GradientTape() as tape:
        loss = loss_fn(label, classifier(image))
    return image + 0.01 * tf.sign(tape.gradient(loss, image))


generator = keras.Sequential([layers.Dense(64, activation='relu'), layers.Dense(784, activation='tanh')])
critic = keras.Sequential([layers.Dense(64), layers.LeakyReLU(), layers.Dense(1)])


def gradient_penalty(real, fake):
    alpha = tf.random.uniform([tf.shape(real)[0], 1])
    interpolated = real + alpha * (fake - real)
    with tf.GradientTape() as tape:
        tape.watch(interpolated)
        scores = critic(interpolated, training=True)
    slopes = tf.sqrt(tf.reduce_sum(tf.square(tape.gradient(scores, [interpolated])[0]), axis=1))
    return tf.reduce_mean((slopes - 1.0) ** 2)


def critic_step(real, noise, optimizer):
    fake = generator(noise, training=True)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(critic(fake)) - tf.reduce_mean(critic(real)) + 10.0 * gradient_penalty(real, fake)
    optimizer.apply_gradients(zip(tape.gradient(loss, critic.trainable_variables), critic.trainable_variables))


# Two tapes beside each other, and one for two losses.
cross_entropy = keras.losses.BinaryCrossentropy(from_logits=True)


def gan_step(images, noise, g_optimizer, d_optimizer):
    with tf.GradientTape() as g_tape, tf.GradientTape() as d_tape:
        fake = generator(noise, training=True)
        on_real, on_fake = critic(images, training=True), critic(fake, training=True)
        g_loss = cross_entropy(tf.ones_like(on_fake), on_fake)
        d_loss = cross_entropy(tf.ones_like(on_real), on_real) + cross_entropy(tf.zeros_like(on_fake), on_fake)
    g_optimizer.apply_gradients(zip(g_tape.gradient(g_loss, generator.trainable_variables), generator.trainable_variables))
    d_optimizer.apply_gradients(zip(d_tape.gradient(d_loss, critic.trainable_variables), critic.trainable_variables))


def actor_critic_step(states, actions, returns, actor, value, optimizer):
    with tf.GradientTape(persistent=True) as tape:
        log_probs = tf.nn.log_softmax(actor(states))
        chosen = tf.reduce_sum(tf.one_hot(actions, 4) * log_probs, axis=1)
        advantage = returns - tf.squeeze(value(states), axis=-1)
        actor_loss = -tf.reduce_mean(chosen * tf.stop_gradient(advantage))
        value_loss = tf.reduce_mean(tf.square(advantage))
    for loss, network in ((actor_loss, actor), (value_loss, value)):
        gradients = tape.gradient(loss, network.trainable_variables)
        optimizer.apply_gradients(zip(gradients, network.trainable_variables))


# Deep Q-learning: the targets are made before, and by another network.
q_network = keras.Sequential([layers.Dense(32, activation='relu'), layers.Dense(4)])
target_network = keras.models.clone_model(q_network)


def q_step(states, actions, rewards, next_states, done, optimizer):
    best = tf.reduce_max(target_network(next_states), axis=1)
    targets = rewards + (1.0 - done) * 0.99 * best
    with tf.GradientTape() as tape:
        values = tf.reduce_sum(q_network(states) * tf.one_hot(actions, 4), axis=1)
        loss = keras.losses.Huber()(targets, values)
    optimizer.apply_gradients(zip(tape.gradient(loss, q_network.trainable_variables), q_network.trainable_variables))


# Proximal policy optimization keeps the probabilities of the old policy.
policy = keras.Sequential([layers.Dense(32, activation='tanh'), layers.Dense(4)])


def ppo(states, actions, advantages, optimizer):
    old = tf.reduce_sum(tf.one_hot(actions, 4) * tf.nn.log_softmax(policy(states)), axis=1)
    for _ in range(10):
        with tf.GradientTape() as tape:
            new = tf.reduce_sum(tf.one_hot(actions, 4) * tf.nn.log_softmax(policy(states)), axis=1)
            ratio = tf.exp(new - old)
            loss = -tf.reduce_mean(tf.minimum(ratio * advantages, tf.clip_by_value(ratio, 0.8, 1.2) * advantages))
        optimizer.apply_gradients(zip(tape.gradient(loss, policy.trainable_variables), policy.trainable_variables))


# Style transfer: the variable is the image; the targets are computed once.
extractor = keras.Model(classifier.input, features)


def style(content, optimizer, steps=100):
    target = extractor(content)
    image = tf.Variable(content)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((extractor(image) - target) ** 2)
        optimizer.apply_gradients([(tape.gradient(loss, image), image)])
    return image


class Distiller(keras.Model):
    def __init__(self, student, teacher):
        super().__init__()
        self.student, self.teacher = student, teacher
        self.divergence = keras.losses.KLDivergence()

    def train_step(self, data):
        x, y = data
        teacher_predictions = self.teacher(x, training=False)
        with tf.GradientTape() as tape:
            predictions = self.student(x, training=True)
            hard = loss_fn(y, predictions)
            soft = self.divergence(tf.nn.softmax(teacher_predictions / 3, axis=1), tf.nn.softmax(predictions / 3, axis=1)) * 9
            loss = 0.1 * hard + 0.9 * soft
        gradients = tape.gradient(loss, self.student.trainable_variables)
        self.optimizer.apply_gradients(zip(gradients, self.student.trainable_variables))
        return {'loss': loss}


# Gradients are accumulated over small batches.
def accumulate(batches, optimizer):
    sums = [tf.Variable(tf.zeros_like(w), trainable=False) for w in classifier.trainable_variables]
    for x, y in batches:
        with tf.GradientTape() as tape:
            loss = loss_fn(y, classifier(x, training=True))
        for total, gradient in zip(sums, tape.gradient(loss, classifier.trainable_variables)):
            total.assign_add(gradient)
    optimizer.apply_gradients(zip(sums, classifier.trainable_variables))


# Second derivatives of a network that solves an equation.
net = keras.Sequential([layers.Dense(20, activation='tanh'), layers.Dense(1)])


def residual(x):
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            u = net(x)
        du = inner.gradient(u, x)
    return outer.gradient(du, x) + u


def solve(points, optimizer):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(residual(points))) + tf.square(net(tf.zeros([1, 1])))[0, 0]
    optimizer.apply_gradients(zip(tape.gradient(loss, net.trainable_variables), net.trainable_variables))


# A model of tensors that ends in an activation: its loss takes what is behind the softmax, which the call made too.
image = keras.Input((784,))
digits = keras.Model(image, layers.Dense(10, activation='softmax')(layers.Dense(64, activation='relu')(image)))
likely = keras.losses.SparseCategoricalCrossentropy()


def digit_step(images, targets, optimizer):
    with tf.GradientTape() as tape:
        loss = likely(targets, digits(images, training=True))
    optimizer.apply_gradients(zip(tape.gradient(loss, digits.trainable_weights), digits.trainable_weights))


yes = keras.Model(image, [layers.Dense(1, activation='sigmoid')(image), layers.Dense(3, activation='softmax')(image)])


def two_heads(images, is_digit, kind, optimizer):
    with tf.GradientTape() as tape:
        answer, kinds = yes(images, training=True)
        loss = keras.losses.BinaryCrossentropy()(is_digit, answer) + keras.losses.CategoricalCrossentropy()(kind, kinds)
    optimizer.apply_gradients(zip(tape.gradient(loss, yes.trainable_weights), yes.trainable_weights))
