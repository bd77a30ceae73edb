"""Sums over what each sample has, averaged over the batch, beside other means that are meant."""

import torch.nn.functional as F
from torch import nn

net = nn.Linear(8, 8)
head = nn.Linear(8, 3)


def boxes_and_classes(x, boxes, y):
    regression = F.smooth_l1_loss(net(x), boxes, reduction="none").sum(1).mean()
    return regression + F.cross_entropy(head(x), y)


def boxes_and_values(x, boxes, values):
    regression = F.smooth_l1_loss(net(x), boxes, reduction="none").sum(1).mean()
    return regression + F.mse_loss(net(x), values)


def one_latent_dim(x):
    mu, logvar = nn.Linear(8, 2)(x).chunk(2, dim=1)
    error = F.mse_loss(nn.Linear(1, 8)(mu), x, reduction="none").sum(1).mean()
    return error + (-0.5 * (1 + logvar - mu**2 - logvar.exp())).mean()


def weighed(x, beta):
    mu, logvar = nn.Linear(8, 8)(x).chunk(2, dim=1)
    error = F.mse_loss(nn.Linear(4, 8)(mu), x, reduction="none").sum(1).mean()
    return error + beta * (-0.5 * (1 + logvar - mu**2 - logvar.exp())).mean()
