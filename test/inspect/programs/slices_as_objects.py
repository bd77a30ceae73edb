"""Slices that a class is asked for: what they are, and their bounds in a sequence."""
import torch


class Window:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            return Window([self.items[at] for at in range(start, stop, step)])
        return self.items[index]

    def __repr__(self):
        return f"Window({self.items})"


window = Window([1, 2, 3, 4, 5])
print(window[1:3], window[::-1], window[-2:], window[:100], window[3], window[::2], window[4:1:-2])
print(slice(1, 3).indices(4), slice(None, None, -1).indices(3), slice(-10, 2).indices(5), isinstance(range(2), range))
print(isinstance(slice(1), slice), isinstance([1], slice), isinstance(torch.ones(1), (slice, int)), len(range(*slice(1, None).indices(4))))
try:
    slice(None, None, 0).indices(3)
except ValueError as error:
    print(error)
