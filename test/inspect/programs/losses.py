import torch
import torch.nn as nn
import torch.nn.functional as F
logits = torch.tensor([[2.0, 0.5, -1.0], [0.1, 0.2, 0.3], [-1.0, 3.0, 0.0]], requires_grad=True)
target = torch.tensor([0, 2, 1])
print(F.cross_entropy(logits, target), nn.CrossEntropyLoss()(logits, target))
print(F.cross_entropy(logits, target, reduction="none"), F.cross_entropy(logits, target, reduction="sum"))
weight = torch.tensor([1.0, 2.0, 0.5])
print(F.cross_entropy(logits, target, weight=weight), nn.CrossEntropyLoss(weight=weight, ignore_index=2)(logits, target))
print(F.cross_entropy(logits, target, label_smoothing=0.1).item() > 0, F.cross_entropy(logits.detach(), target, label_smoothing=0.1), F.nll_loss(F.log_softmax(logits, dim=1), target))
soft = torch.tensor([[0.7, 0.2, 0.1], [0.0, 0.5, 0.5], [1.0, 0.0, 0.0]])
print(F.cross_entropy(logits.detach(), soft), nn.NLLLoss(reduction="sum")(torch.log_softmax(logits, 1), target))
probabilities = torch.sigmoid(logits)
print(F.binary_cross_entropy(probabilities, soft), nn.BCELoss(reduction="sum")(probabilities, soft))
print(F.binary_cross_entropy_with_logits(logits, soft, pos_weight=weight), nn.BCEWithLogitsLoss(weight=weight)(logits, soft))
print(F.mse_loss(logits, soft), nn.MSELoss(reduction="none")(logits, soft), F.l1_loss(logits, soft), nn.L1Loss()(logits, soft))
print(F.mse_loss(logits, soft, size_average=False), F.cross_entropy(logits, target, reduce=False))
images = torch.arange(24.0).reshape(1, 3, 2, 4) / 10
labels = torch.tensor([[[0, 1, 2, 0], [1, -100, 2, 2]]])
print(F.cross_entropy(images, labels), nn.CrossEntropyLoss(reduction="none")(images, labels))
print(F.cross_entropy(torch.tensor([1.0, 2.0]), torch.tensor(1)))
loss = F.cross_entropy(logits, target)
loss.backward()
print(logits.grad)
for message in (
    lambda: F.cross_entropy(logits, torch.tensor([0, 1])),
    lambda: F.cross_entropy(logits, torch.tensor([0, 1, 5])),
    lambda: F.cross_entropy(logits, torch.tensor([0.0, 1.0, 2.0])),
    lambda: F.binary_cross_entropy(logits, soft),
    lambda: F.binary_cross_entropy(probabilities, torch.tensor([1.0])),
    lambda: F.binary_cross_entropy_with_logits(logits, torch.tensor([1.0, 0.0])),
    lambda: F.nll_loss(logits, torch.tensor([0])),
    lambda: F.cross_entropy(logits, target, weight=torch.tensor([1.0, 2.0])),
):
    try:
        print(message())
    except (RuntimeError, ValueError, IndexError) as error:
        print(type(error).__name__, error)
print(F.cross_entropy(logits, torch.tensor([-100, -100, -100])), F.mse_loss(torch.zeros(0), torch.zeros(0)))
