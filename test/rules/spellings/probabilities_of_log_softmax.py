"""The exponential of a log_softmax is a softmax, also of scores whose shape is not known."""
import torch
from torch import nn
import torch.nn.functional as F
from torch.utils.checkpoint import checkpoint

model = nn.Sequential(nn.Linear(4, 3), nn.LogSoftmax(-1))
scripted = torch.jit.script(nn.Sequential(nn.Linear(4, 1), nn.Sigmoid()))


def train(loader):
    for x, y in loader:
        F.cross_entropy(model(x).exp(), y).backward()  # warning: softmax-before-cross-entropy
        F.nll_loss(F.softmax(model[0](x), 1).log(), y).backward()  # warning: log-of-softmax


def again(loader):
    for x, y in loader:
        out = checkpoint(scripted, x, use_reentrant=False)
        F.binary_cross_entropy_with_logits(out, y).backward()  # warning: sigmoid-before-bce-with-logits


class Gate(nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = nn.Linear(4, 1)

    def forward(self, x):
        return torch.sigmoid(self.linear(x)).squeeze()  # info: bare-squeeze-before-loss


def gates(loader):
    gate = Gate()
    for x, y in loader:
        F.binary_cross_entropy(gate(x), y).backward()
