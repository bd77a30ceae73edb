# A module whose other settings come from a file: that they are not read does not matter to what it ends in.
import flax.linen as nn
import jax
import ml_collections
import optax


class Net(nn.Module):
    classes: int
    width: int
    depth: int

    @nn.compact
    def __call__(self, x):
        for _ in range(self.depth):
            x = nn.relu(nn.Dense(self.width)(x))
        return nn.sigmoid(nn.Dense(self.classes)(x))


settings = ml_collections.ConfigDict(dict(width=16, depth=2))
net = Net(classes=10, **settings)


def loss_of(params, x, y):
    logits = net.apply({"params": params}, x)
    return optax.softmax_cross_entropy(logits, jax.nn.one_hot(y, 10)).mean()  # warning: sigmoid-before-cross-entropy
