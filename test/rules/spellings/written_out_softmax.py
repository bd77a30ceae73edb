import torch
import torch.nn.functional as F

z = torch.tensor([[1.0, 2.0, 0.5], [0.1, -1.0, 3.0]], requires_grad=True)


def softmax(x):
    return torch.exp(x) / torch.exp(x).sum(dim=1, keepdim=True)


loss = F.cross_entropy(softmax(z), torch.tensor([1, 2]))  # warning: softmax-before-cross-entropy
