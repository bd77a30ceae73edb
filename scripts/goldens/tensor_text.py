"""Writes what PyTorch and NumPy print for tensors, beside the numbers in them, for the tests of src/python.

Usage: python3 scripts/goldens/tensor_text.py            writes test/python/fixtures/prints.json
"""

import json
import math
import pathlib

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def plain(value):
    """A number as JSON holds it."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return float(value) if isinstance(value, (bool, int)) else value


def golden(text, shape, values, **said):
    return {"text": text, "shape": list(shape), "values": [plain(value) for value in values], **said}


def shown(tensor, text=None, **said):
    """A tensor with the numbers that its print shows: rounded as printed."""
    text = repr(tensor) if text is None else text
    return golden(text, tensor.shape, tensor.detach().flatten().tolist(), **said)


def main():
    torch.manual_seed(0)
    rows = torch.randn(2, 3)
    leaf = torch.tensor([[0.25, -1.5], [3.0, 0.0]], requires_grad=True)
    loss = F.cross_entropy(leaf, torch.tensor([0, 1]))
    parameter = nn.Parameter(torch.tensor([[1.0, 2.0], [3.0, 4.0]]))
    prints = [
        shown(rows),
        shown(torch.tensor(0.5)),
        shown(torch.tensor(3)),
        shown(torch.tensor(True)),
        shown(torch.tensor([1.0, 2.0, 3.0])),
        shown(torch.tensor([[0, 1], [1, 0]])),
        shown(torch.tensor([True, False])),
        shown(torch.tensor([1e-5, 1.0, 12345.678])),
        shown(torch.tensor([float("nan"), float("inf"), -float("inf"), 1.5])),
        shown(torch.tensor([-0.0, 1e30])),
        shown(torch.tensor([1, 2], dtype=torch.int32), dtype="torch.int32"),
        shown(torch.tensor([1.0, 0.5], dtype=torch.float64), dtype="torch.float64"),
        shown(torch.tensor([0.5, 2.0], dtype=torch.bfloat16), dtype="torch.bfloat16"),
        shown(torch.zeros(0, 3), shapeSaid=[0, 3]),
        shown(torch.tensor([])),
        shown(torch.arange(24.0).reshape(2, 3, 4)),
        shown(torch.arange(60).reshape(3, 20)),
        shown(leaf, requiresGrad=True),
        shown(loss, gradFn="NllLossBackward0", requiresGrad=True),
        shown(leaf * 2, gradFn="MulBackward0", requiresGrad=True),
        shown(parameter, wrapper="Parameter containing:", requiresGrad=True),
        shown(torch.zeros(2, device="meta").new_zeros(2, device="cpu")),
    ]
    prints.append({"text": repr(torch.zeros(2000)), "elided": True, "shape": [6], "values": [0.0] * 6})
    prints.append({"text": repr(torch.ones(100, 100)), "elided": True, "shape": [36], "values": [1.0] * 36})
    arrays = [
        np.array([0.9, 0.1, 0.1]),
        np.array([[0.1, 0.2], [0.3, 0.4]]),
        np.array([[1.0, 2.0]], dtype=np.float32),
        np.array([True, False]),
        np.array([[1, -2], [30, 4]]),
        np.array([np.nan, np.inf, -np.inf, 1.0]),
        np.array([1e-10, 1.0, 1e10]),
        np.zeros((2, 2, 2)),
        np.array([-0.5, 1.25]),
        np.array(2.5),
        np.linspace(0, 1, 30).round(3),
        np.zeros((0, 3)),
    ]
    for array in arrays:
        for text in (repr(array), str(array)):
            # An empty array prints as [], which has one dimension.
            shape = array.shape if array.size or "shape=" in text else (0,)
            said = {"dtype": str(array.dtype)} if "dtype" in text else {}
            if "shape=" in text:
                said["shapeSaid"] = list(array.shape)
            prints.append(golden(text, shape, array.flatten().tolist(), **said))
    for scalar in (np.float32(0.5), np.float64(0.1), np.int64(3), np.bool_(True)):
        prints.append(golden(repr(scalar), [], [scalar.item()], dtype=str(scalar.dtype)))
    prints.append({"text": repr(np.zeros(2000)), "elided": True, "shape": [2000], "shapeSaid": [2000], "values": [0.0] * 6})
    folder = pathlib.Path(__file__).parents[2] / "test" / "python" / "fixtures"
    rows = ",\n".join("  " + json.dumps(row) for row in prints)
    (folder / "prints.json").write_text(f"[\n{rows}\n]\n")


if __name__ == "__main__":
    main()
