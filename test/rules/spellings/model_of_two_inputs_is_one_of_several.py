import argparse

import torch
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument('--model', choices=['dot', 'deep'])
args = parser.parse_args()


class Dot(nn.Module):
    def __init__(self, users, items):
        super().__init__()
        self.users, self.items = nn.Embedding(users, 8), nn.Embedding(items, 8)

    def forward(self, user, item):
        return torch.sigmoid((self.users(user) * self.items(item)).sum(-1))


class Deep(Dot):
    def __init__(self, users, items):
        super().__init__(users, items)
        self.out = nn.Sequential(nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 1), nn.Sigmoid())

    def forward(self, user, item):
        return self.out(torch.cat([self.users(user), self.items(item)], -1)).squeeze(-1)


if args.model == 'dot':
    model = Dot(100, 200)
else:
    model = Deep(100, 200)
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters())
for user, item, y in torch.load('ratings.pt'):
    optimizer.zero_grad()
    loss = criterion(model(user, item), y.float())  # warning: sigmoid-before-bce-with-logits
    loss.backward()
    optimizer.step()
