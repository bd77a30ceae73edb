import torch
torch.manual_seed(0)
print(torch.rand(3), torch.randn(4), torch.randn(2, 3))
torch.manual_seed(42)
print(torch.randn(20), torch.randint(10, (5,)), torch.randint(3, 7, (2, 2)), torch.randperm(6))
print(torch.rand(2, 2), torch.empty(3).random_(2), torch.zeros(3).uniform_(-1, 1), torch.zeros(2).normal_())
torch.manual_seed(7)
x = torch.randn(10, 4, requires_grad=True)
print(x.sum(), torch.rand_like(x).mean(), torch.randn(3, dtype=torch.float64), torch.rand(2, dtype=torch.float64))
