"""Constructors from before torch.tensor, with as many elements as a batch has: one size makes a vector, two make a column."""
import torch
from torch import nn
from torch.autograd import Variable
from torch.utils.data import DataLoader

Tensor = torch.cuda.FloatTensor if torch.cuda.is_available() else torch.FloatTensor
net = nn.Sequential(nn.Flatten(), nn.Linear(784, 1), nn.Sigmoid())
criterion = nn.BCELoss()


def train(loader: DataLoader, images: torch.Tensor, optimizer):
    for real, _ in loader:
        valid = Variable(Tensor(real.shape[0]).fill_(1.0), requires_grad=False)
        optimizer.zero_grad()
        loss = criterion(net(real), valid)  # error: broadcast-shape-mismatch
        loss.backward()
        optimizer.step()
    column = Variable(Tensor(images.size(0), 1).fill_(0.0), requires_grad=False)
    return criterion(net(images), column)
