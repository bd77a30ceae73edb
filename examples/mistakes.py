"""Mistakes that raise no error and make training fail. LossLens marks each one.

Hover over a mark for the numbers that prove it; the light bulb repairs it.
"""

import torch
import torch.nn.functional as F
from torch import nn

logits = torch.tensor([[2.0, -1.0, 0.5], [0.2, 1.4, -0.6], [-0.9, 0.3, 1.8], [1.1, 0.7, -1.3]])
labels = torch.tensor([0, 1, 2, 0])

# The loss contains a softmax already. After two of them it can never reach zero,
# however sure the model is.
probabilities = F.softmax(logits, dim=1)
criterion = nn.CrossEntropyLoss()
twice = criterion(probabilities, labels)

# The same, hidden in a model.
model = nn.Sequential(
    nn.Linear(3, 8),
    nn.ReLU(),
    nn.Linear(8, 3),
    nn.Softmax(dim=1),
)
hidden = criterion(model(logits), labels)

# NLLLoss takes log-probabilities; of probabilities it makes a negative number.
negative = nn.NLLLoss()(probabilities, labels)

# BCEWithLogitsLoss contains a sigmoid already.
scores = torch.tensor([[1.2], [-0.8], [0.4], [-2.0]])
answers = torch.tensor([[1.0], [0.0], [1.0], [0.0]])
squeezed = F.binary_cross_entropy_with_logits(torch.sigmoid(scores), answers)

# Four predictions in a column, four targets in a row: the loss compares all with all.
predictions = torch.tensor([[0.1], [0.9], [1.8], [3.1]])
targets = torch.tensor([0.0, 1.0, 2.0, 3.0])
crossed = F.mse_loss(predictions, targets)
