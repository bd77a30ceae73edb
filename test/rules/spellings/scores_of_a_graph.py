import torch
import torch.nn as nn
import torch.nn.functional as F

adjacency, features, labels, train = torch.load('cora.pt')


class Convolution(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.linear = nn.Linear(inputs, outputs)

    def forward(self, x, adjacency):
        return adjacency @ self.linear(x)


class Sparse(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(inputs, outputs))
        self.bias = nn.Parameter(torch.zeros(outputs))

    def forward(self, x, adjacency):
        return torch.spmm(adjacency, torch.mm(x, self.weight)) + self.bias


class Graph(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.first, self.second = layer(1433, 16), layer(16, 7)

    def forward(self, x, adjacency):
        return self.second(F.relu(self.first(x, adjacency)), adjacency)


dense, sparse = Graph(Convolution), Graph(Sparse)


def step():
    scores = dense(features, adjacency)
    loss = F.nll_loss(scores[train], labels[train])  # error: nll-on-raw-logits
    right = F.cross_entropy(scores[train], labels[train])
    beside = F.nll_loss(scores.log_softmax(1)[train], labels[train])
    return loss + right + beside


def step_of_sparse():
    scores = sparse(features, adjacency)
    right = F.nll_loss(F.log_softmax(scores, dim=1)[train], labels[train])
    return right + F.nll_loss(scores[train], labels[train])  # error: nll-on-raw-logits
