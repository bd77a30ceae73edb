"""Writes test/golden/operators/: PyTorch's own operator samples, with what PyTorch makes of them.

    python scripts/goldens/operators.py [NAME...] [--to FOLDER] [--samples N] [--elements N]

walks the operator database that PyTorch's tests use (op_db). Every sample becomes a line of
Python that a user could write, `torch.add(x0, x1, alpha=2)`; the line is evaluated here, and
shape, dtype and values of all results are recorded, with the gradient of every input of
L = sum(result * seed(i)). Every other spelling that gives the same is recorded too: the method, the
in-place method, the function of that name elsewhere in torch, and all of these under the operator's aliases.
test/agreement reads the same lines with LossLens.

Left out, and counted in each file: complex and sparse tensors, which the engine does not have; samples of more
than --elements numbers; samples with an argument that is no plain value (a lambda, a Generator);
and all but --samples of an operator's float32 samples (a quarter of that for each other dtype). An operator
that would be left with none keeps a corner of its samples, where it works element by element, or else two
samples of at most --elements-of-few numbers.
"""

import argparse
import functools
import json
import math
import sys
import types
import unittest
import warnings
from pathlib import Path

import numpy as np
import torch

from shared.values import plain, seed_of, values_of

# PyTorch's test code imports this package for tests of its own that are not used here.
sys.modules.setdefault("expecttest", types.SimpleNamespace(TestCase=unittest.TestCase))
from torch.testing._internal.common_methods_invocations import op_db  # noqa: E402
from torch.testing._internal.opinfo.core import UnaryUfuncInfo  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
DTYPES = [torch.float32, torch.float64, torch.bfloat16, torch.float16, torch.int64, torch.bool]
# Not operators that a user calls: PyTorch's own machinery.
INTERNAL = ("torch.ops.", "ops.", "_refs.", "jiterator_", "sparse.", "to_sparse")
REVERSED = {"radd": "+", "rsub": "-", "rmul": "*", "rdiv": "/", "rmod": "%", "rpow": "**", "rmatmul": "@",
            "rand": "&", "ror": "|", "rxor": "^"}
# Where a function of the operator's name may stand besides.
HOMES = ("", "special.", "linalg.", "nn.functional.")
# What memory happens to hold.
UNSPECIFIED = ("empty", "new_empty", "resize")


class NotSpelled(Exception):
    """The sample holds something that has no literal."""


def short(dtype):
    return str(dtype).removeprefix("torch.")


class Spelling:
    """Collects the tensors of a sample under names and spells everything else."""

    def __init__(self):
        self.inputs = {}

    def of(self, value):
        if torch.is_tensor(value):
            if value.layout != torch.strided or value.is_complex():
                raise NotSpelled("complex or sparse")
            if short(value.dtype) not in ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16",
                                          "float32", "float64"):
                raise NotSpelled("complex or sparse")
            for name, known in self.inputs.items():
                if known is value:
                    return name
            name = f"x{len(self.inputs)}"
            self.inputs[name] = value
            return name
        if value is None or isinstance(value, (bool, int, str)):
            return repr(value)
        if isinstance(value, float):
            return repr(value) if math.isfinite(value) else f"float('{value}')"
        if isinstance(value, (np.integer, np.floating)):
            return self.of(value.item())
        if isinstance(value, (torch.dtype, torch.layout, torch.memory_format)):
            return str(value)
        if isinstance(value, torch.device):
            return repr(str(value))
        if value is Ellipsis:
            return "..."
        if isinstance(value, slice):
            return f"slice({self.of(value.start)}, {self.of(value.stop)}, {self.of(value.step)})"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.of, value)) + "]"
        if isinstance(value, (tuple, torch.Size)):
            return "(" + ", ".join(map(self.of, value)) + ("," if len(value) == 1 else "") + ")"
        raise NotSpelled("no literal")


def found(path):
    """What stands under a dotted name in torch; None where nothing does."""
    try:
        return functools.reduce(getattr, path.split("."), torch)
    except AttributeError:
        return None


