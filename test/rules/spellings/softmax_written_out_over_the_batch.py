# A softmax of NumPy that is written out, along the axis that its caller names.
import numpy as np
import torch
from torch import nn

net = nn.Sequential(nn.Flatten(), nn.Linear(32, 10))


def softmax(x, axis):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)  # error: softmax-wrong-dim


def normalized(x):
    exps = np.exp(x)
    return exps / exps.sum(axis=0)  # error: softmax-wrong-dim


def export(loader):
    total = 0.0
    for images, labels in loader:
        scores = net(images).detach().numpy()
        probabilities = softmax(scores, axis=0)
        total += -np.log(probabilities[np.arange(len(labels)), labels.numpy()] + 1e-12).sum()
        print(normalized(scores).argmax(axis=1))
    return total
