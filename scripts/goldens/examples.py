"""Runs the files of examples/ in real PyTorch and records what they compute.

    python scripts/goldens/examples.py

writes test/golden/examples.json: for each file what it prints, the value and
gradient of each loss with its line, and its tensors at the end. Each file runs
twice with different random seeds; what differs depends on chance and is left out.
Needs a Python with torch and numpy.
"""

import contextlib
import io
import json
import math
import sys
import warnings
from pathlib import Path

import torch
import torch.nn.functional as F

ROOT = Path(__file__).resolve().parents[2]
LOSSES = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "l1_loss",
    "mse_loss",
    "nll_loss",
]


def number(value):
    """JSON has no NaN and no infinities: they are strings, as in LossLens' own output."""
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return value


def plain(tensor):
    values = tensor.detach().flatten().tolist()
    record = {
        "shape": list(tensor.shape),
        "dtype": str(tensor.dtype).removeprefix("torch."),
        "data": [number(value) for value in values],
    }
    if tensor.is_leaf and tensor.grad is not None:
        record["grad"] = [number(value) for value in tensor.grad.flatten().tolist()]
    return record


def calling_line(name):
    """The innermost line of the example that is being executed."""
    frame = sys._getframe()
    while frame is not None:
        if frame.f_code.co_filename == name:
            return frame.f_lineno
        frame = frame.f_back
    return None


def recording(original, name, losses):
    def record(input, target, *args, **kwargs):
        output = original(input, target, *args, **kwargs)
        leaf = input.detach().clone().requires_grad_()
        with torch.enable_grad():
            again = original(leaf, target.detach(), *args, **kwargs)
            (gradient,) = torch.autograd.grad(again.sum(), leaf)
        losses.append(
            {
                "cell": record.cell,
                "line": calling_line(record.source),
                "loss": name,
                "value": plain(output),
                "gradient": plain(gradient),
            }
        )
        return output

    record.cell = None
    record.source = ""
    return record


def run(pieces, seed):
    """Executes the pieces (cell number or None, text) in one namespace."""
    torch.manual_seed(seed)
    losses = []
    originals = {name: getattr(F, name) for name in LOSSES}
    recorders = {name: recording(original, name, losses) for name, original in originals.items()}
    namespace = {"__name__": "__main__"}
    printed = io.StringIO()
    for name, recorder in recorders.items():
        setattr(F, name, recorder)
    try:
        with contextlib.redirect_stdout(printed), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for cell, text in pieces:
                source = f"example, cell {cell}"
                for recorder in recorders.values():
                    recorder.cell = cell
                    recorder.source = source
                exec(compile(text, source, "exec"), namespace)
    finally:
        for name, original in originals.items():
            setattr(F, name, original)
    tensors = {name: plain(value) for name, value in namespace.items() if torch.is_tensor(value)}
    return printed.getvalue(), losses, tensors


def pieces_of(path):
    if path.suffix == ".py":
        return [(None, path.read_text(encoding="utf-8"))]
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = enumerate(notebook["cells"])
    return [(index, "".join(cell["source"])) for index, cell in cells if cell["cell_type"] == "code"]


def golden(path):
    printed, losses, tensors = run(pieces_of(path), 0)
    other_printed, other_losses, other_tensors = run(pieces_of(path), 1)
    if len(losses) != len(other_losses) or printed != other_printed:
        raise SystemExit(f"{path.name}: what it prints depends on chance; use literals")
    return {
        "printed": printed.splitlines(),
        "losses": [loss for loss, other in zip(losses, other_losses) if loss == other],
        "tensors": {name: value for name, value in tensors.items() if other_tensors[name] == value},
    }


def main():
    folder = ROOT / "examples"
    files = sorted([*folder.glob("*.py"), *folder.glob("*.ipynb")])
    # One file a line, so that a change shows in a diff where it belongs.
    lines = [f"{json.dumps(path.name)}: {json.dumps(golden(path))}" for path in files]
    head = {"made by": "scripts/goldens/examples.py", "torch": torch.__version__}
    text = json.dumps(head)[:-1] + ', "files": {\n' + ",\n".join(lines) + "\n}}\n"
    target = ROOT / "test" / "golden" / "examples.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {len(files)} files")


if __name__ == "__main__":
    main()
