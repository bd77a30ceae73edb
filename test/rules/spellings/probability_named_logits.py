import torch
import torch.nn.functional as F
from torch import nn

model = nn.Linear(10, 3)


def training_step(batch):
    x, y = batch
    logits = F.softmax(model(x), dim=1)
    return F.cross_entropy(logits, y)  # warning: softmax-before-cross-entropy
