"""What training code asks of numpy beside arithmetic: mixup's draws, limits of dtypes, writes in place, scalars among tensors."""
import numpy as np
import torch
import torch.nn.functional as F

np.random.seed(0)
torch.manual_seed(0)

# The draws of augmentations, from both generators.
for source in (np.random.RandomState(7), np.random.default_rng(7)):
    print(round(source.beta(0.2, 0.2), 9), source.beta(1.0, 1.0, size=3), source.beta(0.5, [3.0, 1.0]))
    print(source.gamma(2.0, 3.0, 2), source.standard_gamma([0.3, 4.5]), source.chisquare(3, 2))
    print(source.dirichlet([1.0, 2.0, 0.5]), source.dirichlet((0.5, 0.5), 2))
    print(source.laplace(1, 2, 3), source.gumbel(size=2), source.logistic(0, 1, 2))
    print(source.lognormal(0, 0.5, 2), source.weibull(1.5, 2), source.pareto(3.0, 2))
    print(source.binomial(1, 0.5, 8), source.binomial(10, 0.3, 4), source.binomial(20, [0.1, 0.9]))
    print(source.uniform())
try:
    np.random.beta(0, 1)
except ValueError as error:
    print("ValueError:", error)

# mixup, with a scalar of numpy among tensors of integers and floats.
x, y = torch.randn(4, 1, 6, 6), torch.tensor([0, 1, 2, 1])
lam = np.random.beta(0.4, 0.4)
order = torch.randperm(4)
mixed = lam * x + (1 - lam) * x[order]
print(type(lam), mixed.mean(), mixed.dtype)
width = int(6 * np.sqrt(1.0 - lam))
center = np.random.randint(6)
low, high = np.clip(center - width // 2, 0, 6), np.clip(center + width // 2, 0, 6)
lam = 1 - (high - low) ** 2 / 36
print(repr(low), repr(high), repr(lam))
soft = lam * F.one_hot(y, 3) + (1 - lam) * F.one_hot(y[order], 3)
print(soft, soft.dtype)
print(y * np.float32(2.5), y + np.int64(1), y / lam, np.float64(2.0) ** y, y >= lam)
print(torch.tensor([lam, 2]), torch.tensor([np.float32(1), 2.0]), torch.tensor([[np.float32(1), 1], [2, 3]]))
print(torch.tensor([torch.tensor(1.0), torch.tensor(2.0, dtype=torch.float64)]), torch.tensor([True, np.int64(2)]))

# Bounds of dtypes, as scalars of that dtype.
eps = np.finfo(np.float32).eps
print(eps, repr(eps), eps.item(), np.finfo(float).eps, np.finfo(np.float64).max, np.finfo(np.float32).tiny)
print(np.finfo(np.float32).resolution, np.iinfo(np.int32).max, np.iinfo("uint8").min)

# Functions that write into their argument.
matrix = np.zeros((3, 3))
np.fill_diagonal(matrix, [1, 2, 3])
print(matrix)
gradient = np.zeros((3, 2))
np.add.at(gradient, [0, 2, 0], np.arange(6.0).reshape(3, 2))
np.subtract.at(gradient, [1], 0.5)
print(gradient)
line = np.zeros(4)
np.copyto(line, 3.0)
np.copyto(line, [1, 2, 3, 4], where=line > 2)
print(line)

# Confusion matrix of a segmentation, by codes of two classes; bins of a survival loss.
truth, guess = np.random.randint(0, 3, (2, 5)), np.random.randint(0, 3, (2, 5))
truth[0, :2] = 255
inside = (truth >= 0) & (truth < 3)
print(np.bincount(3 * truth[inside].astype("int") + guess[inside], minlength=9).reshape(3, 3))
print(np.array([1.7, -2.3]).astype("i4"), np.zeros(2, dtype="<f4").dtype, np.array([1], "double").dtype)
times = np.array([0.3, 2.5, 1.0, 7.0])
print(torch.from_numpy(np.digitize(times, np.quantile(times, [0.25, 0.5, 0.75]))))
print(np.digitize([0.1, 0.5, 0.9], [0.0, 0.5, 1.0]), np.digitize(np.array([1, 2.5]), [1, 2, 3], right=True), np.digitize(1.5, [3, 2, 1]))
print(np.shape([[1, 2]]), np.ndim(3))
