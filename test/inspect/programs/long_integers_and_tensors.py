import enum

import torch


class Width(enum.IntEnum):
    NARROW = 2
    WIDE = 8


print(torch.tensor([2 ** 70], dtype=torch.float32), torch.tensor([2 ** 70, 1.5]), torch.ones(1).new_tensor([2 ** 63]))
print(torch.tensor([[0.5], [-(2 ** 60)]], dtype=torch.float64), torch.tensor(2 ** 100, dtype=torch.float64))
print(torch.tensor([1.0]) * Width.NARROW, torch.full((2,), Width.NARROW), torch.tensor([Width.WIDE, 3]), torch.tensor([9]) > Width.WIDE)
for make in (
    lambda: torch.tensor([2 ** 63]),
    lambda: torch.tensor([1, -(2 ** 63) - 1]),
    lambda: torch.tensor(2 ** 70, dtype=torch.int32),
    lambda: torch.ones(1, dtype=torch.int64).new_tensor([2 ** 64]),
):
    try:
        print(make())
    except Exception as error:
        print(type(error).__name__, error)
