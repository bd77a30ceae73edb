"""Runs the programs of test/inspect/programs in real Python and PyTorch and records what they print.

    python scripts/goldens/programs.py

writes test/golden/programs.json. Every program is deterministic: random numbers
come after a seed. Needs a Python with torch and numpy.
"""

import contextlib
import io
import json
import warnings
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[2]


def printed_by(path):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(path.read_text(encoding="utf-8"), path.name, "exec"), {"__name__": "__main__"})
    return out.getvalue().splitlines()


def main():
    files = sorted((ROOT / "test" / "inspect" / "programs").glob("*.py"))
    lines = [f"{json.dumps(path.name)}: {json.dumps(printed_by(path))}" for path in files]
    head = {"made by": "scripts/goldens/programs.py", "torch": torch.__version__}
    text = json.dumps(head)[:-1] + ', "files": {\n' + ",\n".join(lines) + "\n}}\n"
    target = ROOT / "test" / "golden" / "programs.json"
    target.write_text(text, encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {len(files)} programs")


if __name__ == "__main__":
    main()
