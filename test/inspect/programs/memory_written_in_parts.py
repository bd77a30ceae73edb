import numpy as np
import torch

ids = torch.LongTensor(6)
for at, word in enumerate('to be or not to be'.split()):
    ids[at] = len(word) * 10 + at
print(ids, ids.view(2, 3))
rows = torch.empty(3, 2)
for i in range(3):
    rows[i] = torch.tensor([i, i + 0.5])
print(rows, rows.sum())
weights = torch.tensor([1., 2.], requires_grad=True)
out = torch.empty(2, 2)
out[:, 0] = weights
out[:, 1] = weights * 3
out.pow(2).sum().backward()
print(out, weights.grad)
part = torch.empty_like(rows)
part[0].fill_(1)
part[1:].copy_(rows[1:])
print(part)
grid = np.empty((2, 3))
grid[0, :] = [1, 2, 3]
grid[1] = grid[0] * 2
print(grid)
row = rows[0]
row += 1
half = torch.empty(2, 2)
half[0] = rows[0]
first = half[0]
first *= 2
half[1] = half[0] + 1
print(rows, half)
mask = torch.empty(4, dtype=torch.bool)
mask[torch.tensor([0, 2])] = True
mask[[1, 3]] = False
print(mask)

def steps(count):
    for step in range(count):
        print('making', step)
        yield step
    print('end')

stream = steps(3)
print(next(stream))
print(next(stream))
print(list(stream))
for value, letter in zip(steps(3), 'ab'):
    print(value, letter)
print([value for value in steps(2)], sum(steps(2)))
for wrong in (lambda: torch.ones(3)[1.5], lambda: torch.ones(3)['a'], lambda: torch.ones(2, 2, 2).t(), lambda: torch.tensor(2 ** 64)):
    try:
        print(wrong())
    except Exception as error:
        print(type(error).__name__, error)
letters = {0: 'a', 5: 'f'}
print(letters[np.int64(5)], letters[np.arange(6)[5]], np.float32(0) in letters)
