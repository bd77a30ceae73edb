# Networks that are loaded, with and without their classifier, and data sets that are read from files.
import numpy as np
import tensorflow as tf
import tensorflow_datasets as tfds
from tensorflow import keras
from tensorflow.keras import layers

train = tfds.load("cifar100", split="train", as_supervised=True)
train = train.map(lambda image, label: (tf.cast(image, tf.float32), tf.one_hot(label, 100))).batch(32)

base = keras.applications.ResNet50(include_top=False, input_shape=(224, 224, 3))
for layer in base.layers[:-10]:
    layer.trainable = False
images = keras.Input((224, 224, 3))
features = base(keras.applications.resnet50.preprocess_input(images), training=False)
outputs = layers.Dense(100, activation="softmax")(layers.Flatten()(features))
model = keras.Model(images, outputs)
model.compile("adam", "categorical_crossentropy")
model.fit(train)

whole = keras.applications.VGG16(weights=None, classes=10)
whole.compile("adam", "sparse_categorical_crossentropy")
(x, y), _ = keras.datasets.cifar10.load_data()
whole.fit(x, y)

records = tf.data.TFRecordDataset("a.tfrecord").map(lambda record: (record, tf.one_hot(0, 10))).batch(8)
loss_fn = keras.losses.CategoricalCrossentropy(from_logits=True)
head = keras.Sequential([layers.Dense(10)])
for batch, labels in records:
    with tf.GradientTape() as tape:
        loss = loss_fn(labels, head(batch, training=True))

# Each frame of a video is looked at by itself: time is one more dim of what comes out.
video = keras.Input((16, 64, 64, 3))
frames = layers.TimeDistributed(keras.applications.MobileNetV2(include_top=False, pooling="avg"))(video)
tags = layers.TimeDistributed(layers.Dense(5))(layers.Bidirectional(layers.LSTM(32, return_sequences=True))(frames))
tagger = keras.Model(video, layers.Softmax(axis=-1)(tags))
tagger.compile("adam", "sparse_categorical_crossentropy")
tagger.fit(np.zeros((4, 16, 64, 64, 3)), np.zeros((4, 16), dtype="int64"))
