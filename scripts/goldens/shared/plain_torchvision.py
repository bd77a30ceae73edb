"""torchvision's plain Python without what is compiled for one version of PyTorch, or needs Pillow. Makes no golden itself."""

import functools
import importlib
import importlib.util
import sys
import types
from pathlib import Path

#: The modules of torchvision.ops whose functions LossLens knows.
MODULES = ("focal_loss", "giou_loss", "diou_loss", "ciou_loss", "boxes")


@functools.cache
def plain_torchvision():
    """Gives `torchvision` with `torchvision.ops`, importable by these names from then on."""
    found = importlib.util.find_spec("torchvision")
    if found is None:
        raise SystemExit("the samples of torchvision need it: pip install --no-deps torchvision")
    folder = Path(found.origin).parent
    for name, path in (("torchvision", folder), ("torchvision.ops", folder / "ops"), ("torchvision.utils", folder)):
        package = types.ModuleType(name)
        package.__path__ = [str(path)]
        package._log_api_usage_once = lambda called: None
        package._is_tracing = lambda: False
        sys.modules.setdefault(name, package)
    torchvision, ops = sys.modules["torchvision"], sys.modules["torchvision.ops"]
    torchvision.ops = ops
    for module in MODULES:
        vars(ops).update(
            {name: value for name, value in vars(importlib.import_module(f"torchvision.ops.{module}")).items()
             if not name.startswith("_")}
        )
    return torchvision
