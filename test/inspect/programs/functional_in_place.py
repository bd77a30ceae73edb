# Functions that change their argument, spellings of torch itself, and options that are seldom given.
import torch, torch.nn.functional as F
x = torch.tensor([[-1.0, 2.0], [0.5, -0.25]])
print(F.rrelu_(x.clone()))
print(torch.relu_(x.clone()), x.relu_(), x)
print(F.hardtanh_(torch.tensor([-3.0, 3.0])), F.elu_(torch.tensor([-1.0])))
w = torch.tensor([[3.0, 4.0], [0.3, 0.4]])
print(F.embedding(torch.tensor([0, 1]), w, max_norm=1.0), w)
print(torch.softmax(x, 0, torch.float64), x.softmax(-1), torch.log_softmax(x, dim=1))
print(torch.batch_norm(x, None, None, torch.zeros(2), torch.ones(2), False, 0.1, 1e-5, True))
print(F.max_pool1d(torch.arange(6.).reshape(1, 6), 2), torch.max_pool1d(torch.arange(6.).reshape(1, 1, 6), kernel_size=3, stride=1))
print(F.interpolate(torch.arange(4.).reshape(1, 1, 4), scale_factor=(1.5,), mode='linear', align_corners=True))
print(F.gelu(x, approximate='tanh'))
print(F.softmax(x, 1, _stacklevel=5))
y = torch.tensor([1.0, -1.0], requires_grad=True)
z = y * 2
F.relu_(z)
z.sum().backward()
print(y.grad)
c = torch.nn.Conv2d(1, 1, 2)
print(c(torch.zeros(1, 1, 3, 3)).shape)
try:
    F.relu(y, inplace=True)
except RuntimeError as e:
    print(e)
