import copy
from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, width, depth=2):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(width, width) for _ in range(depth)])
        self.norm = nn.LayerNorm(width)
        self.scale = nn.Parameter(torch.ones(1))
        self.register_buffer("steps", torch.tensor(0))
        self.register_buffer("cache", torch.zeros(2), persistent=False)
        self.register_parameter("unused", None)

    def forward(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
        return self.norm(x) * self.scale

    def extra_repr(self):
        return f"depth={len(self.layers)}"


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed = nn.Embedding(6, 4, padding_idx=0)
        self.block = Block(4)
        self.heads = nn.ModuleDict({"a": nn.Linear(4, 2), "b": nn.Linear(4, 3, bias=False)})
        self.features = nn.Sequential(
            OrderedDict([("conv", nn.Conv2d(1, 2, 3, padding=1)), ("bn", nn.BatchNorm2d(2)), ("act", nn.ReLU(inplace=True))])
        )
        self.weights = nn.ParameterList([torch.zeros(2), nn.Parameter(torch.ones(2, 3))])

    def forward(self, x, head):
        return self.heads[head](self.block(x))


torch.manual_seed(0)
net = Net()
print(net)
print([name for name, _ in net.named_parameters()])
print([name for name, _ in net.named_buffers()])
print([name for name, _ in net.named_modules()])
print([name for name, _ in net.named_children()])
print(list(net.state_dict().keys()))
print(sum(p.numel() for p in net.parameters()), sum(p.numel() for p in net.parameters() if p.requires_grad))
print([name for name, _ in net.block.named_parameters(prefix="block", recurse=False)])
print(net.get_submodule("block.layers.1"), net.get_parameter("block.scale"), net.get_buffer("block.steps"))
print(len(net.block.layers), len(net.heads), list(net.heads.keys()), "a" in net.heads, len(net.features), net.features[0])
print(net.features[:2])
print(net.features[-1], net.features.conv.weight.shape)

x = torch.randn(3, 4)
out = net(x, "b")
print(out)
(out ** 2).sum().backward()
print(net.heads["b"].weight.grad)
print(net.heads["a"].weight.grad, net.block.scale.grad)
net.zero_grad()
print(net.block.scale.grad)

twin = copy.deepcopy(net)
with torch.no_grad():
    twin.heads["b"].weight.copy_(torch.arange(12.0).reshape(3, 4) ** 2 / 50)
    twin.heads["a"].weight.fill_(0.5)
    twin.block.layers[0].weight.copy_(torch.eye(4))
    twin.block.layers[0].bias.zero_()
    twin.block.layers[1].bias += 1
print(twin(x, "b"))
print(torch.equal(net(x, "b"), out))
print(net.load_state_dict(twin.state_dict()))
print(torch.equal(net(x, "b"), twin(x, "b")))
net.block.layers[1].weight.data = torch.zeros(4, 4)
net.block.layers[1].weight.data[0, 0] = 2.0
print(net.block.layers[1].weight)
try:
    nn.Linear(2, 3).load_state_dict({"weight": torch.zeros(3, 3), "extra": torch.zeros(1)})
except RuntimeError as error:
    print(error)
print(nn.Linear(2, 3).load_state_dict({"weight": torch.zeros(3, 2)}, strict=False))
print(nn.Linear(2, 1).state_dict())

for parameter in net.embed.parameters():
    parameter.requires_grad = False
net.block.requires_grad_(False)
print([name for name, p in net.named_parameters() if p.requires_grad])
net.half()
print(net.embed.weight.dtype, net.features.bn.running_mean.dtype, net.block.steps.dtype)
net.to(torch.float64).float()
print({p.dtype for p in net.parameters()})
net.train()
print(net.training, net.eval().training, net.features.bn.training)

del net.heads
print(hasattr(net, "heads"), [name for name, _ in net.named_children()])
net.add_module("extra", nn.Identity())
net.tail = nn.Sequential(nn.Linear(2, 2), nn.Tanh())
net.tail.append(nn.Linear(2, 1))
net.tail[1] = nn.Sigmoid()
print(net.tail)


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.encode = nn.Linear(3, 2, bias=False)
        self.decode = nn.Linear(2, 3, bias=False)
        self.decode.weight = nn.Parameter(torch.arange(6.0).reshape(3, 2))
        self.project = nn.Linear(3, 2, bias=False)
        self.project.weight = self.encode.weight

    def forward(self, x):
        return self.project(self.decode(self.encode(x)))


tied = Tied()
print([name for name, _ in tied.named_parameters()], list(tied.state_dict()))
tied(torch.ones(1, 3)).sum().backward()
print(tied.encode.weight.grad)
print(tied.project.weight is tied.encode.weight)


seen = []
handle = tied.encode.register_forward_hook(lambda module, inputs, output: seen.append(output.shape))
tied(torch.ones(2, 3))
handle.remove()
tied(torch.ones(2, 3))
print(seen)
print(nn.utils.parameters_to_vector(tied.parameters()).shape)
print(isinstance(tied.encode.weight, nn.Parameter), isinstance(tied, nn.Module), type(tied).__name__)
shared = nn.ModuleList([nn.Linear(2, 2)] * 2 + [nn.ReLU()])
print(shared, len(list(shared.parameters())))
print(nn.CrossEntropyLoss(), nn.Dropout(0.1), nn.LSTM(3, 4, 2, batch_first=True), nn.MaxPool2d(2))
