# What a program may ask of a tensor, as attribute, as method and as function of torch.
import torch

tensors = {
    "floats": torch.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]),
    "longs": torch.tensor([1, 2]),
    "bytes": torch.tensor([1, 2], dtype=torch.uint8),
    "bools": torch.tensor([True, False]),
    "halves": torch.tensor([0.5], dtype=torch.float16),
    "scalar": torch.tensor(3.0, dtype=torch.float64),
    "parameter": torch.nn.Parameter(torch.ones(2, 2)),
}


def attempt(ask):
    try:
        return ask()
    except RuntimeError as error:
        return str(error)


for name, x in tensors.items():
    print(name, x.dtype, x.layout, x.device, x.layout == torch.strided)
    print(x.is_cpu, x.is_cuda, x.is_ipu, x.is_maia, x.is_meta, x.is_mkldnn, x.is_mps, x.is_mtia, x.is_nested)
    print(x.is_quantized, x.is_sparse, x.is_sparse_csr, x.is_vulkan, x.is_xla, x.is_xpu)
    print(x.itemsize, x.nbytes, x.ndim, x.is_leaf, x.name, x.output_nr, x.retains_grad, x.grad_fn, x.grad_dtype, x.volatile)
    print(x.is_complex(), x.is_conj(), x.is_neg(), x.is_signed(), x.is_distributed(), x.get_device())
    print(x.dense_dim(), x.sparse_dim(), x.dim_order(), x.storage_offset(), x.detach().to_dense())
    print(torch.is_complex(x), torch.is_conj(x), torch.is_neg(x), torch.is_signed(x), torch.is_distributed(x))
    print(torch.get_device(x), torch.is_floating_point(x), torch.numel(x), torch.is_tensor(x), torch.is_storage(x))
    print(torch.typename(x), x.is_same_size(x), torch.is_same_size(x, torch.ones(2)), x.is_set_to(x))
    print(x.real, attempt(lambda: x.imag), attempt(lambda: torch.imag(x)))
    print(attempt(lambda: x.H), attempt(lambda: x.mH), attempt(lambda: x.adjoint()), attempt(lambda: torch.adjoint(x)))
    print(attempt(lambda: x.is_nonzero()), attempt(lambda: torch.is_nonzero(x[0:1] if x.ndim else x)))

x = tensors["floats"]
print(x.t().dim_order(), x.permute(1, 0).is_contiguous(), torch.ones(2, 3, 4).permute(2, 0, 1).dim_order())
print(x.is_set_to(x.clone()), x.is_set_to(x[0]))
print(x.type_as(tensors["longs"]), tensors["longs"].type_as(x), x.new([7.0]), x.new(torch.tensor([8.0])))
print(tensors["longs"].new([5]), x.new(4, 2).shape, x.new_tensor([[1, 2]]), x.new())
print([torch.typename(value) for value in (1, 2.5, "a", None, [1], (1, 2), {}, True, range(2), torch.Size([2]))])
print(torch.is_tensor([1]), torch.is_storage(1))

y = tensors["parameter"] * 2
print(y.grad_fn.name(), type(y.grad_fn).__name__, y.is_leaf, y.retains_grad, attempt(lambda: y.grad_dtype))
y.retain_grad()
print(y.retains_grad)
z = y.detach()
print(z.grad_fn, z.requires_grad, torch.detach(y).requires_grad, torch.detach_copy(x))
w = y.clone()
print(w.detach_() is w, w.requires_grad, torch.detach_(y.clone()).requires_grad)
