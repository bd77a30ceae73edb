import torch

W = torch.randn(4, 3, requires_grad=True)
b = torch.zeros(3, requires_grad=True)


def net(x):
    return torch.nn.Softmax(dim=1)(x @ W + b)


x = torch.randn(6, 4)
y = torch.tensor([0, 1, 2, 0, 1, 2])
loss = torch.nn.CrossEntropyLoss()(net(x), y)  # warning: softmax-before-cross-entropy
