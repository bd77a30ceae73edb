"""The dicts that a module keeps its parts in, and hooks that are told of keywords."""
import torch
from torch import nn

model = nn.Sequential(nn.Linear(2, 2), nn.ReLU())
print(list(model._modules), list(model[0]._parameters), model._buffers)
model._modules["1"] = nn.Tanh()
print(model)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 1)

    def forward(self, x, scale=1.0):
        return self.fc(x) * scale


net = Net()
nn.init.ones_(net.fc.weight)
nn.init.zeros_(net.fc.bias)


def set_scale(module, args, kwargs):
    kwargs["scale"] = 3.0
    return args, kwargs


handle = net.register_forward_pre_hook(set_scale, with_kwargs=True)
print(net(torch.ones(1, 2)), len(net._forward_pre_hooks))
handle.remove()
print(net(torch.ones(1, 2), scale=2.0))
net.register_forward_hook(lambda module, args, kwargs, out: out + kwargs.get("scale", 0), with_kwargs=True)
print(net(torch.ones(1, 2), scale=2.0), len(net._forward_hooks), len(net.fc._forward_hooks))
net._forward_hooks.clear()
print(net(torch.ones(1, 2), scale=2.0))
for call in (lambda: nn.Module()(1), lambda: nn.Module().forward(1)):
    try:
        call()
    except NotImplementedError as error:
        print(error)

norm = nn.BatchNorm1d(2)
try:
    norm.load_state_dict({"weight": torch.ones(2)})
except RuntimeError as error:
    print(error)
print(norm.load_state_dict({k: v for k, v in norm.state_dict().items() if "num" not in k}))
state = norm.state_dict()
state.pop("num_batches_tracked")
try:
    norm.load_state_dict(state)
except RuntimeError as error:
    print(error)

with torch.autograd.set_detect_anomaly(True):
    try:
        torch.sqrt(torch.tensor([-1.0], requires_grad=True)).sum().backward()
    except RuntimeError as error:
        print(error)
print(torch.is_anomaly_enabled())
x = torch.tensor([0.0, 1.0], requires_grad=True)
with torch.autograd.detect_anomaly():
    try:
        (x / x).sum().backward()
    except RuntimeError as error:
        print(error)
(x / x).sum().backward()
print(x.grad)
