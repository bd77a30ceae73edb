"""What PyTorch refuses to be put in the place of a parameter or a layer, and what a criterion keeps in its state."""
import torch
from torch import nn

layer = nn.Linear(2, 2)
for replace in (
    lambda: setattr(layer, "extra", 5),
    lambda: layer.register_buffer("weight", torch.ones(1)),
):
    try:
        replace()
        print("replaced", layer.extra)
    except KeyError as error:
        print(error, error.args)
try:
    layer.bias = torch.ones(2)
except TypeError as error:
    print(error)
try:
    layer.weight = layer.weight * 2
except TypeError as error:
    print(error)
layer.bias = nn.Parameter(torch.ones(2))
print(layer.bias, layer(torch.zeros(1, 2)))
layer.bias = None
print(layer.bias, list(layer.state_dict()))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)
        self.criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 2.0]))
        self.register_buffer("mean", torch.zeros(1))


net = Net()
try:
    net.fc = "a text"
except TypeError as error:
    print(error)
net.fc = nn.Identity()
net.mean = torch.ones(1)
print(net.state_dict().keys(), net.state_dict().values(), list(net.buffers()))
print(nn.BCEWithLogitsLoss(pos_weight=torch.tensor([3.0])).state_dict(), nn.MSELoss().state_dict())
print(nn.CrossEntropyLoss().state_dict(), net.double().criterion.weight.dtype)
