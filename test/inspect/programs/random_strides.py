import torch
import torch.nn.functional as F
torch.manual_seed(0)
x = torch.arange(12.0).reshape(3, 4)
y = x.t()
print(torch.rand_like(x), torch.rand_like(y), torch.randn_like(y * 2 + 1), torch.randint_like(y, 10), torch.rand_like(y.contiguous()))
big = torch.zeros(5, 4).t()
print(torch.randn_like(big), torch.zeros(5, 4).t().normal_(), torch.randn_like(big, memory_format=torch.contiguous_format))
z = torch.zeros(2, 3, 4).permute(2, 0, 1)
print(torch.rand_like(z), F.dropout(torch.ones(2, 3, 4).transpose(1, 2) + 1, 0.5), F.dropout(torch.ones(3, 2).t(), 0.5))
print(torch.bernoulli(torch.full((3, 4), 0.5).t()), torch.multinomial(torch.rand(4, 3).t(), 2), y.exponential_(), x)
print(torch.rand_like((x @ x.t()).t()), F.dropout(torch.softmax(y, 1), 0.3))
w = torch.ones(2, 3, requires_grad=True).t().contiguous()
print(w, torch.rand(1))
