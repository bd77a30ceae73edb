"""The bits of a tensor read as numbers of another dtype, and memory that is shared."""
import torch
x = torch.tensor([[1.0, -2.5], [0.0, 3e-5]])
y = x.view(torch.int32)
print(y)
print(y.view(torch.float32))
print(x.data_ptr() == y.data_ptr())
z = x.sum_to_size(2, 2)
print(x.data_ptr() == z.data_ptr())
print(x.view(torch.float32).shape, torch.tensor([1, 2], dtype=torch.int32).view(torch.float32))
