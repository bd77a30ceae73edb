import torch
import torch.nn as nn
from torch.utils.data import (
    BatchSampler,
    ConcatDataset,
    DataLoader,
    IterableDataset,
    RandomSampler,
    SequentialSampler,
    Subset,
    SubsetRandomSampler,
    TensorDataset,
    WeightedRandomSampler,
    random_split,
)


def attempt(call):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)


g = torch.Generator().manual_seed(42)
print(g.initial_seed(), g.device)
print(torch.rand(3, generator=g), torch.randn(3, generator=g), torch.randint(0, 10, (5,), generator=g), torch.randperm(5, generator=g))
state = g.get_state()
print(state.shape, state.dtype)
a = torch.rand(2, generator=g)
g.set_state(state)
print(a, torch.rand(2, generator=g))
g2 = torch.Generator()
print(g2.initial_seed(), torch.rand(1, generator=g2))
g2.set_state(g.get_state())
print(torch.equal(torch.rand(4, generator=g), torch.rand(4, generator=g2)))
g3 = g.clone_state()
print(torch.equal(torch.rand(4, generator=g), torch.rand(4, generator=g3)))
torch.manual_seed(7)
print(torch.initial_seed(), torch.default_generator.initial_seed())
print(torch.default_generator.manual_seed(8).initial_seed(), torch.rand(1))
s = torch.get_rng_state()
x = torch.rand(2)
torch.set_rng_state(s)
print(x, torch.rand(2))
with torch.random.fork_rng():
    torch.manual_seed(1)
    print(torch.rand(1))
print(torch.rand(1))
with torch.random.fork_rng(devices=[]):
    print(torch.rand(1))
print(torch.rand(1), torch.random.initial_seed())
torch.random.manual_seed(3)
print(torch.randperm(10), torch.randperm(4, dtype=torch.int32), torch.randperm(0))
print(torch.multinomial(torch.tensor([0.1, 0.2, 0.7]), 5, replacement=True), torch.multinomial(torch.tensor([[0.1, 0.2, 0.7], [1.0, 0.0, 1.0]]), 2))
print(torch.multinomial(torch.ones(10), 4, generator=torch.Generator().manual_seed(5)))
attempt(lambda: torch.multinomial(torch.tensor([0.1, -0.2]), 1))
attempt(lambda: torch.multinomial(torch.tensor([0.0, 0.0]), 1))
attempt(lambda: torch.multinomial(torch.tensor([0.1, 0.2]), 3))
attempt(lambda: torch.multinomial(torch.tensor([0.1, 0.0]), 2))
attempt(lambda: torch.multinomial(torch.tensor([1, 2]), 1))
attempt(lambda: torch.multinomial(torch.tensor([1.0, 2.0]), 0))
print(torch.bernoulli(torch.tensor([0.1, 0.5, 0.9])), torch.poisson(torch.tensor([0.5, 4.0, 30.0])), torch.binomial(torch.tensor([10.0, 100.0, 5.0]), torch.tensor([0.3, 0.5, 0.9])))
print(torch.normal(0.0, 1.0, (3,)), torch.normal(torch.zeros(3), torch.ones(3)), torch.normal(torch.zeros(3), 2.0), torch.normal(1.0, torch.ones(2)))
print(torch.rand_like(torch.zeros(2)), torch.randn_like(torch.zeros(2, dtype=torch.double)), torch.randint_like(torch.zeros(3), 5), torch.randint(5, (2, 2)))
print(torch.empty(3).uniform_(), torch.empty(3).normal_(), torch.empty(3).exponential_(), torch.empty(3).cauchy_(), torch.empty(3).geometric_(0.3), torch.empty(3).log_normal_(), torch.empty(3).bernoulli_(0.5), torch.empty(3).random_(10))

ds = TensorDataset(torch.arange(10.0), torch.arange(10))
torch.manual_seed(0)
for batch in DataLoader(ds, batch_size=4, shuffle=True):
    print(batch)
