import torch
import torch.nn.functional as F
from torch import nn
from torch.nn.parallel.distributed import DistributedDataParallel as Parallel
from graphs import load

adjacency, features, labels = load()


class Convolution(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.FloatTensor(inputs, outputs))
        self.bias = nn.Parameter(torch.FloatTensor(outputs))

    def forward(self, x, adjacency):
        return torch.spmm(adjacency, torch.mm(x, self.weight)) + self.bias


class Graph(nn.Module):
    def __init__(self, inputs, classes):
        super().__init__()
        self.first = Convolution(inputs, 16)
        self.last = Convolution(16, classes)

    def forward(self, x, adjacency):
        x = F.relu(self.first(x, adjacency))
        return F.log_softmax(self.last(x, adjacency), dim=0)  # error: softmax-wrong-dim


model = Parallel(Graph(features.shape[1], labels.long().max().item() + 1))
loss = F.nll_loss(model(features, adjacency), labels)
