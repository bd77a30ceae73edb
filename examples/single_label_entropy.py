"""Two ways to each loss: with the activation inside, or applied before.

Binary: BCELoss takes probabilities, BCEWithLogitsLoss takes logits.
Several classes: NLLLoss takes log-probabilities, CrossEntropyLoss takes logits.
Each exists as a class and as a function; all spellings of one case agree.
"""

import torch
from torch.nn import functional as F

# 1. Two outcomes: one column of scores, and a sigmoid.
logits = torch.tensor(
    [[0.42], [-1.31], [0.07], [2.18], [-0.56], [1.04], [-0.93], [0.28], [-1.77], [0.65]]
)
probs = torch.sigmoid(logits)
preds = (probs > 0.5).to(torch.float32)
targets = torch.tensor(
    [[1.0], [1.0], [0.0], [1.0], [1.0], [0.0], [0.0], [0.0], [0.0], [1.0]]
)
print("right:", (preds == targets).sum().item(), "of", len(targets))

print(f"BCELoss              {torch.nn.BCELoss()(probs, targets):.6f}")
print(f"binary_cross_entropy {F.binary_cross_entropy(probs, targets):.6f}")
print(f"BCEWithLogitsLoss    {torch.nn.BCEWithLogitsLoss()(logits, targets):.6f}")
print(
    f"... with_logits      {F.binary_cross_entropy_with_logits(logits, targets):.6f}"
)

# 2. Two classes: a column of scores for each, and a softmax over the row.
class_logits = torch.tensor(
    [
        [0.31, -0.84],
        [-1.12, 0.53],
        [0.96, 1.40],
        [-0.27, -0.35],
        [1.61, 0.08],
        [-0.72, -1.95],
        [0.44, 0.90],
        [-2.03, 0.19],
        [0.58, -0.11],
        [0.02, 1.26],
    ]
)
class_probs = torch.softmax(class_logits, dim=1)
log_probs = torch.log_softmax(class_logits, dim=1)
class_preds = class_probs.argmax(dim=1)
class_targets = torch.tensor([[0], [1], [0], [1], [0], [0], [1], [0], [1], [1]]).squeeze()
print("rows sum to", [f"{total:.4f}" for total in class_probs.sum(dim=1)])
print("right:", (class_preds == class_targets).sum().item(), "of", len(class_targets))

print(f"CrossEntropyLoss {torch.nn.CrossEntropyLoss()(class_logits, class_targets):.6f}")
print(f"cross_entropy    {F.cross_entropy(class_logits, class_targets):.6f}")
print(f"NLLLoss          {torch.nn.NLLLoss()(log_probs, class_targets):.6f}")
print(f"nll_loss         {F.nll_loss(log_probs, class_targets):.6f}")