print(torch.rand(1))
for xs, ys in DataLoader(ds, batch_size=4, shuffle=True, drop_last=True, generator=torch.Generator().manual_seed(1)):
    print(xs, ys)
print(torch.rand(1))
loader = DataLoader(ds, batch_size=5, shuffle=True, generator=torch.Generator().manual_seed(2))
for epoch in range(2):
    print([b[1].tolist() for b in loader])
print(len(loader), loader.batch_size, len(loader.dataset))
a, b = random_split(ds, [7, 3])
print(a.indices, b.indices, len(a), a[0])
a, b, c = random_split(ds, [0.5, 0.3, 0.2], generator=torch.Generator().manual_seed(3))
print(a.indices, b.indices, c.indices, type(a).__name__)
a, b = random_split(range(7), [0.5, 0.5])
print(list(a), list(b))
attempt(lambda: random_split(ds, [7, 4]))
attempt(lambda: random_split(ds, [0.7, 0.4]))
print(list(RandomSampler(ds)), list(RandomSampler(ds, num_samples=3)), list(RandomSampler(ds, replacement=True, num_samples=12)), list(RandomSampler(ds, generator=torch.Generator().manual_seed(1))), list(RandomSampler(ds, num_samples=23)))
print(list(WeightedRandomSampler([0.1, 0.9, 0.4, 0.7, 3.0, 0.6], 5)), list(WeightedRandomSampler([0.9, 0.4, 0.05, 0.2, 0.3, 0.1], 5, replacement=False)), list(WeightedRandomSampler(torch.ones(3), 4, generator=torch.Generator().manual_seed(9))))
print(list(SubsetRandomSampler([1, 5, 7, 9])), list(BatchSampler(SequentialSampler(range(10)), 3, False)), list(BatchSampler(RandomSampler(range(10)), batch_size=3, drop_last=True)))
sub = Subset(ds, [0, 2, 4])
print(sub[1], len(sub), [s[1].item() for s in sub])
for batch in DataLoader(sub, batch_size=2, sampler=SubsetRandomSampler([0, 1, 2])):
    print(batch)
for batch in DataLoader(ds, sampler=WeightedRandomSampler(torch.arange(10.0), 6), batch_size=3):
    print(batch[1])
for batch in DataLoader(ds, batch_sampler=BatchSampler(RandomSampler(ds), 4, False)):
    print(batch[1])
print(list(DataLoader(range(6), batch_size=2, shuffle=True)), list(DataLoader(range(3), batch_size=None)))
attempt(lambda: DataLoader(ds, shuffle=True, sampler=RandomSampler(ds)))
attempt(lambda: DataLoader(ds, batch_size=2, batch_sampler=BatchSampler(RandomSampler(ds), 4, False)))
attempt(lambda: RandomSampler(ds, num_samples=0))
attempt(lambda: RandomSampler([]))
attempt(lambda: RandomSampler(ds, replacement=3))
attempt(lambda: WeightedRandomSampler([0.1], 0))
attempt(lambda: WeightedRandomSampler(torch.ones(2, 2), 2))
attempt(lambda: DataLoader(ds, batch_size=0))
attempt(lambda: TensorDataset(torch.ones(2), torch.ones(3)))
cat = ConcatDataset([sub, ds])
print(len(cat), cat[4], cat.cumulative_sizes)
class Rows(IterableDataset):
    def __iter__(self):
        return iter(range(5))
print(list(DataLoader(Rows(), batch_size=2)))
attempt(lambda: DataLoader(Rows(), shuffle=True))

torch.manual_seed(5)
d = nn.Dropout(0.5)
print(d(torch.ones(8)), torch.rand(1))

# a generator that is handed in goes on from epoch to epoch
shared = torch.Generator().manual_seed(11)
sampler = RandomSampler(range(40), replacement=True, num_samples=35, generator=shared)
print(list(sampler)[-3:], list(sampler)[:3])
few = iter(RandomSampler(range(50), replacement=True, num_samples=40, generator=shared))
print(next(few), torch.rand(1, generator=shared))
