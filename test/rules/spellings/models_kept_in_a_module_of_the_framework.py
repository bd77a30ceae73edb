"""A program may put what it makes into a module that everybody imports."""
import tensorflow as tf

tf.model = tf.keras.Sequential()
tf.model.add(tf.keras.layers.Dense(units=3, input_dim=4))
tf.model.compile(loss='categorical_crossentropy', optimizer='sgd')  # error: keras-logits-without-from-logits

tf.classifier = tf.keras.Sequential()
tf.classifier.add(tf.keras.layers.Dense(units=3, input_dim=4, activation='softmax'))
tf.classifier.compile(loss='categorical_crossentropy', optimizer='sgd')
