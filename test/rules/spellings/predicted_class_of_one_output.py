"""The class of a model with one output, by argmax or by the places of max."""
import torch
from torch import nn

net = nn.Sequential(nn.Linear(10, 16), nn.ReLU(), nn.Linear(16, 1))
criterion = nn.BCEWithLogitsLoss()


def train(loader, optimizer):
    for x, y in loader:
        loss = criterion(net(x).squeeze(1), y.float())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


@torch.no_grad()
def test(loader):
    right = 0
    for x, y in loader:
        outputs = net(x)
        _, predicted = torch.max(outputs.data, 1)  # error: argmax-on-single-output
        right += (predicted == y).sum().item()
        right += (net(x).argmax(dim=1) == y).sum().item()  # error: argmax-on-single-output
    return right
