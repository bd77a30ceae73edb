/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'test_step of a model takes the softmax of its scores.',
    code: `import keras
import tensorflow as tf

class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.body = keras.layers.Dense(64, activation='relu')
        self.head = keras.layers.Dense(10)

    def call(self, x):
        return self.head(self.body(x))

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=self(x)))
        self.optimizer.apply(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
        return {'loss': loss}

    def test_step(self, data):
        x, y = data
        probs = tf.nn.softmax(self(x, training=False))
        return {'loss': tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=probs))}  # warning: eval-loss-on-probabilities
`,
    fixed: [['probs = tf.nn.softmax(self(x, training=False))', 'probs = self(x, training=False)']],
  },
  {
    framework: 'Keras',
    title: 'A validation loop beside train_step, with sigmoids.',
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((30,)), keras.layers.Dense(16, activation='relu'), keras.layers.Dense(1)])
optimizer = keras.optimizers.Adam()

def train(dataset):
    for x, y in dataset:
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=model(x, training=True)))
        grads = tape.gradient(loss, model.trainable_weights)
        optimizer.apply_gradients(zip(grads, model.trainable_weights))

def validate(dataset):
    mean = keras.metrics.Mean()
    for x, y in dataset:
        p = keras.activations.sigmoid(model(x, training=False))
        mean.update_state(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=p))  # warning: eval-loss-on-probabilities
    return mean.result()
`,
    fixed: [['p = keras.activations.sigmoid(model(x, training=False))', 'p = model(x, training=False)']],
  },
  {
    framework: 'Keras',
    title: 'A probability model is given to the loss of the scores.',
    code: `import keras
import tensorflow as tf

inputs = keras.Input((64,))
scores = keras.layers.Dense(5)(keras.layers.Dense(32, activation='relu')(inputs))
model = keras.Model(inputs, scores)
probability_model = keras.Sequential([model, keras.layers.Softmax()])

def step(x, y, optimizer):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=model(x)))
    optimizer.apply(tape.gradient(loss, model.trainable_weights), model.trainable_weights)

def test_loss(x, y):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=probability_model(x)))  # warning: eval-loss-on-probabilities
`,
    fixed: [
      [
        'probability_model = keras.Sequential([model, keras.layers.Softmax()])',
        'probability_model = keras.Sequential([model])',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "Keras' loss of probabilities for the probability model.",
    code: `import keras
import tensorflow as tf

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(5)])
probability_model = keras.Sequential([model, keras.layers.Softmax()])

def step(x, y, optimizer):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=model(x)))
    optimizer.apply(tape.gradient(loss, model.trainable_weights), model.trainable_weights)

def test_loss(x, y):
    return keras.losses.sparse_categorical_crossentropy(y, probability_model(x))
`,
  },
  {
    framework: 'Keras',
    title: 'test_step takes the sigmoid for its metric alone.',
    code: `import keras
import tensorflow as tf

class Model(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = keras.layers.Dense(1)
        self.auc = keras.metrics.AUC()

    def call(self, x):
        return self.out(x)

    def test_step(self, data):
        x, y = data
        scores = self(x, training=False)
        self.auc.update_state(y, tf.sigmoid(scores))
        loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=scores)
        return {'loss': tf.reduce_mean(loss), 'auc': self.auc.result()}
`,
  },
  {
    framework: 'Keras',
    title: 'compile and evaluate use one loss.',
    code: `import keras

model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(5)])
model.compile('adam', keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.fit(x_train, y_train, epochs=3)
loss = model.evaluate(x_test, y_test)
probabilities = keras.ops.softmax(model.predict(x_test))
`,
  },
];
