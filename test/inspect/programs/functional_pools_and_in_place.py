import torch
import torch.nn as nn
import torch.nn.functional as F

torch.manual_seed(0)
x1 = torch.randn(1, 2, 6)
x2 = torch.randn(1, 2, 4, 6)
x3 = torch.randn(1, 1, 4, 4, 4)


def show(result):
    for part in result if isinstance(result, tuple) else (result,):
        print(part.shape, part.dtype, part.flatten()[:6])


show(F.max_pool1d_with_indices(x1, 2))
show(F.max_pool2d_with_indices(x2, (2, 3), stride=1, padding=1))
show(F.max_pool3d(x3, 2))
show(F.max_pool3d_with_indices(x3, 2, ceil_mode=True))
show(F.adaptive_max_pool1d_with_indices(x1, 4))
show(F.adaptive_max_pool2d_with_indices(x2, (2, None)))
show(F.adaptive_max_pool3d(x3, (1, 2, 3)))
show(F.adaptive_max_pool3d(x3, 2, return_indices=True))
show(F.adaptive_max_pool3d_with_indices(x3, (3, 1, 2)))
show(F.fractional_max_pool2d_with_indices(x2, 2, output_size=(2, 3)))
show(F.fractional_max_pool3d_with_indices(x3, 2, output_ratio=0.5))
show(F.lp_pool1d(x1, 2, 3, stride=1))
show(F.lp_pool3d(x3, 3.0, 2, ceil_mode=True))
values, where = F.max_pool3d(x3, 2, return_indices=True)
show(F.max_unpool3d(values, where, 2))
show(F.max_unpool3d(values, where, kernel_size=2, output_size=[4, 4, 4]))
show(F.channel_shuffle(torch.arange(12.0).view(1, 6, 2), 3))
show(F.native_channel_shuffle(torch.arange(12.0).view(1, 4, 3, 1), 2))
show(F.upsample(x2, scale_factor=2))
show(F.upsample(x2, size=(3, 3), mode="bilinear", align_corners=True))
show(F.upsample(x1, scale_factor=1.5, mode="linear"))
show(F.sigmoid(x1))
show(F.tanh(x1))
for f in (F.celu_, F.leaky_relu_, F.selu_, F.elu_, F.relu_):
    y = x1.clone()
    print(f(y) is y, y.flatten()[:4])
y = x1.clone()
print(F.threshold_(y, 0.1, -1.0), y)
y = x1.clone()
print(F.leaky_relu_(y, 0.3), F.celu_(x1.clone(), alpha=0.5))
w = torch.tensor([0.5, -1.0], requires_grad=True)
z = w * 2
F.leaky_relu_(z, 0.1)
print(z)
z.sum().backward()
print(w.grad)
g = torch.randn(2, 3, requires_grad=True)
p, n = torch.randn(2, 3), torch.randn(2, 3)
loss = F.triplet_margin_with_distance_loss(g, p, n, distance_function=lambda a, b: (a - b).abs().sum(1), margin=0.5, swap=True)
loss.backward()
print(loss, g.grad)
print(nn.TripletMarginWithDistanceLoss(distance_function=nn.PairwiseDistance(), reduction="none")(p, n, g.detach()))
print(nn.TripletMarginWithDistanceLoss())
print(F.conv_tbc(torch.randn(5, 2, 3), torch.randn(2, 3, 4), torch.randn(4), 1))
for f in (F.celu_, F.elu_, F.selu_, F.leaky_relu_, F.relu_, F.hardtanh_, lambda x: F.threshold_(x, 0.1, 2.0)):
    z = w * 2
    f(z)
    print(z)
    w.grad = None
    z.sum().backward()
    print(w.grad)
for m in (nn.LeakyReLU(0.2, inplace=True), nn.ELU(inplace=True), nn.SELU(True), nn.CELU(2.0, True), nn.Threshold(0.1, 1, True)):
    z = w * 2
    out = m(z)
    print(out is z, z, m)
print(F.elu(w * 2, inplace=True), F.elu(w * 2))
