"""Models that give dicts, one of which is wrong, and losses with some of their arguments."""
import argparse
from functools import partial

import torch
import torch.nn.functional as F
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("--masks", action="store_true")
parser.add_argument("--smooth", type=float)
args = parser.parse_args()


class Plain(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(8, 3)

    def forward(self, x):
        return {"scores": self.fc(x).softmax(-1), "features": x}


class Masked(Plain):
    def forward(self, x):
        return {"scores": self.fc(x), "features": x, "masks": x > 0}


def by_key(batches):
    model = Masked() if args.masks else Plain()
    for x, y in batches:
        out = model(x)
        loss = F.cross_entropy(out["scores"], y)  # warning: softmax-before-cross-entropy
        loss.backward()


def smoothed(scores, y, smoothing=0.1):
    return F.cross_entropy(scores, y, label_smoothing=smoothing)  # warning: softmax-before-cross-entropy


def by_partial(batches):
    loss_of = partial(smoothed, smoothing=args.smooth) if args.smooth else smoothed
    for x, y in batches:
        loss_of(Plain()(x)["scores"], y).backward()
