import torch
import torch.nn.functional as F

IGNORED = 255


def smooth_bce(scores, target, smoothing=0.1):
    soft = (1 - target) * smoothing + target * (1 - smoothing)
    loss = F.binary_cross_entropy_with_logits(scores, soft, reduction="none")
    counted = target != IGNORED
    loss *= counted.type_as(loss)
    return loss.mean()


target = torch.tensor([1.0, 0.0, 255.0, 1.0])
scores = torch.tensor([0.3, -1.0, 2.0, 0.1], requires_grad=True)
smooth_bce(scores, target).backward()

kept = F.binary_cross_entropy_with_logits(scores, target, reduction="none")[target != IGNORED].mean()
chosen = torch.where(target < 2, F.binary_cross_entropy_with_logits(scores, target, reduction="none"), 0.0).mean()
