"""The parts of a split, and labels made of a list, of which nothing but their dtype and dims is known."""
import pandas as pd
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

table = pd.read_csv("cells.csv")
numbers = torch.tensor(table.drop(columns="kind").values, dtype=torch.float32)
kinds = torch.tensor(table["kind"].values, dtype=torch.float32)
cells = TensorDataset(numbers, kinds)
count = int(0.9 * len(cells))
train, test = random_split(cells, [count, len(cells) - count])
model = nn.Sequential(nn.LazyLinear(32), nn.Tanh(), nn.LazyLinear(4))
for batch, kind in DataLoader(train, batch_size=16, shuffle=True):
    loss = nn.functional.cross_entropy(model(batch), kind)  # error: float-class-indices


def weighted(images, labels):
    shrink = nn.Sequential(nn.Conv2d(3, 8, 3), nn.Flatten(), nn.LazyLinear(6))
    return nn.functional.cross_entropy(shrink(images), labels, weight=torch.ones(5))  # error: class-weight-length


def alike(encoder, first, second, kinds, others):
    crit = nn.CosineEmbeddingLoss(margin=0.2)
    same = (kinds == others).float()
    return crit(encoder(first), encoder(second), same)  # error: signed-target-required


alike(model, numbers, numbers, kinds_of(numbers), kinds_of(numbers))
letters = nn.LSTM(8, 16, batch_first=True)
to_letters = nn.Linear(16, 27)
embedding = nn.Embedding(27, 8)
for ids, following in read_batches():
    states, _ = letters(embedding(ids.view(4, 12)))
    loss = nn.functional.cross_entropy(to_letters(states), following.view(4, 12))  # error: class-dim-not-second
rows = torch.eye(4)[torch.tensor(table["group"].to_numpy(), dtype=torch.long)].long()
logs = nn.functional.log_softmax(model(numbers), dim=1)
loss = nn.functional.nll_loss(logs, rows)  # error: one-hot-target
