"""`n, c, h, w = x.size()` says how many dims x has, and c which of them the classes are."""

import torch
import torch.nn.functional as F


def cut_across_the_classes(scores, target):
    n, c, h, w = scores.size()
    nt, ht, wt = target.size()
    if h != ht and w != wt:
        scores = F.interpolate(scores, size=(ht, wt), mode="bilinear", align_corners=True)
    scores = scores.contiguous().view(-1, c)  # error: view-without-permute
    return F.cross_entropy(scores, target.view(-1), ignore_index=250)


def of_the_attribute(scores, target):
    batch, classes, length = scores.shape
    rows, columns = target.shape
    loss = F.cross_entropy(scores.view(-1, classes), target.view(-1))  # error: view-without-permute
    return loss / rows
