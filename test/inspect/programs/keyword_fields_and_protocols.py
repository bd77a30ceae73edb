"""Dataclasses with fields that are given by name, protocols, and the value of `yield from`."""
import contextlib
from dataclasses import KW_ONLY, dataclass, field, fields
from typing import Generic, NewType, Protocol, TypeVar, cast, runtime_checkable

from torch import nn

T = TypeVar("T")


@dataclass
class Result:
    score: float
    name: str = field(compare=False)
    _: KW_ONLY
    extra: dict = field(default_factory=dict)


print(Result(0.3, "a"), Result(0.5, "b", extra={"k": 1}), [f.name for f in fields(Result)])
try:
    Result(0.1, "a", {})
except TypeError as error:
    print(error)


@dataclass(kw_only=True)
class Settings:
    lr: float
    epochs: int = 2


print(Settings(lr=0.1))
try:
    Settings()
except TypeError as error:
    print(error)


@runtime_checkable
class HasForward(Protocol):
    def forward(self, x): ...


class Mine:
    def forward(self, x):
        return x


class Other:
    pass


print([isinstance(thing, HasForward) for thing in (nn.Linear(1, 1), Mine(), Other(), nn.MSELoss())])


class Registry(Generic[T]):
    def __init__(self):
        self.things: dict[str, T] = {}

    def add(self, name: str, thing: T) -> T:
        self.things[name] = thing
        return thing


print(Registry[int]().add("a", cast(int, 1)), NewType("Id", int)(3) + 1)
print(isinstance("text", (str, bytes)), isinstance([1], (str, bytes)))


class CancelStep(Exception):
    pass


try:
    raise CancelStep("stop")
except globals()[f'Cancel{"step".title()}'] as error:
    print("caught", error)

with contextlib.suppress(KeyError, ValueError):
    {}["missing"]
    print("not reached")


def half(x):
    with contextlib.suppress(ZeroDivisionError):
        return 1 / x
    return "no half"


print(half(0), half(2))


def inner():
    yield 1
    return "what it returns"


def outer():
    result = yield from inner()
    yield result
    yield (yield from [7])


print(list(outer()))
