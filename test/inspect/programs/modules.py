import torch
from torch import nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(scale))
        self.act = nn.Sigmoid()
        self.register_buffer("offset", torch.tensor([1.0, 2.0]))
        self.drop = nn.Dropout(0.5)

    def forward(self, x, twice=False):
        out = self.act(x * self.scale + self.offset)
        if self.training:
            return out
        return self.drop(out) * (2 if twice else 1)

net = Net(0.5)
x = torch.tensor([[1.0, -1.0], [0.0, 3.0]])
print(net(x), net.training, len(list(net.parameters())))
net.eval()
print(net(x), net(x, twice=True), net.training, net.drop.training)
loss = F.mse_loss(net(x), torch.zeros(2, 2))
loss.backward()
print(net.scale.grad, [name for name, _ in net.named_parameters()])
seq = nn.Sequential(nn.ReLU(), nn.Tanh(), nn.Softmax(dim=1))
print(seq(x), len(seq), seq[0](x), seq[:2](x))
layers = nn.ModuleList([nn.ReLU(), nn.LogSigmoid()])
for layer in layers:
    x = layer(x)
print(x)
print(nn.LogSoftmax(dim=-1)(x).exp().sum(-1), nn.Flatten()(torch.zeros(2, 3, 4)).shape, nn.Identity()(x) is x)

class Focal(nn.Module):
    def __init__(self, gamma=2.0):
        super().__init__()
        self.gamma = gamma
    def forward(self, logits, target):
        ce = F.cross_entropy(logits, target, reduction="none")
        pt = torch.exp(-ce)
        return ((1 - pt) ** self.gamma * ce).mean()

print(Focal()(torch.tensor([[1.0, 2.0], [0.5, -0.5]]), torch.tensor([1, 0])))
