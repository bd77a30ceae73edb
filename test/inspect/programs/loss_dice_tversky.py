import torch
import torch.nn as nn


class DiceLoss(nn.Module):
    def __init__(self, smooth=1.0):
        super().__init__()
        self.smooth = smooth

    def forward(self, logits, target):
        p = torch.sigmoid(logits).flatten(1)
        t = target.flatten(1)
        both = (p * t).sum(1)
        return 1 - ((2 * both + self.smooth) / (p.sum(1) + t.sum(1) + self.smooth)).mean()


def tversky(logits, target, alpha=0.3, beta=0.7, eps=1e-7):
    p = torch.sigmoid(logits)
    tp = (p * target).sum()
    fp = (p * (1 - target)).sum()
    fn = ((1 - p) * target).sum()
    return 1 - tp / (tp + alpha * fp + beta * fn + eps)


logits = torch.tensor([[[0.5, -1.0], [2.0, 0.0]], [[-0.5, 1.5], [0.3, -2.0]]], requires_grad=True)
target = torch.tensor([[[1.0, 0.0], [1.0, 0.0]], [[0.0, 1.0], [1.0, 0.0]]])
loss = DiceLoss()(logits, target)
print(loss)
loss.backward()
print(logits.grad)
logits.grad = None
loss = tversky(logits, target)
loss.backward()
print(loss, logits.grad)
