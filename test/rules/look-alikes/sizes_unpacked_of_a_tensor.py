"""Sizes that are unpacked, and views that keep each position's classes together."""

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F


def classes_moved_last(scores, target):
    n, c, h, w = scores.size()
    nt, ht, wt = target.size()
    scores = scores.permute(0, 2, 3, 1).contiguous().view(-1, c)
    return F.cross_entropy(scores, target.view(-1))


def classes_last(scores, target):
    n, t, c = scores.shape
    rows, columns = target.shape
    return F.cross_entropy(scores.view(-1, c), target.view(-1)) + F.cross_entropy(scores.view(n * t, c), target.view(-1))


def one_position(scores, target):
    n, c, h, w = scores.size()
    return F.cross_entropy(scores.view(n, c), target) + F.cross_entropy(scores.view(-1, c), target)


def of_an_array(image, labels):
    h, w, c = image.shape
    image = image.transpose(2, 0, 1).reshape(1, c, h, w)
    return torch.tensor(image).sum() + image.max(0).sum(axis=-1)


class Attention(nn.Module):
    def forward(self, queries, keys, values):
        b, t, c = queries.size()
        k = keys.size(1)
        weights = torch.softmax(queries @ keys.transpose(1, 2) / c**0.5, dim=-1)
        b, k, _ = keys.shape
        queries.requires_grad_()
        return (weights @ values).view(b, t, c), queries.grad


def wrong_number(scores):
    n, c = scores.size()
    n, c, h, w = scores.size()
    return scores.view(-1, c)
