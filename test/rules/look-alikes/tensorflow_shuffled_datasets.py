"""Labels of datasets whose order, length or files are not known, with the losses that belong to them."""
import tensorflow as tf
from tensorflow import keras

(images, digits), _ = keras.datasets.cifar10.load_data()


def scale(image, digit):
    return tf.cast(image, tf.float32) / 255.0, tf.one_hot(tf.squeeze(digit, -1), 10)


hot = tf.data.Dataset.from_tensor_slices((images, digits)).shuffle(1024).map(scale).batch(32).repeat()
plain = tf.data.Dataset.from_tensor_slices((images, digits)).shuffle(1024).batch(32, drop_remainder=True)
for dataset, loss in [(hot, "categorical_crossentropy"), (plain, "sparse_categorical_crossentropy")]:
    reader = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
    reader.compile("adam", loss=loss)
    reader.fit(dataset, epochs=2)

pets = keras.utils.image_dataset_from_directory("pets", label_mode="binary", image_size=(64, 64))
pet = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")])
pet.compile("adam", loss="binary_crossentropy")
pet.fit(pets)
kinds = keras.utils.image_dataset_from_directory("kinds", label_mode="categorical", image_size=(64, 64))
kind = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(5)])
kind.compile("adam", loss=keras.losses.CategoricalCrossentropy(from_logits=True))
kind.fit(kinds.cache().shuffle(100).prefetch(2))

(rooms, prices), _ = keras.datasets.boston_housing.load_data()
pairs = tf.data.Dataset.from_tensor_slices((rooms.astype("float32"), prices.astype("float32")[:, None]))
guess = keras.Sequential([keras.Input((13,)), keras.layers.Dense(1)])
for (some_rooms, some_prices), _ in tf.data.Dataset.zip((pairs.shuffle(400).batch(20), pets)):
    loss = tf.reduce_mean((guess(some_rooms) - some_prices) ** 2)


# Generators of images say in class_mode what their labels are.
generator = keras.preprocessing.image.ImageDataGenerator(rescale=1.0 / 255)
by_folder = generator.flow_from_directory("flowers", target_size=(64, 64))
numbered = generator.flow_from_directory("flowers", target_size=(64, 64), class_mode="sparse")
yes_or_no = generator.flow_from_directory("pets", target_size=(64, 64), class_mode="binary")
ages = generator.flow_from_dataframe(None, x_col="file", y_col="age", class_mode="raw", target_size=(64, 64))
tags = generator.flow_from_dataframe(None, x_col="file", y_col="tags", target_size=(64, 64))
for loss, units, activation, data in [
    ("categorical_crossentropy", 5, "softmax", by_folder),
    ("sparse_categorical_crossentropy", 5, "softmax", numbered),
    ("binary_crossentropy", 1, "sigmoid", yes_or_no),
    ("mse", 1, None, ages),
    ("binary_crossentropy", 7, "sigmoid", tags),
]:
    net = keras.Sequential([keras.Input((64, 64, 3)), keras.layers.Flatten(), keras.layers.Dense(units, activation=activation)])
    net.compile("adam", loss)
    net.fit(data, validation_data=data, steps_per_epoch=data.samples // 32)
