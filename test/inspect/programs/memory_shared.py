"""Which tensors share memory, by their addresses and storages."""
import torch
import torch.nn as nn

a = torch.arange(6).reshape(2, 3)
b, c, d, e = a.t(), a[1], a.clone(), a.view(-1)
print(a.data_ptr() == b.data_ptr(), a.data_ptr() == c.data_ptr(), a.data_ptr() == d.data_ptr(), e.data_ptr() == a.data_ptr())
print(c.data_ptr() - a.data_ptr(), c.storage_offset(), c.stride(), a.untyped_storage().data_ptr() == c.untyped_storage().data_ptr())
print(a.untyped_storage().size(), c.untyped_storage().nbytes(), len(c.untyped_storage()), c.storage().size(), c.storage().tolist(), a.storage()[4])
before = a.data_ptr()
a.add_(1)
print(a.data_ptr() == before, a.detach().data_ptr() == before, a.data.data_ptr() == before)
a = a + 1
print(a.data_ptr() == before)
print(a.contiguous().data_ptr() == a.data_ptr(), a.t().contiguous().data_ptr() == a.data_ptr(), a.float().data_ptr() == a.data_ptr(), a.t().reshape(6).data_ptr() == a.data_ptr())
print(a.expand(2, 2, 3).data_ptr() == a.data_ptr(), a.chunk(2)[0].data_ptr() == a.data_ptr(), a.repeat(1, 1).data_ptr() == a.data_ptr(), nn.Flatten()(a).data_ptr() == a.data_ptr())
x = nn.Flatten()(torch.zeros(1, 2, 2))
y = nn.Identity()(x)
y[0, 0] = 5
print(x, x is y, torch.from_numpy(a.numpy()).data_ptr() == a.data_ptr())
one, two = nn.Linear(2, 2), nn.Linear(2, 2)
print(one.weight.data_ptr() == two.weight.data_ptr())
two.weight = one.weight
print(one.weight.data_ptr() == two.weight.data_ptr())
unique = {p.data_ptr(): p.numel() for p in [*one.parameters(), *two.parameters()]}
print(len(unique), sum(unique.values()), a.is_set_to(a.view(2, 3)), a.is_set_to(a.view(6)), a[0].is_set_to(a[1]))
