/** Examples of the rule for Keras. */
import type { RuleExample } from '../../rule';

export const wrong: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: "A loss of one's own hands the model's softmax to tf.nn.",
    code: `import keras
import tensorflow as tf
from keras import layers

model = keras.Sequential([
    keras.Input((784,)),
    layers.Dense(128, activation='relu'),
    layers.Dense(10, activation='softmax'),
])

def smooth_crossentropy(y_true, y_pred):
    y_true = 0.9 * y_true + 0.01
    return tf.nn.softmax_cross_entropy_with_logits(labels=y_true, logits=y_pred)  # warning: softmax-before-cross-entropy

model.compile(optimizer='adam', loss=smooth_crossentropy, metrics=['accuracy'])
model.fit(x_train, keras.utils.to_categorical(y_train, 10), epochs=5)
`,
    fixed: [["layers.Dense(10, activation='softmax'),", 'layers.Dense(10),']],
  },
  {
    framework: 'Keras',
    title: 'A custom train step with a softmax in the functional model.',
    code: `import keras
import tensorflow as tf

class Distilled(keras.Model):
    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            out = self(x, training=True)
            loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, out))  # warning: softmax-before-cross-entropy
        gradients = tape.gradient(loss, self.trainable_weights)
        self.optimizer.apply_gradients(zip(gradients, self.trainable_weights))
        return {'loss': loss}

inputs = keras.Input((28, 28, 1))
x = keras.layers.Conv2D(16, 3, activation='relu')(inputs)
x = keras.layers.GlobalAveragePooling2D()(x)
outputs = keras.layers.Dense(10, activation='softmax')(x)
model = Distilled(inputs, outputs)
model.compile('adam')
model.fit(train_ds, epochs=2)
`,
    fixed: [
      ["outputs = keras.layers.Dense(10, activation='softmax')(x)", 'outputs = keras.layers.Dense(10)(x)'],
    ],
  },
  {
    framework: 'Keras',
    title: 'A subclass of keras.losses.Loss for class weights.',
    code: `import keras
import tensorflow as tf

class WeightedCrossEntropy(keras.losses.Loss):
    def __init__(self, class_weights):
        super().__init__()
        self.class_weights = tf.constant(class_weights)

    def call(self, y_true, y_pred):
        weights = tf.gather(self.class_weights, tf.cast(y_true, tf.int32))
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=tf.cast(y_true, tf.int32), logits=y_pred)  # warning: softmax-before-cross-entropy
        return weights * losses

base = keras.applications.MobileNetV2(include_top=False, pooling='avg')
model = keras.Sequential([base, keras.layers.Dropout(0.2), keras.layers.Dense(3, activation='softmax')])
model.compile(optimizer=keras.optimizers.Adam(1e-4), loss=WeightedCrossEntropy([1.0, 4.0, 9.0]))
`,
    fixed: [
      [
        "model = keras.Sequential([base, keras.layers.Dropout(0.2), keras.layers.Dense(3, activation='softmax')])",
        'model = keras.Sequential([base, keras.layers.Dropout(0.2), keras.layers.Dense(3)])',
      ],
    ],
  },
];

export const right: readonly RuleExample[] = [
  {
    framework: 'Keras',
    title: 'The loss reads the scores, and a second model adds the softmax.',
    code: `import keras
import tensorflow as tf

scores = keras.Sequential([keras.Input((32,)), keras.layers.Dense(16, activation='relu'), keras.layers.Dense(3)])

def loss_fn(y_true, y_pred):
    return tf.nn.softmax_cross_entropy_with_logits(y_true, y_pred)

scores.compile('adam', loss=loss_fn)
scores.fit(x_train, y_train, epochs=3)
classifier = keras.Sequential([scores, keras.layers.Softmax()])
probabilities = classifier.predict(x_test)
`,
  },
  {
    framework: 'Keras',
    title: 'Two outputs: the loss gets the first, which has no softmax.',
    code: `import keras
from keras import layers, ops

inputs = keras.Input((64,))
logits = layers.Dense(6)(inputs)
model = keras.Model(inputs, {'logits': logits, 'probabilities': layers.Softmax()(logits)})

def step_loss(batch, labels):
    out = model(batch, training=True)
    return ops.mean(ops.sparse_categorical_crossentropy(labels, out['logits'], from_logits=True))
`,
  },
  {
    framework: 'Keras',
    title: 'The softmax in the model is one of attention.',
    code: `import keras
import tensorflow as tf
from keras import layers

inputs = keras.Input((50, 64))
weights = layers.Softmax(axis=1)(layers.Dense(1)(inputs))
pooled = layers.GlobalAveragePooling1D()(layers.Multiply()([inputs, weights]))
model = keras.Model(inputs, layers.Dense(8)(pooled))
model.compile('adam', loss=lambda y, s: tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=s))
`,
  },
];
