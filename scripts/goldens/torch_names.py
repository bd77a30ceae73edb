"""Writes test/golden/torch-names.json: the public names of PyTorch, for docs/coverage.md.

The classes of torch.nn that are modules, the functions of torch.nn.functional, torch, torch.linalg
and torch.special, and the methods and attributes of Tensor, by PyTorch's own lists of them.
"""

import inspect
import json
import types
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[2]


def is_public(name):
    return not name.startswith("_")


def functions_of(module):
    """Functions that the module itself offers: neither classes nor what it imports from elsewhere."""
    kinds = (types.FunctionType, types.BuiltinFunctionType)
    home = module.__name__
    found = []
    for name in filter(is_public, dir(module)):
        value = getattr(module, name)
        if not isinstance(value, kinds) and type(value).__name__ not in ("boolean_dispatch",):
            continue
        origin = getattr(value, "__module__", None) or ""
        if isinstance(value, types.FunctionType) and not origin.startswith((home, "torch._jit_internal", "torch.functional")):
            continue
        found.append(name)
    return found


def main():
    modules = [name for name in filter(is_public, dir(torch.nn)) if inspect.isclass(getattr(torch.nn, name))
               and issubclass(getattr(torch.nn, name), torch.nn.Module)]
    torch_functions = [name for name in torch.__all__ if is_public(name)
                       and isinstance(getattr(torch, name), (types.FunctionType, types.BuiltinFunctionType))]
    names = {
        "torch.nn": modules,
        "torch.nn.functional": functions_of(torch.nn.functional),
        "torch.Tensor": [name for name in dir(torch.Tensor) if is_public(name)],
        "torch": torch_functions,
        "torch.linalg": functions_of(torch.linalg),
        "torch.special": functions_of(torch.special),
    }
    head = {"made by": "scripts/goldens/torch_names.py", "torch": torch.__version__.split("+")[0]}
    rows = ",\n".join(f"{json.dumps(home)}: {json.dumps(sorted(found))}" for home, found in names.items())
    target = ROOT / "test" / "golden" / "torch-names.json"
    target.write_text(f'{{\n"header": {json.dumps(head)},\n{rows}\n}}\n')


if __name__ == "__main__":
    main()
