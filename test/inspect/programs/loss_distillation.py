import torch
import torch.nn as nn
import torch.nn.functional as F

student = torch.tensor([[1.0, 2.0, 0.5], [0.2, -0.4, 1.0]], requires_grad=True)
teacher = torch.tensor([[1.5, 2.5, 0.0], [0.0, 0.0, 2.0]])
labels = torch.tensor([1, 2])
T, alpha = 4.0, 0.7
soft = nn.KLDivLoss(reduction="batchmean")(F.log_softmax(student / T, dim=1), F.softmax(teacher / T, dim=1)) * T * T
hard = F.cross_entropy(student, labels)
loss = alpha * soft + (1 - alpha) * hard
loss.backward()
print(soft, hard, loss)
print(student.grad)
