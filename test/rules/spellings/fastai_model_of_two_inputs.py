"""A Learner hands its model as many inputs as the blocks say."""
from fastai.vision.all import *


class Pair(Module):
    def __init__(self):
        self.body = nn.Sequential(nn.Conv2d(3, 8, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.head = nn.Linear(16, 2)

    def forward(self, first, second):
        return self.head(torch.cat([self.body(first), self.body(second)], dim=1)).softmax(dim=1)


class Tabular(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Sequential(nn.Linear(8, 3), nn.Sigmoid())

    def forward(self, categories, numbers):
        return self.out(numbers)


def pair_loss(out, target):
    return F.cross_entropy(out, target.long())  # warning: softmax-before-cross-entropy


pairs = Learner(pair_loaders, Pair(), loss_func=pair_loss)
rows = Learner(row_loaders, Tabular(), loss_func=BCEWithLogitsLossFlat())  # warning: sigmoid-before-bce-with-logits
