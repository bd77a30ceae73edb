"""Runs the programs of the layers' samples in real PyTorch and records what they print.

    python scripts/goldens/layers.py [NAME...]

writes test/golden/layers/NAME.json, for all layers of torch.nn or the named ones: each sample and the lines that
its program printed. The samples stand beside each layer in src/frameworks/torch/layers. Needs a Python with torch,
and node.
"""

import contextlib
import io
import json
import subprocess
import sys
import warnings
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[2]


def printed_by(program):
    out = io.StringIO()
    with contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(program, "sample", "exec"), {"__name__": "__main__"})
    return out.getvalue().splitlines()


def main():
    listed = subprocess.run(
        ["node", "scripts/goldens/layer-samples.mjs"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    programs = json.loads(listed.stdout)
    target = ROOT / "test" / "golden" / "layers"
    target.mkdir(exist_ok=True)
    for name in sys.argv[1:] or programs:
        samples = []
        for sample in programs[name]:
            program = sample.pop("program")
            try:
                samples.append({**sample, "printed": printed_by(program)})
            except Exception as error:
                raise SystemExit(f"{name}: {error}\n{program}")
        golden = {"torch": torch.__version__, "samples": samples}
        (target / f"{name}.json").write_text(json.dumps(golden, indent=1) + "\n", encoding="utf-8")
    for stale in target.glob("*.json"):
        if stale.stem not in programs:
            stale.unlink()


if __name__ == "__main__":
    main()
