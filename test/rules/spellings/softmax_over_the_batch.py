"""The probabilities of the labels are picked from rows that are no distributions."""
import jax
import jax.numpy as jnp
import torch
from torch import nn


def apply(params, batch):
    return jax.nn.log_softmax(batch @ params['w'], axis=0)  # error: softmax-wrong-dim


def nll(params, batch, labels):
    return -jnp.mean(apply(params, batch)[jnp.arange(labels.shape[0]), labels])


print(nll({'w': jnp.ones((20, 4))}, jnp.ones((16, 20)), jnp.zeros(16, dtype=int)))

net = nn.Linear(8, 3)
x = torch.randn(5, 8)
y = torch.tensor([0, 1, 2, 1, 1])
log_p = torch.log_softmax(net(x), dim=0)  # error: softmax-wrong-dim
(-log_p[range(len(y)), y].mean()).backward()
