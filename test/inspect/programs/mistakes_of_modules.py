"""What newcomers meet when they write modules, and small Python that training code leans on: wraps, nullcontext, special methods by name."""
import torch
import torch.nn as nn
from contextlib import nullcontext, suppress
from functools import wraps


def attempt(make):
    try:
        print("ok", make())
    except Exception as error:
        print(type(error).__name__, error)


class NoSuper(nn.Module):
    def __init__(self):
        self.fc = nn.Linear(1, 1)


class NoSuperParameter(nn.Module):
    def __init__(self):
        self.width = 3
        self.w = nn.Parameter(torch.ones(1))


class OldSuper(nn.Module):
    def __init__(self):
        nn.Module.__init__(self)
        self.fc = nn.Linear(2, 2, bias=False)

    def forward(self, x):
        return self.fc2(x)


class Below(OldSuper):
    def __init__(self):
        super(Below, self).__init__()
        self.extra = nn.Identity()


class NoForward(nn.Module):
    def froward(self, x):
        return x


attempt(NoSuper)
attempt(NoSuperParameter)
attempt(Below)
attempt(lambda: OldSuper()(torch.ones(1, 2)))
attempt(lambda: NoForward()(torch.ones(1)))
attempt(lambda: nn.Module()(torch.ones(1)))
attempt(lambda: torch.tensor(["a"]))
attempt(lambda: torch.tensor("a"))
attempt(lambda: torch.arange(5).split([2, 2]))
attempt(lambda: torch.arange(6).split([2, -2, 6]))
attempt(lambda: torch.arange(6).split([1, 2, 3]))

# The entries of a dict go into a ParameterDict in the order of their names, into a ModuleDict as they stand.
weights = nn.ParameterDict({"b": nn.Parameter(torch.ones(2)), "a": nn.Parameter(torch.zeros(()))})
weights.update({"z": torch.ones(1), "c": torch.ones(1)})
print(weights, list(weights))
layers = nn.ModuleDict({"b": nn.ReLU(), "a": nn.Tanh()})
layers.update({"z": nn.ELU(), "c": nn.GELU()})
print(layers, list(layers))


def logged(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        "what the decorator makes"
        print("calling", function.__name__)
        return function(*args, **kwargs)

    return wrapper


@logged
def mean_squared(prediction, target):
    "The mean of squares."
    return ((prediction - target) ** 2).mean()


print(mean_squared.__name__, mean_squared.__doc__, mean_squared.__wrapped__.__name__)
print(mean_squared(torch.ones(2), torch.zeros(2)))
for context in (nullcontext(3), torch.no_grad()):
    with context as entered:
        print(entered if entered == 3 else None, torch.is_grad_enabled())
with nullcontext(), suppress(KeyError):
    print({}["missing"])

# Special methods by name.
print(hasattr([1], "__len__"), hasattr(5, "__len__"), hasattr((1,), "__iter__"), hasattr(2.5, "__iter__"))
print(hasattr("a", "__iter__"), hasattr({}, "__getitem__"), hasattr({1}, "__getitem__"), hasattr(range(3), "__len__"))
losses = [0.9, 0.4, 0.6]
print(min(range(3), key=losses.__getitem__), list(map(losses.__getitem__, [2, 0])), sorted([3, 1], key={3: 0, 1: 5}.__getitem__))
print(torch.tensor(1.2345).item().__round__(2), (3).__add__(4), "abc".__contains__("bc"), [1, 2].__eq__([1, 2]), (-2.5).__abs__())


def flat(nest):
    return [leaf for part in nest for leaf in (flat(part) if hasattr(part, "__iter__") and not isinstance(part, str) else (part,))]


print(flat([1, [2, (3, [4])], "ab"]))
