# Names in torch itself that few programs call: what stands behind layers and other functions, and copies of views.
import numpy as np
import torch

x = torch.tensor([[1.0, 2.0], [3.0, 4.0]])
image = torch.arange(9.0).reshape(1, 1, 3, 3)
line = torch.arange(6.0).reshape(1, 2, 3)

print(torch.split_copy(x, 1), torch.slice_copy(x, 0, 0, 1), torch.select_copy(x, 0, 1), torch.unbind_copy(x))
print(torch.norm_except_dim(x), torch.norm_except_dim(x, 2, 1), torch.norm_except_dim(x, 1, -1), torch.frobenius_norm(x, [0, 1]))
print(torch.vander(torch.tensor([1, 2, 3])), torch.vander(torch.tensor([1.0, 0.5]), 3, increasing=True))
table = x.clone()
print(torch.embedding_renorm_(table, torch.tensor([0]), 1.0, 2.0) is table, table)
for mode in (0, 1, 2):
    print(torch.embedding_bag(x, torch.tensor([0, 1, 1]), torch.tensor([0, 2]), False, mode)[0])
torch.manual_seed(2)
print(torch.native_dropout(x, 0.5, True), torch.native_dropout(x, 0.5, False))
w = torch.full((2, 3), 2.0, requires_grad=True)
dropped, mask = torch.native_dropout(w, 0.3, True)
dropped.sum().backward()
print(dropped, w.grad)

print(torch.convolution(image, torch.ones(1, 1, 2, 2), None, [1, 1], [0, 0], [1, 1], False, [0, 0], 1))
print(torch.grid_sampler(image, torch.zeros(1, 1, 2, 2), 0, 0, True), torch.affine_grid_generator(torch.ones(1, 2, 3), [1, 1, 2, 2], True))
print(torch.instance_norm(line, None, None, None, None, True, 0.1, 1e-5, False))
print(torch.max_pool1d_with_indices(line, 2), torch.adaptive_max_pool1d(line, 2))
print(torch.max_pool2d(image, 2), torch.max_pool3d(torch.arange(27.0).reshape(1, 3, 3, 3), 2))
print(torch.native_channel_shuffle(torch.arange(4.0).reshape(1, 4, 1, 1), 2))
print(torch.conv_tbc(torch.ones(4, 1, 2), torch.ones(2, 2, 1), torch.zeros(1)))
print(torch.slice_scatter(x, torch.zeros(1, 2), 0, 0, 1), x.slice_scatter(torch.ones(2, 1), 1, 1, 2))
print(torch.unsafe_split_with_sizes(x, [1, 1]), x.unsafe_split_with_sizes([1, 1]), torch.chain_matmul(x, x, x), x.kron(torch.eye(2)))
print(torch.range(0, 3), torch.asarray([1, 2]), torch.blackman_window(4), x.clone().fill_diagonal_(9.0))
print(torch.alpha_dropout(x, 0.4, True), torch.alpha_dropout_(x.clone(), 0.4, True))
print(torch.feature_dropout(x, 0.5, True), torch.feature_dropout_(x.clone(), 0.5, True), torch.dropout_(x.clone(), 0.5, True))
print(torch.feature_alpha_dropout(x, 0.5, True), torch.feature_alpha_dropout_(x.clone(), 0.5, True))
print(torch.special.polygamma(1, x), torch.resize_as_(x.clone(), torch.ones(4)))

print(x.clone().apply_(lambda value: value * 2), torch.tensor([1, 2]).apply_(lambda value: value * 1.5))
print(x.clone().map_(torch.ones(2, 2), lambda a, b: a - b), x.clone().map2_(x, x.t(), lambda a, b, c: a + b * c))
try:
    w.apply_(lambda value: value)
except RuntimeError as error:
    print(error)

array = np.array([1.0, 2.0, 3.0], dtype=np.float32)
shared = torch.frombuffer(array, dtype=torch.float32)
array[0] = 5.0
print(shared)

weights = torch.tensor([1.0, 2.0], requires_grad=True)


def descend(parameter):
    with torch.no_grad():
        parameter -= 0.1 * parameter.grad
    parameter.grad = None


handle = weights.register_post_accumulate_grad_hook(descend)
for _ in range(3):
    (weights ** 2).sum().backward()
    print(weights, weights.grad)
handle.remove()
(weights ** 2).sum().backward()
print(weights, weights.grad)
for refused in (torch.ones(1), weights * 2):
    try:
        refused.register_post_accumulate_grad_hook(descend)
    except RuntimeError as error:
        print(error)
