"""What cut the loss off is marked, and not the requires_grad that only hides the error."""
import torch
from torch import nn
import torch.nn.functional as F

model = nn.Sequential(nn.Linear(9, 5))
gate = nn.Sequential(nn.Linear(9, 1), nn.Sigmoid())


def stages(loader, optimizer):
    for x, stage in loader:
        _, predicted = torch.max(model(x), 1)
        loss = F.l1_loss(predicted.float(), stage.float())  # error: argmax-before-loss
        loss.requires_grad = True
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def masks(loader, optimizer):
    for x, y in loader:
        hard = (gate(x) > 0.5).float()
        loss = nn.BCELoss()(hard, y.float())  # error: threshold-before-loss
        loss.requires_grad_()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def scores(loader, optimizer):
    for x, y in loader:
        out = model(x).detach()  # error: loss-detached-before-backward
        loss = F.cross_entropy(out, y).requires_grad_(True)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
