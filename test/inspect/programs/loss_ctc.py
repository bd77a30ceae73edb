import torch
import torch.nn as nn
import torch.nn.functional as F

scores = (torch.arange(40.0).reshape(5, 2, 4) * 0.7).sin().requires_grad_()
log_probs = F.log_softmax(scores, dim=2)
targets = torch.tensor([[1, 2, 3], [2, 2, 0]])
loss = nn.CTCLoss(blank=0)(log_probs, targets, torch.tensor([5, 4]), torch.tensor([3, 2]))
loss.backward()
print(loss, scores.grad)
flat = torch.tensor([1, 2, 3, 2, 2])
print(F.ctc_loss(log_probs, flat, (5, 4), (3, 2), reduction="none"))
print(F.ctc_loss(log_probs, flat, (5, 2), (3, 2), reduction="none", zero_infinity=True))
print(F.ctc_loss(log_probs, flat, (5, 2), (3, 2), reduction="sum"))
try:
    print(F.ctc_loss(log_probs, flat, (5, 4), (3, 2), blank=4))
except RuntimeError as error:
    print(error)
