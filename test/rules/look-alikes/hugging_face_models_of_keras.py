"""Models of transformers for TensorFlow with the losses that go with raw scores, and heads that were replaced."""

import tensorflow as tf
from transformers import TFAutoModel, TFAutoModelForSequenceClassification, TFBertForSequenceClassification

model = TFAutoModelForSequenceClassification.from_pretrained("bert-base-cased", num_labels=3)
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True))
model.compile("adam")

probabilities = tf.nn.softmax(model(tf.constant([[101, 102]]))[0])
loss = tf.keras.losses.SparseCategoricalCrossentropy()(tf.constant([1]), probabilities)

replaced = TFBertForSequenceClassification.from_pretrained("bert-base-cased", num_labels=3)
replaced.classifier = tf.keras.layers.Dense(3, activation="softmax")
replaced.compile("adam", "sparse_categorical_crossentropy")

body = TFAutoModel.from_pretrained("bert-base-cased")
body.compile("adam", "sparse_categorical_crossentropy")

tokens = tf.keras.Input((128,), dtype="int32")
whole = tf.keras.Model(tokens, tf.keras.layers.Softmax()(model(tokens).logits))
whole.compile("adam", "sparse_categorical_crossentropy")
