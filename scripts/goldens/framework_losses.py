"""Runs the snippets of test/inspect/frameworks in real Keras, TensorFlow, JAX and optax and records what they print.

    python scripts/goldens/framework_losses.py [NAME...]

writes test/golden/frameworks/NAME.json: what each snippet of NAME.py prints. A snippet begins with a line `# --- its name`;
what stands above the first one is run before each of them. Needs a Python with keras, tensorflow, jax and optax; Keras
runs on TensorFlow.
"""

import contextlib
import importlib
import io
import json
import os
import re
import sys
from pathlib import Path

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["CUDA_VISIBLE_DEVICES"] = ""
os.environ["JAX_PLATFORMS"] = "cpu"

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("keras", "tensorflow", "jax", "optax", "numpy")


def printed_by(text, name):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(text, f"<{name}>", "exec"), {"__name__": "__main__"})
    return out.getvalue()


def snippets_of(text):
    head, *parts = re.split(r"^# --- (.+)$", text, flags=re.MULTILINE)
    return {name: head + body for name, body in zip(parts[::2], parts[1::2])}


def main():
    wanted = sys.argv[1:]
    target = ROOT / "test" / "golden" / "frameworks"
    target.mkdir(exist_ok=True)
    for path in sorted((ROOT / "test" / "inspect" / "frameworks").glob("*.py")):
        if wanted and path.stem not in wanted:
            continue
        golden = {
            "made by": "scripts/goldens/framework_losses.py",
            "versions": {package: importlib.import_module(package).__version__ for package in PACKAGES},
            "snippets": {
                name: printed_by(text, path.name).splitlines()
                for name, text in snippets_of(path.read_text(encoding="utf-8")).items()
            },
        }
        (target / f"{path.stem}.json").write_text(json.dumps(golden, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
