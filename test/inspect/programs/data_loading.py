import torch
from torch.utils.data import (
    BatchSampler,
    ConcatDataset,
    DataLoader,
    Dataset,
    RandomSampler,
    SequentialSampler,
    Subset,
    SubsetRandomSampler,
    TensorDataset,
    random_split,
)

x = torch.arange(20, dtype=torch.float32).view(10, 2)
y = torch.arange(10)
dataset = TensorDataset(x, y)
print(len(dataset), dataset[3], dataset[:2])

torch.manual_seed(0)
loader = DataLoader(dataset, batch_size=4, shuffle=True)
print(len(loader))
for epoch in range(2):
    for i, (xb, yb) in enumerate(loader):
        print(epoch, i, xb.shape, yb)
print(torch.rand(2))
for xb, yb in DataLoader(dataset, batch_size=3, drop_last=True):
    print(xb, yb)
print(torch.rand(2))
xb, yb = next(iter(DataLoader(dataset, batch_size=2, shuffle=True)))
print(yb, torch.randn(2))


class Squares(Dataset):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, idx):
        return {"x": torch.tensor([float(idx)]), "y": idx**2, "w": idx / 2, "name": f"s{idx}"}


for batch in DataLoader(Squares(5), batch_size=2):
    print(batch["x"].tolist(), batch["y"], batch["w"], batch["name"])


class Pairs(Dataset):
    def __init__(self, texts, labels, transform=None):
        self.texts, self.labels, self.transform = texts, labels, transform

    def __len__(self):
        return len(self.texts)

    def __getitem__(self, index):
        value = self.texts[index]
        if self.transform:
            value = self.transform(value)
        return value, self.labels[index]


def pad(batch):
    rows, labels = zip(*batch)
    longest = max(len(row) for row in rows)
    padded = torch.zeros(len(rows), longest, dtype=torch.long)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = torch.tensor(row)
    return padded, torch.tensor(labels), torch.tensor([len(row) for row in rows])


pairs = Pairs([[1, 2, 3], [4], [5, 6], [7, 8, 9, 10]], [0, 1, 1, 0], transform=lambda row: [v + 1 for v in row])
for padded, labels, lengths in DataLoader(pairs, batch_size=2, collate_fn=pad):
    print(padded, labels, lengths)
train, valid = random_split(dataset, [7, 3])
print(len(train), len(valid), train.indices, valid[0])
a, b = random_split(range(7), [0.5, 0.5])
print(list(a), list(b))
print(list(SequentialSampler(range(3))), list(RandomSampler(range(6))), list(BatchSampler(SequentialSampler(range(7)), 3, False)))
print(list(RandomSampler(range(5), replacement=True, num_samples=8)), list(SubsetRandomSampler([3, 5, 7, 9])))
both = ConcatDataset([Subset(dataset, [1, 2]), valid])
print(len(both), [int(item[1]) for item in both])
for (xb,) in DataLoader(TensorDataset(x), batch_sampler=[[0, 9], [5]]):
    print(xb)
for xb, yb in DataLoader(dataset, batch_size=5, sampler=SubsetRandomSampler(range(5, 10))):
    print(yb)
for row in DataLoader([1.5, 2.5, 3.5], batch_size=2):
    print(row)
for item in DataLoader([(torch.ones(2), 1), (torch.zeros(2), 0)], batch_size=None):
    print(item)
try:
    TensorDataset(x, y[:3])
except AssertionError as error:
    print(error)
try:
    next(iter(DataLoader([torch.ones(2), torch.ones(3)], batch_size=2)))
except RuntimeError as error:
    print(error)
try:
    random_split(dataset, [3, 3])
except ValueError as error:
    print(error)
weights = torch.tensor([0.1, 0.1, 0.8, 1.0])
print(list(torch.utils.data.WeightedRandomSampler(weights, 6)), list(torch.utils.data.WeightedRandomSampler([1, 2, 3], 2, replacement=False)))
g = torch.Generator().manual_seed(3)
for xb, yb in DataLoader(dataset, batch_size=5, shuffle=True, generator=g):
    print(yb)
print([len(part) for part in random_split(dataset, [0.6, 0.25, 0.15], generator=torch.Generator().manual_seed(1))])
