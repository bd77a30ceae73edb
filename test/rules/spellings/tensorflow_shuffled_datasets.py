"""What a dataset of TensorFlow gives is known though its order, its length or its files are not."""
import tensorflow as tf
from tensorflow import keras

(images, digits), _ = keras.datasets.mnist.load_data()


def scale(image, digit):
    return tf.cast(image, tf.float32) / 255.0, tf.one_hot(digit, 10)


pipeline = (
    tf.data.Dataset.from_tensor_slices((images, digits))
    .map(scale, num_parallel_calls=tf.data.AUTOTUNE)
    .shuffle(1024)
    .batch(32)
    .prefetch(tf.data.AUTOTUNE)
)
reader = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10, activation="softmax")])
reader.compile("adam", loss="sparse_categorical_crossentropy")
reader.fit(pipeline, epochs=2)  # error: keras-sparse-with-one-hot

flowers = keras.utils.image_dataset_from_directory("flowers", image_size=(64, 64), batch_size=16)
sorter = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(5, activation="softmax")])
sorter.compile("adam", loss="categorical_crossentropy")
sorter.fit(flowers)  # error: keras-categorical-with-int-labels

(rooms, prices), _ = keras.datasets.boston_housing.load_data()
pairs = tf.data.Dataset.from_tensor_slices((rooms.astype("float32"), prices.astype("float32")))
guess = keras.Sequential([keras.Input((13,)), keras.layers.Dense(1)])
for some_rooms, some_prices in pairs.shuffle(400).batch(20).repeat().take(100):
    error = guess(some_rooms) - some_prices  # error: broadcast-shape-mismatch
    loss = tf.reduce_mean(error**2)
first_rooms, first_prices = next(iter(pairs.shuffle(400).batch(20)))
first_loss = tf.reduce_mean(tf.abs(guess(first_rooms) - first_prices))  # error: broadcast-shape-mismatch


# Generators of images say in class_mode what their labels are.
generator = tf.keras.preprocessing.image.ImageDataGenerator(rescale=1.0 / 255, validation_split=0.1)
by_folder = generator.flow_from_directory("flowers", target_size=(64, 64), subset="training")
numbered = generator.flow_from_dataframe(None, x_col="file", y_col="kind", class_mode="sparse", target_size=(64, 64))
kinds = tf.keras.Sequential([tf.keras.Input((64, 64, 3)), tf.keras.layers.Flatten(), tf.keras.layers.Dense(5, activation="softmax")])
kinds.compile("adam", "sparse_categorical_crossentropy")
kinds.fit(by_folder, epochs=5)  # error: keras-sparse-with-one-hot
same = tf.keras.Sequential([tf.keras.Input((64, 64, 3)), tf.keras.layers.Flatten(), tf.keras.layers.Dense(5, activation="softmax")])
same.compile("adam", "categorical_crossentropy")
same.fit(numbered, epochs=5)  # error: keras-categorical-with-int-labels
