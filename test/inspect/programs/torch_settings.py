# Switches of PyTorch: what is set is what is told.
import torch

print(torch.get_float32_matmul_precision())
torch.set_float32_matmul_precision("high")
print(torch.get_float32_matmul_precision())
torch.set_num_threads(1)
print(torch.get_num_threads())
torch.set_num_interop_threads(1)
print(torch.get_num_interop_threads())
print(torch.is_warn_always_enabled())
torch.set_warn_always(True)
print(torch.is_warn_always_enabled())
torch.set_warn_always(False)

print(torch.are_deterministic_algorithms_enabled(), torch.get_deterministic_debug_mode())
torch.use_deterministic_algorithms(True)
print(torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled())
torch.use_deterministic_algorithms(True, warn_only=True)
print(torch.is_deterministic_algorithms_warn_only_enabled(), torch.get_deterministic_debug_mode())
torch.set_deterministic_debug_mode("error")
print(torch.get_deterministic_debug_mode(), torch.is_deterministic_algorithms_warn_only_enabled())
torch.set_deterministic_debug_mode(0)
print(torch.are_deterministic_algorithms_enabled())
for mode in ("never", 3):
    try:
        torch.set_deterministic_debug_mode(mode)
    except RuntimeError as error:
        print(error)

print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
torch.set_anomaly_enabled(True, check_nan=False)
print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())
torch.set_anomaly_enabled(False)
print(torch.is_anomaly_enabled(), torch.is_anomaly_check_nan_enabled())

print(torch.get_default_device(), torch.is_vulkan_available())
torch.set_default_device("cpu")
print(torch.get_default_device(), torch.ones(2).device)
print(torch.get_default_dtype(), torch.is_grad_enabled())
torch.set_default_tensor_type(torch.DoubleTensor)
print(torch.get_default_dtype(), torch.tensor([0.1]), torch.ones(1).dtype)
torch.set_default_tensor_type("torch.FloatTensor")
print(torch.get_default_dtype(), torch.rand(1).dtype)

torch.manual_seed(3)
state = torch.get_rng_state()
first = torch.rand(2)
torch.set_rng_state(state)
print(torch.equal(first, torch.rand(2)), torch.initial_seed(), torch.default_generator.initial_seed())
with torch.random.fork_rng():
    torch.rand(5)
print(torch.rand(1, generator=torch.default_generator))

double = torch.compile(lambda a: a * 2, backend="eager")
print(double(torch.ones(2)))
print(torch.can_cast(torch.float32, torch.int64), torch.can_cast(torch.int8, torch.float16), torch.can_cast(torch.int8, torch.bool))
print(torch.promote_types(torch.int8, torch.uint8), torch.result_type(torch.tensor([1]), 1.5))
print(torch.sym_int(-3.7), torch.sym_float(3), torch.sym_max(3, 4.0), torch.sym_min(3, 4), torch.sym_not(True))
print(torch.sym_ite(False, 1, 2), torch.sym_sqrt(4), torch.sym_sum([1, 2, 3.5]))
x = torch.tensor([1.0, -2.0])
print(torch.cond(torch.tensor(True), lambda a: a + 1, lambda a: a - 1, (x,)))
print(torch.cond(x.sum() > 0, lambda a: a.relu(), lambda a: a.abs(), (x,)))
