/** Examples of the rule for other frameworks than PyTorch. */
import type { NotIn, RuleExample } from '../rule';

export const notIn: NotIn = {
  JAX: 'JAX has no switch that turns gradients off: `jax.grad` differentiates the function that it is given.',
};

export const wrong: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'The model is called before the tape records.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])
optimizer = tf.keras.optimizers.Adam()

def train(dataset):
    for x, y in dataset:
        predictions = model(x, training=True)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(predictions - y))
        gradients = tape.gradient(loss, model.trainable_variables)  # error: no-grad-around-training-forward
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The loss is made after the with block.',
    code: `import tensorflow as tf

W, b = tf.Variable(tf.random.normal([4, 3])), tf.Variable(tf.zeros([3]))

def step(x, labels):
    with tf.GradientTape() as tape:
        logits = tf.matmul(x, W) + b
    loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits))
    return tape.gradient(loss, [W, b])  # error: no-grad-around-training-forward
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Log-probabilities of an episode that was played without a tape.',
    code: `import tensorflow as tf

policy = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='tanh'), tf.keras.layers.Dense(2)])

def reinforce(states, actions, returns, optimizer):
    log_probs = tf.nn.log_softmax(policy(states))
    chosen = tf.reduce_sum(tf.one_hot(actions, 2) * log_probs, axis=1)
    with tf.GradientTape() as tape:
        loss = -tf.reduce_mean(chosen)
    grads = tape.gradient(loss, policy.trainable_variables)  # error: no-grad-around-training-forward
    optimizer.apply_gradients(zip(grads, policy.trainable_variables))
`,
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'TensorFlow',
    title: 'Everything is inside of the with block.',
    code: `import tensorflow as tf

model = tf.keras.Sequential([tf.keras.layers.Dense(16, activation='relu'), tf.keras.layers.Dense(1)])

def gradients(x, y):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(model(x, training=True) - y))
    return tape.gradient(loss, model.trainable_variables)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'Targets of another network are computed before.',
    code: `import tensorflow as tf

q = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(2)])
target_q = tf.keras.models.clone_model(q)
frozen = tf.keras.Sequential([tf.keras.layers.Dense(32, activation='relu'), tf.keras.layers.Dense(2)])

def step(states, rewards, next_states):
    targets = rewards + 0.99 * tf.reduce_max(frozen(next_states), axis=1)
    with tf.GradientTape() as tape:
        values = tf.reduce_max(q(states), axis=1)
        loss = tf.reduce_mean(tf.square(targets - values))
    return tape.gradient(loss, q.trainable_variables)
`,
  },
  {
    framework: 'TensorFlow',
    title: 'The gradient with respect to an image that the tape watches.',
    code: `import tensorflow as tf

model = tf.keras.applications.VGG16(weights='imagenet')

def saliency(image, label):
    image = tf.convert_to_tensor(image)
    with tf.GradientTape() as tape:
        tape.watch(image)
        score = model(image)[:, label]
    return tape.gradient(score, image)
`,
  },
];
