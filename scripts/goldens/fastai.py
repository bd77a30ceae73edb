"""Writes test/golden/fastai.json: what fastai's losses give, by the formulas of their documentation in plain PyTorch.

    python scripts/goldens/fastai.py

fastai itself is not needed, and not asked: each row has the expression of a program with fastai, and beside it the
same in PyTorch after https://docs.fast.ai/losses.html (the losses flatten, bring the axis of the classes to the end,
and make targets floating where the loss wants that). Written are the value of the latter and the gradient of its sum.
"""

import json
from pathlib import Path

import torch
import torch.nn.functional as F

SETUP = """
x = torch.tensor([[1.0, -0.5, 0.25], [0.5, 2.0, -1.0]], requires_grad=True)
y = torch.tensor([0, 2])
b = torch.tensor([[1, 0, 1], [0, 0, 1]])
s = (torch.arange(24.0).reshape(1, 3, 2, 4) * 0.37).sin().requires_grad_()
m = torch.tensor([[[0, 1, 2, 0], [2, 2, 1, 0]]])
w = torch.tensor([1.0, 2.0, 0.5])
"""


def smoothed(x, y, eps, reduction="mean"):
    logs = F.log_softmax(x, dim=1)
    rows = -logs.sum(dim=1)
    uniform = {"mean": rows.mean, "sum": rows.sum, "none": lambda: rows}[reduction]()
    return uniform * eps / x.shape[1] + (1 - eps) * F.nll_loss(logs, y, reduction=reduction)


def focal(x, y, gamma, reduction="mean", weight=None):
    entropy = F.cross_entropy(x, y, weight=weight, reduction="none")
    losses = (1 - torch.exp(-entropy)) ** gamma * entropy
    return {"mean": losses.mean, "sum": losses.sum, "none": lambda: losses}[reduction]()


def dice(x, y, smooth=1e-6, squared=False):
    p = F.softmax(x, dim=1)
    masks = torch.stack([torch.where(y == label, 1, 0) for label in range(x.shape[1])], dim=1)
    dims = list(range(2, x.ndim))
    both = (p * masks).sum(dim=dims)
    either = ((p**2 if squared else p) + masks).sum(dim=dims)
    return (1 - (2 * both + smooth) / (either + smooth)).sum()


def pixels(s):
    return s.transpose(1, -1).reshape(-1, s.shape[1])


# The axis of the classes of the target is exchanged with the last one too.
def labels(m):
    return m.transpose(1, -1).reshape(-1)


ROWS = [
    ("CrossEntropyLossFlat()(x, y)", lambda x, y, b, s, m, w: F.cross_entropy(x, y)),
    ("CrossEntropyLossFlat(weight=w, reduction='sum')(x, y)", lambda x, y, b, s, m, w: F.cross_entropy(x, y, w, reduction="sum")),
    ("CrossEntropyLossFlat(axis=1)(s, m)", lambda x, y, b, s, m, w: F.cross_entropy(pixels(s), labels(m))),
    ("CrossEntropyLossFlat(axis=1).activation(s)", lambda x, y, b, s, m, w: F.softmax(s, dim=1)),
    ("CrossEntropyLossFlat(axis=1).decodes(s)", lambda x, y, b, s, m, w: s.argmax(dim=1)),
    ("BCEWithLogitsLossFlat()(x, b)", lambda x, y, b, s, m, w: F.binary_cross_entropy_with_logits(x.view(-1), b.view(-1).float())),
    ("BCEWithLogitsLossFlat(pos_weight=w)(x, b)", lambda x, y, b, s, m, w: F.binary_cross_entropy_with_logits(x.view(-1), b.view(-1).float(), pos_weight=w.repeat(2))),
    ("BCEWithLogitsLossFlat(thresh=0.3).decodes(x)", lambda x, y, b, s, m, w: x > 0.3),
    ("BCEWithLogitsLossFlat().activation(x)", lambda x, y, b, s, m, w: torch.sigmoid(x)),
    ("BCELossFlat()(x.sigmoid(), b)", lambda x, y, b, s, m, w: F.binary_cross_entropy(x.sigmoid().view(-1), b.view(-1).float())),
    ("MSELossFlat()(x, b)", lambda x, y, b, s, m, w: F.mse_loss(x.view(-1), b.view(-1).float())),
    ("L1LossFlat(reduction='none')(x, b)", lambda x, y, b, s, m, w: F.l1_loss(x.view(-1), b.view(-1).float(), reduction="none")),
    ("LabelSmoothingCrossEntropy()(x, y)", lambda x, y, b, s, m, w: smoothed(x, y, 0.1)),
    ("LabelSmoothingCrossEntropy(eps=0.2, reduction='none')(x, y)", lambda x, y, b, s, m, w: smoothed(x, y, 0.2, "none")),
    ("LabelSmoothingCrossEntropyFlat(reduction='sum')(x, y)", lambda x, y, b, s, m, w: smoothed(x, y, 0.1, "sum")),
    ("FocalLoss()(x, y)", lambda x, y, b, s, m, w: focal(x, y, 2.0)),
    ("FocalLoss(gamma=1.0, weight=w, reduction='none')(x, y)", lambda x, y, b, s, m, w: focal(x, y, 1.0, "none", w)),
    ("FocalLossFlat(gamma=3.0, axis=1)(s, m)", lambda x, y, b, s, m, w: focal(pixels(s), labels(m), 3.0)),
    ("DiceLoss()(s, m)", lambda x, y, b, s, m, w: dice(s, m)),
    ("DiceLoss(square_in_union=True, smooth=1.0)(s, m)", lambda x, y, b, s, m, w: dice(s, m, 1.0, True)),
]


def row(expression, formula):
    names = {"torch": torch}
    exec(SETUP, names)
    result = formula(*(names[name] for name in "xybsmw"))
    written = {"fastai": expression, "shape": list(result.shape), "values": result.flatten().tolist()}
    if result.requires_grad:
        result.sum().backward()
        written["gradients"] = {
            name: names[name].grad.flatten().tolist() for name in "xs" if names[name].grad is not None
        }
    return written


def main():
    content = {
        "header": {"made by": "scripts/goldens/fastai.py", "torch": torch.__version__.split("+")[0]},
        "setup": SETUP,
        "rows": [row(*pair) for pair in ROWS],
    }
    target = Path(__file__).resolve().parent.parent.parent / "test" / "golden" / "fastai.json"
    target.write_text(json.dumps(content, indent=1) + "\n")


if __name__ == "__main__":
    main()
