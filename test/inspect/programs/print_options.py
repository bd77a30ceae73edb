"""torch.set_printoptions holds for everything that is printed after it."""
import torch

x = torch.tensor([[0.123456789, 1234.5], [-0.5, 1e-6]])
y = torch.arange(40.0).reshape(2, 20) / 7
print(x)
torch.set_printoptions(precision=2)
print(x, y)
torch.set_printoptions(sci_mode=False)
print(x)
torch.set_printoptions(precision=3, sci_mode=True)
print(y[0, :4])
torch.set_printoptions(profile="default")
print(x, y)
torch.set_printoptions(linewidth=40)
print(y)
torch.set_printoptions(profile="short")
print(y, torch.arange(2000), torch.arange(2000).reshape(40, 50))
torch.set_printoptions(threshold=10, edgeitems=1)
print(y, torch.arange(12), torch.tensor([float("nan"), float("inf"), 1.0]))
torch.set_printoptions(profile="full")
print(torch.arange(30))
