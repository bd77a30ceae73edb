import torch
import torch.nn as nn

net = nn.Sequential(nn.Linear(300, 64), nn.ReLU(), nn.Linear(64, 5))


def of_features(features):
    labels = torch.tensor([3, 0, 4, 1])
    return nn.functional.cross_entropy(net(features), labels)


# The scores of each place are moved: the last layer no longer tells how many classes there are.
def of_places(features):
    labels = torch.tensor([3, 0, 6, 1])
    return nn.functional.cross_entropy(net(features).view(4, -1), labels)


def some_are_left_out(features):
    labels = torch.tensor([3, -100, 4, 1])
    return nn.functional.cross_entropy(net(features), labels)
