"""Names of torch that few programs call: what is left of old interfaces, and what others are made of."""
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.simplefilter('ignore')
torch.set_printoptions(precision=3)

x = torch.arange(6.0, requires_grad=True)
print(x.resize(2, 3), x.resize_as(torch.ones(3, 2)).shape)
try:
    x.resize(4, 4)
except RuntimeError as e:
    print(e)
(x.resize(2, 3) * torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])).sum().backward()
print(x.grad)

z = torch.arange(6.0)
w = z.resize(2, 3)
w += 1
s = z.as_subclass(torch.Tensor)
s.add_(1)
print(z, s is z, x.as_subclass(torch.Tensor))

p = torch.zeros(6)
loaded = p.module_load(z)
print(loaded, loaded is p, p, p.module_load(z, assign=True))

torch.manual_seed(0)
both = nn.Container(a=nn.Linear(2, 1), b=nn.ReLU())
print(both, [name for name, _ in both.named_children()])
print(isinstance(nn.LSTM(2, 3), nn.RNNBase), isinstance(nn.GRUCell(2, 3), nn.RNNCellBase))
print(issubclass(nn.GRU, nn.RNNBase), issubclass(nn.Linear, nn.RNNBase))

print(F.has_torch_function((x, z)), F.has_torch_function_unary(x), F.has_torch_function_variadic(x, z))
print(F.assert_int_or_pair(3, 'kernel_size', '{} is wrong'), F.assert_int_or_pair((1, 2), 'stride', '{} is wrong'))
try:
    F.assert_int_or_pair((1, 2, 3), 'stride', '{} is wrong')
except AssertionError as e:
    print(e)

tokens = (torch.arange(40.0).reshape(5, 8) / 10).requires_grad_()
experts = (torch.arange(128.0).reshape(2, 8, 8) / 50).requires_grad_()
ends = torch.tensor([2, 5], dtype=torch.int32)
sent = F.grouped_mm(tokens, experts, offs=ends)
print(sent)
(sent * sent).sum().backward()
print(tokens.grad[:, 0], experts.grad[:, :, 0])
print(F.grouped_mm(torch.ones(2, 3, 8), experts.detach())[1])
print(F.grouped_mm(torch.ones(3, 16), torch.ones(16, 8), offs=torch.tensor([8, 16], dtype=torch.int32)).shape)
print(F.grouped_mm(torch.ones(2, 3, 8), torch.ones(8, 16), offs=torch.tensor([8, 16], dtype=torch.int32)).shape)
try:
    F.grouped_mm(tokens, experts)
except RuntimeError as e:
    print(e)

m = torch.tensor([[3.0, 1.0], [1.0, 2.0]], requires_grad=True)
print(torch.nuclear_norm(m))
print(torch.nuclear_norm(m, (0, 1), keepdim=True), torch.linalg.matrix_norm(m, 2, keepdim=True))
with torch.inference_mode():
    inferred = torch.ones(2)
print(torch.is_inference(inferred), torch.is_inference(m))
print(torch.get_autocast_cpu_dtype())
with torch.autocast('cpu', dtype=torch.float16):
    print(torch.get_autocast_cpu_dtype())
