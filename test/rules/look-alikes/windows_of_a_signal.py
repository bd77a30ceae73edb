"""A convolution with a fixed filter cuts windows out of a signal: what it gives are no scores of classes."""
import torch
import torch.nn.functional as F


def windows(signal, before=1, behind=1):
    length = before + behind + 1
    filters = torch.eye(length).unsqueeze(1)
    return F.conv1d(signal.transpose(1, 2), filters, padding=before).transpose(1, 2)


given = torch.tensor([1.0, 2.0, 3.0]).view(1, 3, 1)
wanted = torch.tensor([[0, 1, 2], [1, 2, 3], [2, 3, 0]]).unsqueeze(0)
assert torch.sum(windows(given) == wanted) == 9
