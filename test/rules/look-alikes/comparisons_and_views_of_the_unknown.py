"""What is compared, viewed and split without being known, where nothing is wrong."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

encoder = nn.Linear(4, 8)


def pairs(first, second, kinds, others):
    same = 2 * (kinds == others).float() - 1
    close = (kinds != others).float()
    distance = (encoder(first) - encoder(second)).norm(dim=1)
    loss = nn.CosineEmbeddingLoss()(encoder(first), encoder(second), same)
    return loss + ((1 - close) * distance**2 + close * torch.relu(1 - distance) ** 2).mean()


def bytes_of(array):
    return array.view(np.uint8)


def spread(items, labels):
    data = TensorDataset(torch.zeros(len(items), 4), torch.zeros(len(items), dtype=torch.long))
    head = nn.LazyLinear(3)
    for part in random_split(data, [0.8, 0.2]):
        for batch, label in DataLoader(part, 8):
            nn.functional.cross_entropy(head(batch), label).backward()


def language(model, ids, following):
    scores = model(ids.view(4, 12))
    return nn.functional.cross_entropy(scores.view(48, 27), following.view(48))
