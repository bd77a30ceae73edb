"""fastai's accuracy_multi takes the sigmoid by itself."""
from functools import partial

from fastai.vision.all import *


def multi_label(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(512, 17), nn.Sigmoid())
    return Learner(dls, net, loss_func=nn.BCELoss(), metrics=[accuracy_multi])  # warning: double-activation


def told(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(512, 17), nn.Sigmoid())
    return Learner(dls, net, loss_func=nn.BCELoss(), metrics=partial(accuracy_multi, thresh=0.3, sigmoid=False))


def raw(dls):
    net = nn.Sequential(nn.Flatten(), nn.Linear(512, 17))
    return Learner(dls, net, loss_func=BCEWithLogitsLossFlat(), metrics=accuracy_multi)


class Probable(nn.Module):
    def __init__(self):
        super().__init__()
        self.out = nn.Linear(512, 5)

    def forward(self, x):
        return torch.sigmoid(self.out(x))


def below_another_threshold(dls):
    return Learner(dls, Probable(), loss_func=nn.BCELoss(), metrics=partial(accuracy_multi, thresh=0.2))  # warning: double-activation
