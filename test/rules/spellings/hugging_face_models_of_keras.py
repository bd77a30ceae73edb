"""Models of transformers for TensorFlow give raw scores to the losses of Keras."""

import tensorflow as tf
from transformers import TFAutoModelForSequenceClassification, TFBertForTokenClassification

model = TFAutoModelForSequenceClassification.from_pretrained("bert-base-cased", num_labels=3)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])  # error: keras-logits-without-from-logits

tagger = TFBertForTokenClassification.from_pretrained("bert-base-cased")
tagger.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy())  # error: keras-logits-without-from-logits

loss_of = tf.keras.losses.SparseCategoricalCrossentropy()


def step(batch, labels):
    with tf.GradientTape() as tape:
        loss = loss_of(labels, model(batch, training=True).logits)  # error: keras-logits-without-from-logits
    return tape.gradient(loss, model.trainable_variables)
