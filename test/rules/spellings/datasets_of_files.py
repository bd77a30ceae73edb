# Datasets of what stands in files, in the ways that programs go through them.
import jax
import jax.numpy as jnp
import optax
import tensorflow as tf
import tensorflow_datasets as tfds
from flax import linen as nn

net = nn.Dense(10)

def loss_of(params, batch):
    return optax.softmax_cross_entropy_with_integer_labels(nn.softmax(net.apply(params, batch["image"])), batch["label"]).mean()  # warning: softmax-before-cross-entropy

ds = tfds.load("mnist", split="train").map(lambda s: {"image": tf.cast(s["image"], tf.float32), "label": s["label"]}).batch(32)
for batch in ds.as_numpy_iterator():
    print(optax.softmax_cross_entropy_with_integer_labels(nn.softmax(net.apply({}, batch["image"])), batch["label"]).mean())  # warning: softmax-before-cross-entropy

for batch in tfds.as_numpy(ds):
    print(optax.softmax_cross_entropy_with_integer_labels(nn.softmax(net.apply({}, batch["image"])), batch["label"]).mean())  # warning: softmax-before-cross-entropy

raw = tfds.load("mnist", split="train")
for batch in raw.batch(3).as_numpy_iterator():
    print(optax.softmax_cross_entropy_with_integer_labels(nn.softmax(net.apply({}, batch["image"])), batch["label"]).mean())  # warning: softmax-before-cross-entropy

it = iter(tfds.as_numpy(raw.batch(3)))
batch = next(it)
print(optax.softmax_cross_entropy_with_integer_labels(nn.softmax(net.apply({}, batch["image"])), batch["label"]).mean())  # warning: softmax-before-cross-entropy

for i, (x, y) in enumerate(tfds.load("a", split="train", as_supervised=True).take(3)):
    print(optax.softmax_cross_entropy_with_integer_labels(nn.softmax(net.apply({}, x)), y).mean())  # warning: softmax-before-cross-entropy
n = len(raw)
b = next(iter(raw))
data, info = tfds.load("b", with_info=True)
train, test = data["train"], data["test"]
for x, y in train.map(lambda a, b: (a, b)):
    print(optax.softmax_cross_entropy_with_integer_labels(nn.softmax(net.apply({}, x)), y).mean())  # warning: softmax-before-cross-entropy
rec = tf.data.TFRecordDataset(["a"])
rec = rec.map(lambda r: tf.io.parse_single_example(r, {}))
for x, y in rec.shuffle(3).batch(4, drop_remainder=True).repeat().prefetch(1):
    print(optax.softmax_cross_entropy_with_integer_labels(nn.softmax(net.apply({}, x)), y).mean())  # warning: softmax-before-cross-entropy
