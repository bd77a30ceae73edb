# A softmax of NumPy that is written out: over the classes, over a single row, and over the words of a sentence.
import numpy as np
from torch import nn

net = nn.Linear(32, 10)


def softmax(x, axis):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def normalized(x):
    exps = np.exp(x)
    return exps / exps.sum(axis=0)


def export(loader):
    for images, labels in loader:
        scores = net(images.view(-1, 32)).detach().numpy()
        probabilities = softmax(scores, axis=1)
        print(-np.log(probabilities[np.arange(len(labels)), labels.numpy()]).mean(), probabilities.argmax(axis=1))
        print(normalized(scores[0]).argmax(), softmax(scores[0], axis=0)[labels[0]])
        print(normalized(scores.T).argmax(axis=0))
        shares = normalized(scores)
        print((shares[:, :, None] * scores[:, None]).sum(axis=0), shares.argmax(axis=0))
