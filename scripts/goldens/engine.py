"""Writes test/golden/ops/, losses/ and promotion.json with real PyTorch on the CPU.

    python scripts/goldens/engine.py [NAME...]

evaluates all samples, or those of the named operations and losses. The samples that stand beside each operation and loss are evaluated: shape, dtype and
values of the result, the gradient of each floating input when the result's gradient is
seed(i), and the error or warning where PyTorch gives one.
"""

import ast
import json
import subprocess
import sys
import warnings
from pathlib import Path

import torch
import torch.nn.functional as F

from shared.plain_torchvision import plain_torchvision
from shared.values import seed_of, values_of

ROOT = Path(__file__).resolve().parent.parent.parent
# How PyTorch's warnings about the arguments of a loss begin.
LOSS_WARNINGS = ("Using a target size", "reduction: 'mean' divides")
GOLDEN = ROOT / "test" / "golden"


def read(value):
    return float(value) if isinstance(value, str) else value


def make_input(spec):
    values = [read(v) for v in spec["values"]]
    if spec.get("wrapped"):
        return values[0]
    tensor = torch.tensor(values, dtype=getattr(torch, spec["dtype"])).reshape(spec["shape"])
    return tensor.requires_grad_(tensor.is_floating_point() and not spec.get("constant"))


def assigned(tensor, index, value):
    """What `tensor[index] = value` makes of a copy."""
    copy = tensor.clone()
    copy[index] = value
    return copy


def class_form(call, name):
    """`nn.NAME(keywords)(tensors)` for `F.name(tensors, keywords)`: what is passed by position is a tensor."""
    node = ast.parse(call, mode="eval").body
    given = ", ".join(map(ast.unparse, node.args))
    options = ", ".join(f"{keyword.arg}={ast.unparse(keyword.value)}" for keyword in node.keywords)
    return f"torch.nn.{name}({options})({given})"


def evaluate(sample):
    inputs = {name: make_input(spec) for name, spec in sample["inputs"].items()}
    golden = {"torch": sample["torch"], "inputs": sample["inputs"]}
    names = {"torch": torch, "F": F, "assigned": assigned, **inputs}
    if sample["torch"].startswith("torchvision."):
        names["torchvision"] = plain_torchvision()
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            result = eval(sample["torch"], names)
    except Exception as error:
        message = str(error).split("\nException raised from")[0]
        return {**golden, "error": {"type": type(error).__name__, "message": message}}
    if not torch.is_tensor(result):
        result = torch.tensor(result)
    golden["shape"] = list(result.shape)
    golden["dtype"] = str(result.dtype).removeprefix("torch.")
    if "class" in sample:
        other = class_form(sample["torch"], sample["class"])
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                agrees = torch.equal(eval(other, names).nan_to_num(7), result.nan_to_num(7))
        except Exception:
            agrees = False
        if agrees:
            golden["also"] = [other]
    golden["values"] = values_of(result)
    if result.requires_grad:
        golden["gradFn"] = type(result.grad_fn).__name__
        leaves = {name: tensor for name, tensor in inputs.items() if torch.is_tensor(tensor) and tensor.requires_grad}
        try:
            shares = torch.autograd.grad(result, list(leaves.values()), seed_of(result), allow_unused=True)
        except RuntimeError as error:
            golden["backwardError"] = str(error)
        else:
            golden["gradients"] = {
                name: None if share is None else values_of(share) for name, share in zip(leaves, shares)
            }
    told = [text for text in map(str, (w.message for w in caught)) if text.startswith(LOSS_WARNINGS)]
    if told:
        golden["warnings"] = told
    return golden


def write(name, content):
    header = {"made by": "scripts/goldens/engine.py", "torch": torch.__version__.split("+")[0]}
    lines = [json.dumps("header") + ": " + json.dumps(header)]
    for key, rows in content.items():
        body = ",\n".join("  " + json.dumps(row, separators=(",", ":")) for row in rows)
        lines.append(f"{json.dumps(key)}: [\n{body}\n]" if rows else f"{json.dumps(key)}: []")
    target = GOLDEN / f"{name}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def promotion():
    dtypes = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "bfloat16", "float32", "float64"]
    kinds = {
        "dims": lambda dtype: torch.ones(1, dtype=dtype),
        "scalar": lambda dtype: torch.ones((), dtype=dtype),
    }
    short = lambda dtype: str(dtype).removeprefix("torch.")
    rows = []
    for a in dtypes:
        for b in dtypes:
            left, right = getattr(torch, a), getattr(torch, b)
            row = {"a": a, "b": b, "promoted": short(torch.promote_types(left, right))}
            row["dims, scalar"] = short(torch.result_type(kinds["dims"](left), kinds["scalar"](right)))
            rows.append(row)
    numbers = []
    for a in dtypes:
        for kind in kinds:
            tensor = kinds[kind](getattr(torch, a))
            results = {type(n).__name__: short(torch.result_type(tensor, n)) for n in (True, 1, 1.5)}
            numbers.append({"dtype": a, "kind": kind, **results})
    return {"pairs": rows, "numbers": numbers}


def main():
    torch.set_num_threads(1)
    printed = subprocess.run(
        ["node", "scripts/goldens/samples.mjs"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    samples = json.loads(printed)
    wanted = sys.argv[1:]
    for registry in ("ops", "losses"):
        for name, rows in samples[registry].items():
            if not wanted or name in wanted:
                write(f"{registry}/{name}", {"samples": [evaluate(sample) for sample in rows]})
        if not wanted:
            for stale in (GOLDEN / registry).glob("*.json"):
                if stale.stem not in samples[registry]:
                    stale.unlink()
    if not wanted:
        write("promotion", promotion())


if __name__ == "__main__":
    main()
