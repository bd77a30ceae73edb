"""The old constructors look at the memory of a tensor that they are given, and convert none."""
import torch

x = torch.tensor([1.0, 2.0])
w = torch.Tensor(x)
w[0] = 5
print(x, w.data_ptr() == x.data_ptr())
print(torch.Tensor(torch.tensor([1, 2])), torch.Tensor([1, 2]), torch.LongTensor([1, 2]))
y = torch.tensor([1.0, 2.0], requires_grad=True)
v = torch.Tensor(y)
print(v.requires_grad)
(v * v).sum().backward()
print(y.grad)
dtypes = [torch.float32, torch.float64, torch.float16, torch.bfloat16, torch.int64]
dtypes += [torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool]
for make in (torch.FloatTensor, torch.DoubleTensor, torch.LongTensor, torch.HalfTensor):
    for dtype in dtypes:
        try:
            print(make(torch.ones(2, dtype=dtype)))
        except TypeError as error:
            print(error)
