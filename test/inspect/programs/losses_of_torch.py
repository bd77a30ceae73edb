# The losses that stand in torch itself: the reduction is an int there, 0 none, 1 mean, 2 sum.
import torch

torch.manual_seed(5)
x, y = torch.randn(3, 4, requires_grad=True), torch.rand(3, 4)
sides = torch.tensor([1.0, -1.0, 1.0])
for reduction in (0, 1, 2):
    print(torch.binary_cross_entropy_with_logits(x, y, reduction=reduction))
    print(torch.binary_cross_entropy_with_logits(x, y, torch.tensor([1.0, 2.0, 1.0, 0.5]), torch.full((4,), 2.0), reduction))
    print(torch.kl_div(x.log_softmax(1), y, reduction), torch.kl_div(x, y.log(), reduction, log_target=True))
    print(torch.cosine_embedding_loss(x, y, sides, 0.2, reduction))
    print(torch.hinge_embedding_loss(x, torch.ones(3, 4), 1.0, reduction))
    print(torch.margin_ranking_loss(x[:, 0], y[:, 0], sides, 0.1, reduction))
    print(torch.poisson_nll_loss(x, y, True, False, 1e-8, reduction), torch.poisson_nll_loss(y, y, False, True, 1e-8, reduction))
    print(torch.triplet_margin_loss(x, y, y.flip(0), 1.0, 2, 1e-6, False, reduction))
scores = torch.randn(6, 2, 5).log_softmax(2)
targets = torch.tensor([[1, 2, 3], [4, 1, 1]])
for reduction in (0, 1, 2):
    print(torch.ctc_loss(scores, targets, (6, 6), (3, 2), 0, reduction, False))
print(torch.ctc_loss(scores, targets, torch.tensor([6, 5]), torch.tensor([3, 2])))
print(torch.kl_div(x, y), torch.hinge_embedding_loss(x, torch.ones(3, 4)), torch.cosine_embedding_loss(x, y, sides))
loss = torch.kl_div(x.log_softmax(1), y, 1) + torch.triplet_margin_loss(x, y, y.flip(0)).sum()
loss.backward()
print(x.grad)
