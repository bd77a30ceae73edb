"""Of more models than are read each by itself, those that are read are judged: networks of one class end alike."""
import torch.nn.functional as F
from torch import nn


class Net(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.body = nn.Linear(8, width)
        self.head = nn.Linear(width, 4)

    def forward(self, x):
        return self.head(F.relu(self.body(x)))


class Probable(Net):
    def forward(self, x):
        return super().forward(x).softmax(1)


SIZES = {f'net{width}': Net(width) for width in range(1, 30)}


def of_a_table(name, x, y):
    return F.nll_loss(SIZES[name](x), y)  # error: nll-on-raw-logits


def build(name):
    if name == 'a':
        return Net(4)
    elif name == 'b':
        return Net(5)
    elif name == 'c':
        return Net(6)
    elif name == 'd':
        return Net(7)
    elif name == 'e':
        return Net(8)
    elif name == 'f':
        return Net(9)
    elif name == 'g':
        return Net(10)
    elif name == 'h':
        return Net(11)
    elif name == 'i':
        return Net(12)
    elif name == 'j':
        return Net(13)
    elif name == 'k':
        return Net(14)
    elif name == 'l':
        return Net(15)
    elif name == 'm':
        return Net(16)
    elif name == 'n':
        return Net(17)
    elif name == 'o':
        return Net(18)
    elif name == 'p':
        return Net(19)
    elif name == 'q':
        return Probable(20)
    return Net(21)


def of_a_chain(name, x, y):
    return F.cross_entropy(build(name)(x), y)  # warning: softmax-before-cross-entropy
