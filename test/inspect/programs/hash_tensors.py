"""What torch.hash_tensor gives: integers of 64 bits without a sign."""
import torch
a = torch.tensor([[1.5, 2.0, -3.25], [4.0, 0.1, -0.0]])
h = torch.hash_tensor(a)
print(h, h.dtype, h.item())
rows = torch.hash_tensor(a, 1)
print(rows, rows.shape, rows[0], rows.tolist())
print(torch.hash_tensor(a, dim=(0, 1), keepdim=True))
print(rows == rows.clone(), torch.equal(rows, rows), (rows != rows).any())
print(torch.hash_tensor(torch.tensor([7, 9, 1])), a.hash_tensor(0))
print(rows.float(), torch.stack([h, h]))
print(torch.hash_tensor(torch.tensor([True, False])), torch.hash_tensor(a.half()))
print(torch.hash_tensor(a) == torch.hash_tensor(a.clone()))
try:
    torch.hash_tensor(torch.ones(0))
except RuntimeError as e:
    print(e)
try:
    torch.hash_tensor(torch.ones(2, 0), 1)
except IndexError as e:
    print(e)
try:
    torch.hash_tensor(a, mode=1)
except RuntimeError as e:
    print(e)