def spellings_of(op, sample, spelling):
    """The lines that a user could write for this sample, the usual one first: the function, the methods, the
    functions of that name elsewhere, and all of these under the operator's aliases."""
    subject = spelling.of(sample.input)
    args = [spelling.of(value) for value in sample.args]
    given = ", ".join([*args, *(f"{key}={spelling.of(value)}" for key, value in sample.kwargs.items())])
    if op.name == "__getitem__":
        return [f"{subject}[{args[0]}]"]
    if op.name.startswith("__"):
        reverse = REVERSED.get(op.name.strip("_"))
        return [f"{args[0]} {reverse} {subject}" if reverse else f"{subject}.{op.name}({given})"]
    behind = f", {given}" if given else ""
    texts = [f"torch.{op.name}({subject}{behind})"] if callable(found(op.name)) else []
    # An alias is named with its module, and that with or without torch before it.
    for path in (op.name, *(alias.name for alias in op.aliases)):
        name = path.split(".")[-1]
        if torch.is_tensor(sample.input):
            if hasattr(torch.Tensor, name):
                is_method = callable(getattr(torch.Tensor, name))
                texts.append(f"{subject}.{name}({given})" if is_method else f"{subject}.{name}")
            if hasattr(torch.Tensor, f"{name}_"):
                texts.append(f"{subject}.clone().{name}_({given})")
        for home in HOMES:
            if callable(found(f"{home}{name}")):
                texts.append(f"torch.{home}{name}({subject}{behind})")
            if torch.is_tensor(sample.input) and callable(found(f"{home}{name}_")):
                texts.append(f"torch.{home}{name}_({subject}.clone(){behind})")
    return list(dict.fromkeys(texts))


def is_same(one, other):
    """Whether two results hold the same numbers in the same shapes and dtypes."""
    one, other = flattened(one), flattened(other)
    return len(one) == len(other) and all(
        torch.equal(a.nan_to_num(7), b.nan_to_num(7)) and a.dtype == b.dtype
        if torch.is_tensor(a) and torch.is_tensor(b)
        else type(a) is type(b) and (a == b or a != a)
        for a, b in zip(one, other)
    )


def gives(text, inputs, result):
    """Whether PyTorch accepts a spelling and it gives the same result."""
    torch.manual_seed(7)
    try:
        return is_same(eval(text, {"torch": torch, **inputs}), result)
    except Exception:
        return False


def first_accepted(candidates, inputs):
    """The first line that PyTorch accepts, and its result; what it says to the first where it accepts none."""
    refusal = None
    for text in candidates:
        torch.manual_seed(7)
        try:
            return text, eval(text, {"torch": torch, **inputs})
        except Exception as error:
            refusal = refusal or error
    raise refusal or NotSpelled("no literal")


def described(tensor, with_values=True):
    row = {"shape": list(tensor.shape), "dtype": short(tensor.dtype)}
    return {**row, "values": values_of(tensor)} if with_values else row


def flattened(result):
    """The tensors and numbers of a result, in order; a number is a tensor without dims."""
    if torch.is_tensor(result):
        return [result]
    if isinstance(result, (list, tuple)):
        return [part for item in result for part in flattened(item)]
    if isinstance(result, (bool, int, float)):
        return [result]
    raise NotSpelled("no literal")


def evaluate(op, sample, limit):
    spelling = Spelling()
    candidates = spellings_of(op, sample, spelling)
    if sum(tensor.numel() for tensor in spelling.inputs.values()) > limit:
        raise NotSpelled("too large")
    # Three digits are enough, and keep the files small.
    inputs = {}
    for name, tensor in spelling.inputs.items():
        held = tensor.detach().contiguous().clone()
        if held.dtype in (torch.float32, torch.float64):
            held = torch.tensor(np.round(held.numpy(), 3), dtype=held.dtype)
        inputs[name] = held.requires_grad_(tensor.requires_grad)
    # Described first: a line may change its inputs, as batch_norm does its running statistics.
    given = {name: {**described(tensor), **({"requiresGrad": True} if tensor.requires_grad else {})}
             for name, tensor in inputs.items()}
    code, result = first_accepted(candidates, inputs)
    row = {"code": code, "inputs": given}
    parts = flattened(result)
    if any(torch.is_tensor(part) and (part.is_complex() or part.layout != torch.strided) for part in parts):
        raise NotSpelled("complex or sparse")
    if sum(part.numel() for part in parts if torch.is_tensor(part)) > limit:
        raise NotSpelled("too large")
    with_values = not op.name.startswith(UNSPECIFIED)
    row["outputs"] = [described(part, with_values) if torch.is_tensor(part) else part for part in parts]
    also = [text for text in candidates if text != code and gives(text, inputs, result)]
    if also:
        row["also"] = also
    row["outputs"] = [plain(part, torch.float64) if isinstance(part, float) else part for part in row["outputs"]]
    leaves = {name: tensor for name, tensor in inputs.items() if tensor.requires_grad}
    sent = [part for part in parts if torch.is_tensor(part) and part.requires_grad]
    if leaves and sent and with_values:
        shares = torch.autograd.grad(sent, list(leaves.values()), [seed_of(part) for part in sent], allow_unused=True)
        row["gradients"] = {name: None if share is None else described(share) for name, share in zip(leaves, shares)}
    return row


