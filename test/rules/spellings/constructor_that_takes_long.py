# Nobody makes an object of this class, and its constructor is too long to be read to its end: what it sets before is known.
import torch.nn as nn
import torch.nn.functional as F


class Deep(nn.Module):
    def __init__(self, layers=5000):
        super().__init__()
        self.head = nn.Linear(8, 3)
        self.blocks = nn.ModuleList()
        for _ in range(layers):
            self.blocks.append(nn.Linear(8, 8))
        self.tail = nn.Linear(8, 3)

    def forward(self, x):
        return F.softmax(self.head(x), dim=1)

    def loss(self, x, y):
        return F.cross_entropy(self(x), y)  # warning: softmax-before-cross-entropy

    def other_loss(self, x, y):
        return F.cross_entropy(self.tail(x), y)
