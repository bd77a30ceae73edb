# Where PyTorch rounds: evenly spaced points, and products that add, to the last digit.
import torch
import torch.nn.functional as F

print(torch.linspace(-0.2, 0.4, 4).tolist())
print(torch.linspace(-1, 1, 7, dtype=torch.float64).tolist())
print(torch.linspace(-3, 0.7, 9).tolist())
print(torch.linspace(-2, 0.4, 10, dtype=torch.bfloat16).tolist())
print(torch.linspace(4.3, 0, 8, dtype=torch.int64), torch.linspace(2.5, 9, 1))
print(torch.logspace(4.3, -3, 2, 5.0, dtype=torch.bfloat16), torch.logspace(4.3, -3, 4, 5.0, dtype=torch.int64))
print(torch.arange(1.0, 5.000001, 2.0, dtype=torch.int64), torch.arange(0.1, -7.9, -4.0, dtype=torch.int64))
print(torch.arange(0.9, 3.2, 1.9, dtype=torch.int64), torch.arange(0.9, 3.2, 1.9, dtype=torch.int32))
print(torch.unravel_index(torch.tensor(3), (2, 2)))

base = torch.linspace(-7, 8, 24)
for dtype in (torch.float32, torch.bfloat16, torch.float16):
    matrix = base.reshape(4, 6).clone().to(dtype).requires_grad_()
    batch = (base * 0.3).reshape(2, 3, 4).to(dtype)
    row = (base[:6] * 0.7).to(dtype).requires_grad_()
    total = torch.addmm(row, batch[0], matrix, beta=0.3, alpha=0.7)
    print(total)
    total.sum().backward()
    print(matrix.grad[0].tolist(), row.grad)
    print(torch.addmv(row[:4], matrix, row, beta=0.3, alpha=0.7))
    print(torch.addr(matrix, row[:4], row, beta=0.3, alpha=0.7)[1])
    print(torch.addbmm(batch[0, :, :3], batch, batch.transpose(1, 2), alpha=0.7))
    print(torch.baddbmm(batch[:, :, :3], batch, batch.transpose(1, 2), beta=0.3)[1])

    image = (base * 0.11).clone().to(dtype).requires_grad_()
    sizes = [((1, 4, 6), 9, 'linear'), ((1, 1, 4, 6), (5, 7), 'bilinear'), ((1, 1, 2, 3, 4), (3, 2, 5), 'trilinear')]
    for shape, size, mode in sizes:
        image.grad = None
        resized = F.interpolate(image.reshape(shape), size, mode=mode)
        resized.square().sum().backward()
        print(resized.flatten()[:6], image.grad[:6])
    target = torch.linspace(0, 1, 6).to(dtype)
    loss = F.binary_cross_entropy_with_logits(matrix, target.expand(4, 6), pos_weight=row.detach().abs(), reduction='none')
    matrix.grad = None
    loss.sum().backward()
    print(loss[1], matrix.grad[2])
    print(F.log_softmax(matrix, 0)[1], F.log_softmax(matrix, 1)[1])
    matrix.grad = None
    F.pairwise_distance(matrix, target, p=3.0).sum().backward()
    print(matrix.grad[3], torch.cumprod(image.detach(), 0)[:6])
    print(F.bilinear(batch[0], batch[1, :, :3], torch.linspace(-2, 1, 24).reshape(2, 4, 3).to(dtype)))
    print(F.embedding_bag(torch.tensor([0, 3, 1, 2]), matrix, torch.tensor([0, 3])))
    print(torch.gradient(image, spacing=0.7)[0][:6])

try:
    torch.addmv(torch.ones(3), torch.ones(2, 2), torch.ones(2))
except RuntimeError as error:
    print(error)
try:
    torch.addr(torch.ones(2, 2, dtype=torch.int64), torch.tensor([1, 2]), torch.tensor([1, 2]), alpha=0.5)
except RuntimeError as error:
    print(error)
