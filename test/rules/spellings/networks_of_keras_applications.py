"""Networks that are loaded with their weights, and heads on them."""

import tensorflow as tf
import tensorflow_datasets as tfds
from tensorflow import keras

(train, test), info = tfds.load("stanford_dogs", split=["train", "test"], as_supervised=True, with_info=True)


def prepare(image, label):
    return tf.image.resize(image, (224, 224)), tf.one_hot(label, 120)


train = train.map(prepare).shuffle(1000).batch(32).prefetch(tf.data.AUTOTUNE)
backbone = keras.applications.EfficientNetB0(include_top=False, pooling="avg")
classifier = keras.Sequential([backbone, keras.layers.Dropout(0.3), keras.layers.Dense(120)])
loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True)
optimizer = keras.optimizers.Adam(1e-3)


@tf.function
def step(images, labels):
    with tf.GradientTape() as tape:
        loss = loss_fn(classifier(images, training=True), labels)  # error: loss-args-swapped
    gradients = tape.gradient(loss, classifier.trainable_variables)
    optimizer.apply_gradients(zip(gradients, classifier.trainable_variables))


for images, labels in train:
    step(images, labels)

whole = keras.applications.vgg16.VGG16(weights=None, classes=7)
whole.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))  # info: keras-from-logits-with-activation

raw = keras.applications.ResNet50(weights=None, classes=7, classifier_activation=None)
raw.compile("adam", "sparse_categorical_crossentropy")  # error: keras-logits-without-from-logits

base = keras.applications.MobileNetV2(include_top=False)
features = keras.layers.GlobalAveragePooling2D()(base.output)
model = keras.Model(base.input, keras.layers.Dense(46, activation="softmax")(features))
model.compile("adam", "categorical_crossentropy")
(texts, classes), _ = keras.datasets.reuters.load_data(num_words=10_000)
model.fit(texts, classes)  # error: keras-categorical-with-int-labels

# All samples in one batch are tensors, and no dataset.
images, labels = tfds.as_numpy(tfds.load("mnist", split="test", as_supervised=True, batch_size=-1))
head = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, head(images.astype("float32") / 255.0))  # warning: softmax-before-cross-entropy
