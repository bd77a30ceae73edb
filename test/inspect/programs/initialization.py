import torch
from torch import nn

torch.manual_seed(3)
for fill in [
    lambda w: nn.init.uniform_(w, -1, 2),
    lambda w: nn.init.normal_(w, std=0.02),
    lambda w: nn.init.constant_(w, 0.3),
    nn.init.ones_,
    nn.init.zeros_,
    nn.init.eye_,
    nn.init.xavier_uniform_,
    lambda w: nn.init.xavier_normal_(w, gain=nn.init.calculate_gain("tanh")),
    lambda w: nn.init.kaiming_uniform_(w, nonlinearity="relu"),
    lambda w: nn.init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu"),
    nn.init.trunc_normal_,
    lambda w: nn.init.trunc_normal_(w, std=0.02),
    lambda w: nn.init.trunc_normal_(w, mean=0.0, std=1.0, a=1.5, b=3.0),
    nn.init.orthogonal_,
    lambda w: nn.init.sparse_(w, sparsity=0.5),
]:
    weight = torch.empty(3, 5)
    print(fill(weight))
    tall = nn.Parameter(torch.empty(6, 4))
    print(fill(tall))

print(nn.init.dirac_(torch.empty(2, 2, 3)))
print(nn.init.dirac_(torch.empty(4, 2, 1, 3), groups=2).sum())
print(nn.init.orthogonal_(torch.empty(3, 2, 2), gain=2))
for name in ["linear", "conv2d", "sigmoid", "tanh", "relu", "leaky_relu", "selu"]:
    print(name, nn.init.calculate_gain(name))
print(nn.init.calculate_gain("leaky_relu", 0.2))
try:
    nn.init.xavier_uniform_(torch.empty(3))
except ValueError as error:
    print(error)
try:
    nn.init.kaiming_uniform_(torch.empty(3, 2), mode="fan")
except ValueError as error:
    print(error)


def init_weights(module):
    if isinstance(module, nn.Linear):
        nn.init.xavier_uniform_(module.weight)
        nn.init.zeros_(module.bias)
    elif isinstance(module, nn.Conv2d):
        nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        if module.bias is not None:
            nn.init.constant_(module.bias, 0)


model = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8, 2))
model.apply(init_weights)
for name, parameter in model.named_parameters():
    print(name, parameter)
print(model(torch.randn(1, 1, 4, 4)))
generator = torch.Generator().manual_seed(1)
print(nn.init.uniform_(torch.empty(3), generator=generator))
