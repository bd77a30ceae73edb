"""Cross-entropy is the logarithm of one number: the probability of the right class.

Cat or dog, three predictions: unsure, sure and right, sure and wrong. The sum
over the one-hot columns, a choice by if, and a look-up by index are the same.
It only works when each row adds up to one, which is what softmax is for.
"""

import torch
import torch.nn.functional as F
from torch import nn

# Columns: cat, dog. The third animal is a dog, and the model is sure of a cat.
is_cat = torch.tensor([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
predicted = torch.tensor([[0.5, 0.5], [0.98, 0.02], [0.9, 0.1]])

# The sheet takes logarithms to base ten: 0.3, 0.01 and 1.0.
summed = -(is_cat * predicted.log10()).sum(dim=1)
print("summed", summed)

# Choosing the column is the same, as the other one is multiplied by zero.
chosen = -torch.where(is_cat[:, 0] == 1, predicted[:, 0].log10(), (1 - predicted[:, 0]).log10())
print("chosen", chosen)

# So is looking it up by the index of the class.
animal = torch.tensor([0, 0, 1])
looked_up = -predicted[range(3), animal].log10()
print("looked up", looked_up)

# PyTorch uses the natural logarithm; nll_loss only looks up, and wants logarithms.
print("nll_loss", F.nll_loss(predicted.log(), animal, reduction="none"))

# Softmax step by step, for one row of scores of cat, dog, plane, fish, building.
output = torch.tensor([-1.2, 0.4, 1.7, -0.3, 0.9])
powers = output.exp()
softmax = powers / powers.sum()
print("softmax", softmax, "sum", softmax.sum())
print("the same", torch.softmax(output, dim=0))

# CrossEntropyLoss has softmax and logarithm inside: it takes the scores as they are.
plane = torch.tensor([2])
loss_func = nn.CrossEntropyLoss()
scores = output.unsqueeze(0)
print("loss", loss_func(scores, plane), "by hand", -softmax[2].log())
