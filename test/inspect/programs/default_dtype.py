import torch
from torch import nn

print(torch.get_default_dtype(), torch.tensor([1.5]).dtype)
torch.set_default_dtype(torch.float64)
a = torch.tensor([1.0, 2.0])
print(a, a.dtype, torch.tensor([1, 2]).dtype, torch.zeros(2), torch.arange(0, 1, 0.5), torch.eye(2))
print(torch.tensor([1, 2]) / 3, torch.tensor([1, 2]) * 0.5, torch.tensor(3).sqrt(), torch.linspace(0, 1, 3))
print(torch.tensor([1.0], dtype=torch.float32), torch.tensor([1, 4]).float().mean())
torch.manual_seed(0)
print(torch.rand(2), torch.randn(3), torch.full((2,), 0.1), torch.Tensor([1, 2]))
layer = nn.Linear(2, 1)
x = torch.rand(3, 2)
loss = nn.functional.mse_loss(layer(x), torch.ones(3, 1))
loss.backward()
print(layer.weight.dtype, layer.weight, layer.weight.grad, loss)
optimizer = torch.optim.Adam(layer.parameters(), lr=0.1)
optimizer.step()
print(layer.bias)
print(torch.tensor([0.1]).item(), torch.softmax(torch.tensor([1, 2]) * 1.0, 0))
torch.set_default_dtype(torch.float32)
print(torch.tensor([0.1]).dtype, torch.ones(1) / 3, a)
try:
    torch.set_default_dtype(torch.int64)
except TypeError as error:
    print(type(error).__name__)
