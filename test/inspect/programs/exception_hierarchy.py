"""Which handlers catch what, by the classes that Python's exceptions are below; and datasets that are added."""
import torch
from torch.utils.data import Dataset, TensorDataset

print(issubclass(KeyError, LookupError), issubclass(ModuleNotFoundError, ImportError), issubclass(UserWarning, Exception))
print(issubclass(KeyboardInterrupt, Exception), isinstance(KeyError("a"), LookupError), isinstance(OSError(), IOError))


class MissingKey(KeyError):
    pass


try:
    raise MissingKey("lr")
except LookupError as error:
    print("lookup", repr(error), error)

try:
    try:
        raise KeyboardInterrupt("stopped")
    except Exception:
        print("not here")
except KeyboardInterrupt as error:
    print("interrupted:", error)


class NoCheckpoint(OSError):
    def __init__(self, path, epoch):
        super().__init__(path)
        self.epoch = epoch


try:
    raise NoCheckpoint("last.pt", 3)
except (ValueError, OSError) as error:
    print(error, error.epoch, error.args)
for fails in (lambda: [][1], lambda: {}["q"], lambda: 1 / 0, lambda: int("x")):
    try:
        fails()
    except (ArithmeticError, LookupError) as error:
        print("caught", type(error).__name__, error)
    except Exception as error:
        print("other", type(error).__name__)


class Tens(Dataset):
    def __init__(self, length):
        self.length = length

    def __len__(self):
        return self.length

    def __getitem__(self, index):
        return index * 10


both = Tens(2) + TensorDataset(torch.arange(2)) + Tens(1)
print(len(both), both[1], both[2], both[4], type(both).__name__)
