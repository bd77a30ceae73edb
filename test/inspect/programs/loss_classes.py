import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.modules.loss import _Loss, _WeightedLoss


class Focal(nn.CrossEntropyLoss):
    def __init__(self, gamma=2.0, **options):
        super().__init__(reduction="none", **options)
        self.gamma = gamma

    def forward(self, input, target):
        loss = super().forward(input, target)
        return ((1 - torch.exp(-loss)) ** self.gamma * loss).mean()


class Weighted(_WeightedLoss):
    def __init__(self, weight=None, reduction="mean"):
        super().__init__(weight, reduction=reduction)

    def forward(self, input, target):
        return F.nll_loss(F.log_softmax(input, 1), target, weight=self.weight, reduction=self.reduction)


x = torch.tensor([[1.0, 2.0, 3.0], [0.0, 0.5, -1.0]], requires_grad=True)
y = torch.tensor([1, 0])
focal = Focal(gamma=1.0, weight=torch.tensor([1.0, 2.0, 0.5]))
loss = focal(x, y)
loss.backward()
print(loss, x.grad)
print(Weighted(torch.ones(3), "sum")(x, y), isinstance(focal, _Loss), focal.weight)
loss_fn = nn.CrossEntropyLoss(label_smoothing=0.1)
print(loss_fn.label_smoothing, loss_fn.ignore_index, loss_fn.reduction, loss_fn.weight)
loss_fn.label_smoothing = 0.0
print(loss_fn.forward(x, y), loss_fn)
print(nn.HuberLoss(delta=0.5).delta, nn.TripletMarginLoss().p, nn.CTCLoss(zero_infinity=True).zero_infinity)
