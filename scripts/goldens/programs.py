"""Runs the programs of test/inspect/programs in real Python and PyTorch and records what they print.

    python scripts/goldens/programs.py [NAME...]

writes test/golden/programs/NAME.txt, for all programs or the named ones. Every program is deterministic: random numbers
come after a seed. Needs a Python with torch and numpy, and for some programs with keras (on TensorFlow), jax and optax.
"""

import contextlib
import io
import multiprocessing
import sys
import tempfile
import warnings
from pathlib import Path

from shared.plain_torchvision import plain_torchvision

ROOT = Path(__file__).resolve().parents[2]


def printed_by(path):
    """What a program prints, in a folder of its own: what it saves is thrown away."""
    out = io.StringIO()
    source = path.read_text(encoding="utf-8")
    if "torchvision" in source:
        plain_torchvision()
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), \
            contextlib.redirect_stdout(out), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(source, path.name, "exec"), {"__name__": "__main__"})
    return out.getvalue()


def main():
    wanted = sys.argv[1:]
    target = ROOT / "test" / "golden" / "programs"
    target.mkdir(exist_ok=True)
    files = sorted((ROOT / "test" / "inspect" / "programs").glob("*.py"))
    chosen = [path for path in files if not wanted or path.stem in wanted]
    # A process for each, so that no program sees the settings of another.
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        for path, text in zip(chosen, pool.imap(printed_by, chosen, chunksize=1)):
            (target / f"{path.stem}.txt").write_text(text, encoding="utf-8")
    for stale in target.glob("*.txt"):
        if stale.stem not in {path.stem for path in files}:
            stale.unlink()


if __name__ == "__main__":
    main()
