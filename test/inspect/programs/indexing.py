import torch
x = torch.arange(12.0).reshape(3, 4)
print(x[0], x[-1], x[1, 2], x[:, 1], x[::2], x[..., -1], x[None].shape, x[:, None, :].shape)
print(x[[0, 2]], x[[0, 1], [1, 2]], x[x > 6], x[torch.tensor([2, 0])], x[range(2), [3, 3]])
y = torch.zeros(3, 4)
y[range(y.shape[0]), torch.tensor([1, 3, 0])] = 1
print(y)
y[0] = 5
y[:, 2] = torch.tensor([7.0, 8.0, 9.0])
y[y == 0] = -1
y[1, 1] += 10
print(y)
for row in x[:2]:
    print(row)
a, b, c = x
print(a, len(x), x.gather(1, torch.tensor([[0], [1], [2]])), x.squeeze(), x.unsqueeze(0).shape)
try:
    x[5]
except IndexError as error:
    print(error)
try:
    x[0, 0, 0]
except IndexError as error:
    print(error)
z = torch.stack([x[0], x[1]])
print(z.shape, torch.cat([x, x]).shape, torch.cat([x, x], dim=1).shape, x.t().shape, x.view(-1).shape, x.view(2, -1).shape)
print(x.permute(1, 0).shape, x.transpose(0, 1)[0], x.flatten().sum(), x.expand(2, 3, 4).shape)
