"""Parts of torch.nn that few networks have."""

import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.simplefilter("ignore")
torch.manual_seed(0)
adaptive = nn.AdaptiveLogSoftmaxWithLoss(4, 8, cutoffs=[2, 5], div_value=2.0, head_bias=True)
print(adaptive)
x = torch.randn(5, 4, requires_grad=True)
targets = torch.tensor([0, 7, 3, 2, 1])
result = adaptive(x, targets)
print(result)
result.loss.backward()
print(x.grad)
for name, parameter in adaptive.named_parameters():
    print(name, parameter.grad)
print(adaptive.log_prob(x))
print(adaptive.predict(x))

fused = nn.LinearCrossEntropyLoss(4, 6, bias=True)
print(fused)
loss = fused(x, torch.tensor([0, 1, 2, 3, 4]))
loss.backward()
print(loss, fused.linear.bias.grad)

parameters = nn.ParameterDict({"left": nn.Parameter(torch.randn(2)), "right": nn.Parameter(torch.ones(1, 3))})
print(parameters)
print(list(parameters.keys()), "left" in parameters, len(parameters), parameters["left"])
parameters["extra"] = torch.zeros(2, dtype=torch.float64)
for key, value in parameters.items():
    print(key, type(value).__name__, value.requires_grad, value.dtype)
parameters.update({"more": nn.Parameter(torch.tensor([1.0]))})
print(parameters.pop("extra"), [key for key in parameters], parameters.get("extra"), parameters.popitem()[0])
print(parameters.state_dict())

parallel = nn.DataParallel(nn.Linear(2, 2))
print(parallel, parallel(torch.ones(1, 2)), parallel.module.weight, list(parallel.state_dict()))

network = nn.Sequential(nn.Linear(2, 3), nn.BatchNorm1d(3, momentum=0.2))
network = nn.SyncBatchNorm.convert_sync_batchnorm(network)
print(network)
print(network(torch.randn(4, 2)), network[1].running_mean)

lazy = nn.Sequential(
    nn.LazyConv2d(3, 3, padding=1), nn.LazyBatchNorm2d(), nn.ReLU(), nn.Flatten(), nn.LazyLinear(2)
)
optimizer = torch.optim.SGD(lazy.parameters(), lr=0.1)
print(lazy, lazy[4].has_uninitialized_params(), isinstance(lazy[4], nn.Linear), type(lazy[4]).__name__)
for epoch in range(2):
    images = torch.randn(2, 1, 3, 3)
    loss = F.cross_entropy(lazy(images), torch.tensor([0, 1]))
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    print(epoch, loss)
print(lazy, type(lazy[4]).__name__)
print(lazy[4].bias, list(lazy.state_dict()))

print(isinstance(nn.LSTM(2, 3), nn.RNNBase), isinstance(nn.GRUCell(2, 3), nn.RNNCellBase))
kinds = (nn.modules.batchnorm._BatchNorm, nn.modules.conv._ConvNd)
print([isinstance(m, kinds) for m in (network[1], lazy[0], nn.ConvTranspose1d(1, 1, 1), nn.LayerNorm(2))])
loss = nn.NLLLoss2d()
print(loss, loss(F.log_softmax(torch.randn(1, 3, 2, 2), 1), torch.tensor([[[0, 1], [2, 1]]])))
for _, module in lazy.named_modules():
    for parameter in module.parameters(recurse=False):
        print(type(parameter), isinstance(parameter, torch.Tensor), type(parameter.data))
        break


class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.weights = nn.ParameterList([nn.Parameter(torch.ones(1)), torch.zeros(2)])

    def forward(self, x):
        return x * self.weights[0] + self.weights[-1]


print(Scale()(torch.ones(2)), Scale(), issubclass(Scale, nn.Module))
