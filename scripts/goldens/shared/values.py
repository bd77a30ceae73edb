"""How tensors become JSON, and the gradient that every golden sends back."""

import math

import numpy as np
import torch


def plain(value, dtype):
    """A number of a dtype as JSON holds it."""
    if dtype == torch.bool:
        return bool(value)
    if not dtype.is_floating_point:
        return int(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    # The shortest digits that give back the same float32, which holds float16 and bfloat16 too.
    return value if dtype == torch.float64 else float(str(np.float32(value)))


def values_of(tensor):
    """All values, row by row."""
    return [plain(value, tensor.dtype) for value in tensor.detach().reshape(-1).tolist()]


def seed_of(result):
    """The gradient that is sent back: seven times the position, folded to -5..5, over four."""
    seed = [((at * 7 + 3) % 11 - 5) / 4 for at in range(result.numel())]
    return torch.tensor(seed, dtype=result.dtype).reshape(result.shape)
