class Shape:
    sides = 0
    def __init__(self, name):
        self.name = name
    def describe(self):
        return f"{self.name} with {self.sides} sides"
    @property
    def upper(self):
        return self.name.upper()
    @staticmethod
    def make(name):
        return Shape(name)
    @classmethod
    def named(cls, name):
        return cls(name)
    def __add__(self, other):
        return self.sides + other.sides
    def __len__(self):
        return self.sides
    def __getitem__(self, index):
        return self.name[index]
    def __call__(self, x):
        return x * self.sides
    def __repr__(self):
        return f"Shape({self.name!r})"
    def __eq__(self, other):
        return self.name == other.name

class Square(Shape):
    sides = 4
    def __init__(self):
        super().__init__("square")
    def describe(self):
        return super().describe() + "!"

square = Square()
print(square.describe(), square.upper, Shape.make("x").describe(), Square.sides)
print(square + square, len(square), square[0], square(3), square, [square])
print(isinstance(square, Shape), isinstance(3, int), isinstance(3.0, (int, float)), square == Shape("square"))
print(hasattr(square, "name"), getattr(square, "nothing", "default"))
square.extra = [1]
square.extra.append(2)
print(square.extra, type(square).__name__)

from dataclasses import dataclass

@dataclass
class Config:
    rate: float
    steps: int = 10

config = Config(0.1)
print(config.rate * config.steps, Config(1, 2).steps)
