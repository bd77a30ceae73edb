import torch
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)


def cycle(loader):
    while True:
        for batch in loader:
            yield batch


def noise(n):
    for _ in range(n):
        yield torch.rand(1)


batches = cycle(DataLoader(TensorDataset(torch.arange(6)), batch_size=4, shuffle=True))
for _ in range(5):
    (batch,) = next(batches)
    print(batch)
print(torch.rand(2))
source = noise(3)
print(next(source), next(source))
print(torch.rand(1))
a, b = list(noise(2))
print(a, b, torch.rand(1), [v.item() > 0 for v in noise(2)])
for value in noise(2):
    print(value, torch.rand(1))
print(torch.rand(1))