def spread(rows, count):
    """At most `count` of the rows, evenly spaced, the first and the last among them."""
    if len(rows) <= count:
        return rows
    return [rows[round(at * (len(rows) - 1) / max(count - 1, 1))] for at in range(count)]


def corner(sample):
    """The first four elements along each dim of a sample of one tensor."""
    sample.input = sample.input.detach()[(slice(4),) * sample.input.dim()].clone().requires_grad_(sample.input.requires_grad)
    return sample


def walk(op, limit, count, change=lambda sample: sample):
    """The rows of an operator, and what was left out, by reason."""
    rows, left_out = [], {}
    for dtype in DTYPES:
        if not op.supports_dtype(dtype, "cpu"):
            continue
        torch.manual_seed(3)
        evaluated = []
        differentiable = op.supports_autograd and dtype in op.supported_backward_dtypes("cpu")
        samples = op.sample_inputs("cpu", dtype, requires_grad=differentiable)
        while True:
            try:
                sample = next(samples, None)
            except Exception:
                left_out["no sample"] = left_out.get("no sample", 0) + 1
                break
            if sample is None:
                break
            try:
                evaluated.append(evaluate(op, change(sample), limit))
            except NotSpelled as reason:
                left_out[str(reason)] = left_out.get(str(reason), 0) + 1
            except Exception:
                left_out["refused by PyTorch"] = left_out.get("refused by PyTorch", 0) + 1
        kept = spread(evaluated, count if dtype == torch.float32 else max(count // 4, 1))
        if len(evaluated) > len(kept):
            left_out["more of the same"] = left_out.get("more of the same", 0) + len(evaluated) - len(kept)
        rows += kept
    return rows, left_out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--to", type=Path, default=ROOT / "test" / "golden" / "operators")
    parser.add_argument("--samples", type=int, default=12)
    parser.add_argument("--elements", type=int, default=150)
    parser.add_argument("--elements-of-few", type=int, default=1200)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    options.to.mkdir(parents=True, exist_ok=True)
    written = set()
    for op in op_db:
        if op.name.startswith(INTERNAL) or (op.name.startswith("_") and not op.name.startswith("__")):
            continue
        name = f"{op.name}.{op.variant_test_name}" if op.variant_test_name else op.name
        written.add(f"{name}.json")
        if options.names and name not in options.names and op.name not in options.names:
            continue
        rows, left_out = walk(op, options.elements, options.samples)
        if not rows and "too large" in left_out:
            if isinstance(op, UnaryUfuncInfo):
                rows, left_out = walk(op, options.elements, options.samples, corner)
            else:
                rows, left_out = walk(op, options.elements_of_few, 2)
        head = {"made by": "scripts/goldens/operators.py", "torch": torch.__version__.split("+")[0],
                "operator": op.name, "variant": op.variant_test_name, "left out": left_out}
        body = ",\n".join("  " + json.dumps(row, separators=(",", ":")) for row in rows)
        text = f'{{\n"header": {json.dumps(head)},\n"samples": [\n{body}\n]\n}}\n'
        (options.to / f"{name}.json").write_text(text)
    if not options.names:
        for stale in options.to.glob("*.json"):
            if stale.name not in written:
                stale.unlink()


if __name__ == "__main__":
    main()
