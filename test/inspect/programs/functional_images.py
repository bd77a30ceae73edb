# Convolutions, pools, norms and what else torch.nn.functional does with images.
import torch
import torch.nn.functional as F

torch.manual_seed(0)
x = torch.arange(32, dtype=torch.float32).reshape(1, 2, 4, 4) / 7 - 2
x.requires_grad_()
kernel = torch.linspace(-1, 1, 3 * 2 * 3 * 3).reshape(3, 2, 3, 3).requires_grad_()
bias = torch.tensor([0.5, -0.5, 0.25], requires_grad=True)

out = F.conv2d(x, kernel, bias, stride=2, padding=1)
print(out)
print(F.conv2d(x, kernel, padding='same').shape, F.conv2d(x[0], kernel).shape)
pooled, where = F.max_pool2d(out, 2, return_indices=True)
print(pooled, where)
pooled.sum().backward()
print(x.grad[0, 0])
print(bias.grad, kernel.grad[0, 0])

up = F.conv_transpose2d(out.detach(), kernel.detach(), stride=2, output_padding=1)
print(up.shape, up[0, :, 1, :4])
print(F.max_unpool2d(pooled, where, 2).shape)
print(F.avg_pool2d(x, 3, stride=1, padding=1, count_include_pad=False)[0, 0])
print(F.adaptive_avg_pool2d(x, (1, None)))
print(F.adaptive_max_pool2d(x, 3)[0, 1])
print(F.lp_pool2d(x, 2.0, 2)[0, 0])

running_mean, running_var = torch.zeros(2), torch.ones(2)
normal = F.batch_norm(x, running_mean, running_var, training=True, momentum=0.1)
print(normal[0, 0, 0], running_mean, running_var)
print(F.group_norm(x, 2)[0, 1, 3], F.instance_norm(x)[0, 0, 1])
print(F.layer_norm(x, (4,))[0, 0], F.rms_norm(x, (4,), eps=1e-5)[0, 1])
print(F.local_response_norm(x, 2)[0, 1, 0])

print(F.pad(x[0], (1, 1), mode='reflect')[0, 0], F.pad(x, (0, 1, 1, 0), value=9)[0, 0, 0])
print(F.pad(x, (1, 1, 0, 0), 'circular')[0, 0, 0], F.pad(x, (2, 0, 0, 0), 'replicate')[0, 0, 0])
print(F.interpolate(x, scale_factor=0.5, mode='bilinear', align_corners=False))
print(F.interpolate(x, (3, 5))[0, 0], F.interpolate(x, 2, mode='area')[0, 1])
print(F.unfold(x, 2).shape, F.fold(F.unfold(x, 2), (4, 4), 2)[0, 0])
print(F.pixel_shuffle(torch.arange(8.0).reshape(1, 4, 1, 2), 2))
grid = F.affine_grid(torch.tensor([[[0.0, -1.0, 0.0], [1.0, 0.0, 0.0]]]), (1, 2, 2, 2), align_corners=False)
print(grid)
print(F.grid_sample(x, grid, align_corners=False))

try:
    F.conv2d(x, torch.zeros(3, 4, 3, 3))
except RuntimeError as error:
    print(error)
