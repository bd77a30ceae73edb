"""Binary cross-entropy in PyTorch: the class, the function, logits, and pos_weight."""

import torch
from torch import nn

# The class takes probabilities, so a sigmoid comes first. Targets may be soft.
activation = nn.Sigmoid()
criterion = nn.BCELoss()
scores = torch.tensor([[0.75, -1.20, 0.30], [-0.45, 1.65, -0.05]], requires_grad=True)
soft_targets = torch.tensor([[0.82, 0.11, 0.47], [0.25, 0.93, 0.60]])
class_loss = criterion(activation(scores), soft_targets)
class_loss.backward()
print("BCELoss", class_loss)
print("gradient of the scores", scores.grad)

# The function does the same without an object.
other_scores = torch.tensor([[1.10, -0.35], [0.20, -2.40], [-0.80, 0.55]], requires_grad=True)
other_targets = torch.tensor([[0.70, 0.05], [0.33, 0.12], [0.91, 0.58]])
function_loss = nn.functional.binary_cross_entropy(torch.sigmoid(other_scores), other_targets)
function_loss.backward()
print("binary_cross_entropy", function_loss)

# With logits: the sigmoid is inside, which is also safe for large scores.
with_logits = nn.BCEWithLogitsLoss()
three_scores = torch.tensor([0.9, -1.4, 0.25], requires_grad=True)
three_targets = torch.tensor([1.0, 0.0, 1.0])
logits_loss = with_logits(three_scores, three_targets)
logits_loss.backward()
print("BCEWithLogitsLoss", logits_loss)
print("gradient", three_scores.grad)

# pos_weight counts the positives of each of 64 labels more, or, at one, as they are.
ones = torch.ones([10, 64], dtype=torch.float32)
same_score = torch.full([10, 64], 1.5)
pos_weight = torch.ones([64])
weighted = nn.BCEWithLogitsLoss(pos_weight=pos_weight)
weighted_loss = weighted(same_score, ones)
print("pos_weight of one", weighted_loss)  # tensor(0.2014)

doubled = nn.BCEWithLogitsLoss(pos_weight=2 * pos_weight)(same_score, ones)
print("pos_weight of two", doubled)
